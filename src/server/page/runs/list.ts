import { z } from 'zod';
import { listRuns } from '../../../app/queries/runs.ts';
import { html } from '../../../report/html/markup.ts';
import { runTable } from '../../../report/run-table.ts';
import { pageBehind, places } from '../../v1/paging.ts';
import { runAddress } from '../addresses.ts';
import { jobsInHand, jobsPart } from '../jobs/in-hand.ts';
import { jobForm, started } from '../jobs/job-form.ts';
import { livePart, pageAt, type Shown, type Visit } from '../page.ts';
import { empty, pagedTable, section } from '../parts.ts';

const shownRuns = 30;
const shownJobs = 50;
const query = z.strictObject({ cursor: z.string().max(2_000).optional() });

async function show(visit: Visit<unknown, z.output<typeof query>>): Promise<Shown> {
  const { store } = visit;
  const asked = { limit: shownRuns, cursor: visit.query.cursor };
  const page = await pageBehind(asked, 'lan-chay', places.id, (before, limit) =>
    listRuns(store, limit, before),
  );
  const start = visit.form(startForm, fields =>
    fields.check({ name: 'full', label: 'Đọc lại mọi chi tiết từ đầu (lâu hơn nhiều)' }),
  );
  const main = html`<h1>Lần chạy</h1>
<p class="lead">Mỗi lần chạy đọc các hệ thống rồi đối chiếu; không ghi gì vào hệ thống nào.</p>${start}
${livePart(visit, 'dang-chay-phan', 10, jobsPart('dang-chay', await jobsInHand(store, shownJobs)))}
${section(
  'da-chay',
  'Các lần đối chiếu',
  pagedTable(visit, runTable, page, {
    none: empty('Chưa có lần đối chiếu nào.', 'Bấm “Chạy đối chiếu” để bắt đầu.'),
    to: ({ id }) => runAddress(id),
  }),
)}`;
  return { title: 'Lần chạy', main };
}

const startForm = jobForm({
  name: 'chay',
  action: 'start-reconcile',
  submit: 'Chạy đối chiếu',
  done: 'Đã đưa lần đối chiếu vào hàng đợi.',
  values: z.strictObject({ full: z.literal('1').optional() }),
  queue: (visit, { full }) => started(visit, { kind: 'reconcile', scope: full ? { full: true } : {} }),
});

/** What is running, what has run, and starting a run. */
export const runsPage = pageAt('/lan-chay', { query, show, forms: [startForm] });

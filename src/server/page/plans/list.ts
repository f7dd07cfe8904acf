import { z } from 'zod';
import { changesOf, listPlans } from '../../../app/queries/plans.ts';
import { html } from '../../../report/html/markup.ts';
import { type PlanHead, planTable } from '../../../report/plan-table.ts';
import { pageBehind, places } from '../../v1/paging.ts';
import { planAddress } from '../addresses.ts';
import { jobForm, started } from '../jobs/job-form.ts';
import { pageAt, type Shown, type Visit } from '../page.ts';
import { empty, pagedTable } from '../parts.ts';

const shownPlans = 30;
const query = z.strictObject({ cursor: z.string().max(2_000).optional() });

async function show(visit: Visit<unknown, z.output<typeof query>>): Promise<Shown> {
  const { store } = visit;
  const asked = { limit: shownPlans, cursor: visit.query.cursor };
  const page = await pageBehind(asked, 'ke-hoach', places.plan, (before, limit) =>
    listPlans<PlanHead>(store, limit, before),
  );
  const changes = await changesOf(
    store,
    page.items.map(({ id }) => id),
  );
  const main = html`<h1>Kế hoạch</h1>
<p class="lead">Kế hoạch so định nghĩa dịch vụ với các hệ thống và nói sẽ sửa gì, ở đâu. Xem và duyệt xong mới áp dụng.</p>
${visit.form(startForm)}
${pagedTable(visit, planTable(changes, visit.configuration.push), page, {
  none: empty(
    'Chưa có kế hoạch nào.',
    html`Bấm “Lập kế hoạch”, hoặc đi từ một <a href="/sai-lech">sai lệch</a>.`,
  ),
  to: ({ id }) => planAddress(id),
})}`;
  return { title: 'Kế hoạch', main };
}

const startForm = jobForm({
  name: 'lap',
  action: 'start-plan',
  submit: 'Lập kế hoạch',
  done: 'Đã đưa việc lập kế hoạch vào hàng đợi.',
  queue: visit => started(visit, { kind: 'plan', scope: {} }),
});

/** What is to be written to the systems, or was. */
export const plansPage = pageAt('/ke-hoach', { query, show, forms: [startForm] });

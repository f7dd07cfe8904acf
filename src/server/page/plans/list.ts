import { z } from 'zod';
import { changesOf, listPlans } from '../../../app/queries/plans.ts';
import { html } from '../../../report/html/markup.ts';
import { type PlanHead, planTable } from '../../../report/plan-table.ts';
import { pageTable } from '../../../report/table/page.ts';
import { pageBehind, places } from '../../v1/paging.ts';
import { planAddress } from '../addresses.ts';
import { jobForm, started } from '../jobs/job-form.ts';
import { pageAt, type Shown, type Visit } from '../page.ts';
import { empty, pagingLinks } from '../parts.ts';

const shownPlans = 30;
const query = z.strictObject({ cursor: z.string().max(2_000).optional() });

async function show(visit: Visit<unknown, z.output<typeof query>>): Promise<Shown> {
  const { store } = visit;
  const asked = { limit: shownPlans, cursor: visit.query.cursor };
  const { items, next } = await pageBehind(asked, 'ke-hoach', places.plan, (before, limit) =>
    listPlans<PlanHead>(store, limit, before),
  );
  const ids = items.map(({ id }) => id);
  const changes = await changesOf(store, ids);
  const main = html`<h1>Kế hoạch</h1>
<p class="lead">Kế hoạch so định nghĩa dịch vụ với các hệ thống và nói sẽ sửa gì, ở đâu. Xem và duyệt xong mới áp dụng.</p>
${visit.form(startForm)}
${
  items.length === 0
    ? empty(
        'Chưa có kế hoạch nào.',
        html`Bấm “Lập kế hoạch”, hoặc đi từ một <a href="/sai-lech">sai lệch</a>.`,
      )
    : html`${pageTable(planTable(changes, visit.configuration.push), items, { to: ({ id }) => planAddress(id) })}${pagingLinks(visit, { shown: items.length, next })}`
}`;
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

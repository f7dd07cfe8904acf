import { z } from 'zod';
import { changesOf, listPlans } from '../../../app/queries/plans.ts';
import type { PushSettings } from '../../../config/configuration.ts';
import { numberWords } from '../../../domain/number-words.ts';
import { type Plan, waitsFor } from '../../../plan/plan.ts';
import { planStateNames } from '../../../plan/words.ts';
import { html } from '../../../report/html/markup.ts';
import { pageTable } from '../../../report/table/page.ts';
import type { Table } from '../../../report/table/table.ts';
import { pageBehind, places } from '../../v1/paging.ts';
import { planAddress } from '../addresses.ts';
import { jobForm, started } from '../jobs/job-form.ts';
import { pageAt, type Shown, type Visit } from '../page.ts';
import { empty, pagingLinks, stacked, when } from '../parts.ts';

const shownPlans = 30;
const query = z.strictObject({ cursor: z.string().max(2_000).optional() });

async function show(visit: Visit<unknown, z.output<typeof query>>): Promise<Shown> {
  const { store } = visit;
  const asked = { limit: shownPlans, cursor: visit.query.cursor };
  const { items, next } = await pageBehind(asked, 'ke-hoach', places.plan, (before, limit) =>
    listPlans<Head>(store, limit, before),
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
    : html`${pageTable(planTable(changes, visit.configuration.push), items)}${pagingLinks(visit, { shown: items.length, next })}`
}`;
  return { title: 'Kế hoạch', main };
}

type Head = Pick<Plan, 'holds' | 'rollbackOf'>;
type PlanLine = Awaited<ReturnType<typeof listPlans<Head>>>[number];

const planTable = (changes: ReadonlyMap<string, number>, push: PushSettings): Table<PlanLine> =>
  stacked([
    {
      title: 'Lập lúc',
      head: true,
      page: ({ id, createdAt }) => html`<a href="${planAddress(id)}">${when(createdAt)}</a>`,
    },
    {
      title: 'Tình trạng',
      plain: true,
      page: ({ state, head }) =>
        html`<span class="badge ${stateTones[state]}">${standingWords(state, head, push)}</span>`,
    },
    {
      title: 'Nội dung',
      page: ({ id, head }) =>
        `${numberWords(changes.get(id) ?? 0)} thay đổi${head.rollbackOf === undefined ? '' : ', để trả lại như cũ'}`,
    },
    { title: 'Người lập', page: ({ author }) => author },
  ]);

/** What a plan waits for: a person, or the end of what holds it. */
export function standingWords(
  state: PlanLine['state'],
  plan: Pick<Plan, 'holds'>,
  push: PushSettings,
): string {
  const waits = state === 'draft' ? waitsFor(plan, push) : 'nothing';
  return { nothing: planStateNames[state], approver: 'chờ duyệt', cause: 'bị giữ lại' }[waits];
}

export const stateTones: Record<PlanLine['state'], string> = {
  draft: 'info',
  approved: 'info',
  applying: 'major',
  applied: 'good',
  stopped: 'critical',
  stale: 'minor',
  superseded: 'minor',
  refused: 'critical',
};

const startForm = jobForm({
  name: 'lap',
  action: 'start-plan',
  submit: 'Lập kế hoạch',
  done: 'Đã đưa việc lập kế hoạch vào hàng đợi.',
  queue: visit => started(visit, { kind: 'plan', scope: {} }),
});

/** What is to be written to the systems, or was. */
export const plansPage = pageAt('/ke-hoach', { query, show, forms: [startForm] });

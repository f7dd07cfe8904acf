import type { PushSettings } from '../config/configuration.ts';
import { numberWords } from '../domain/number-words.ts';
import type { PlanState } from '../domain/push.ts';
import { type Plan, waitsFor } from '../plan/plan.ts';
import { planStateNames } from '../plan/words.ts';
import type { PlanRow } from '../store/push/plans.ts';
import { list, type Tone } from './table/table.ts';

/** What of a plan stands in a list of them. */
export type PlanHead = Pick<Plan, 'holds' | 'rollbackOf'>;

const tones: Record<PlanState, Tone> = {
  draft: 'info',
  approved: 'info',
  applying: 'major',
  applied: 'good',
  stopped: 'critical',
  stale: 'minor',
  superseded: 'minor',
  refused: 'critical',
};

/** What a plan waits for: a person, or the end of what holds it. */
export function planStanding(
  state: PlanState,
  plan: Pick<Plan, 'holds'>,
  push: PushSettings,
): { value: string; tone: Tone } {
  const waits = state === 'draft' ? waitsFor(plan, push) : 'nothing';
  const value = { nothing: planStateNames[state], approver: 'chờ duyệt', cause: 'bị giữ lại' }[waits];
  return { value, tone: tones[state] };
}

/** @param changes How many each of them would make. */
export function planTable(changes: ReadonlyMap<string, number>, push: PushSettings) {
  return list<PlanRow<PlanHead>>([
    { title: 'Kế hoạch', page: false, cell: ({ id }) => id },
    { title: 'Lập lúc', head: true, cell: ({ createdAt }) => ({ moment: createdAt }) },
    { title: 'Tình trạng', plain: true, cell: ({ state, head }) => planStanding(state, head, push) },
    {
      title: 'Nội dung',
      cell: ({ id, head }) =>
        `${numberWords(changes.get(id) ?? 0)} thay đổi${head.rollbackOf === undefined ? '' : ', để trả lại như cũ'}`,
    },
    { title: 'Người lập', cell: ({ author }) => author },
  ]);
}

import type { PlanState } from '../domain/push.ts';
import type { Refusal, RefusalCode, RefusalParams } from '../domain/refusal.ts';

const plans = 'dvc-sync plan list';

const afterState: Partial<Record<PlanState, (plan: string) => string>> = {
  stopped: plan => `dvc-sync apply ${plan} --resume`,
  stale: () => 'dvc-sync plan',
  superseded: () => plans,
};

/** The command that helps, where one does; the refusal itself is told to people who have no command line as well. */
const hints: { [Code in RefusalCode]?: (params: RefusalParams[Code]) => string | undefined } = {
  'plan-unknown': () => plans,
  'plan-not-waiting': ({ plan, state }) => afterState[state]?.(plan),
  'plan-begun': ({ plan }) => `dvc-sync apply ${plan} --resume`,
  'plan-not-begun': ({ plan }) => `dvc-sync apply ${plan}`,
  'plan-not-approved': ({ plan }) => `dvc-sync approve ${plan} --as "tên" --reason "lý do"`,
  'plan-moved': () => 'dvc-sync plan',
  'task-unknown': () => 'dvc-sync tasks',
  'review-file-unknown': () => 'dvc-sync review list --files',
  'message-unknown': () => 'dvc-sync mail list',
  'key-unknown': () => 'dvc-sync keys list',
  'session-unknown': () => 'dvc-sync sessions list',
  'period-not-read': ({ nearest }) => (nearest === undefined ? 'dvc-sync run' : `thêm --as-of ${nearest}`),
  'month-not-counted': ({ month }) => `dvc-sync report monthly ${month}`,
  'levels-not-read': () => 'dvc-sync run, hoặc thêm --run',
};

export function hintOf({ code, params }: Refusal): string | undefined {
  return hints[code]?.(params as never);
}

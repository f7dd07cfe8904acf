import { Chains } from '../../src/apply/chains.ts';
import type { AppliedValue } from '../../src/domain/applied.ts';
import type { Change } from '../../src/domain/push.ts';
import type { DesiredCase, ServiceDefinition } from '../../src/domain/service.ts';
import type { CaseState, ServiceState } from '../../src/domain/service-state.ts';
import type { PlanInput } from '../../src/plan/input.ts';
import type { PlannedAction } from '../../src/plan/plan.ts';
import { base, city, flow, form, oneStop, paper, portal, wholeSystem } from './model-city.ts';

/** A definition that is ready for level 4, and a portal that has all of it. */
export const code = '1.000001';

export const desiredCase: DesiredCase = {
  key: 'default',
  name: 'Cấp mới',
  components: [paper('Đơn đề nghị', { code: 'KQ01' }), paper('Bản vẽ')],
  eform: form('ten', 'ngay'),
  workflow: flow(['Tiếp nhận', 'Thẩm định']),
  ...{ deadlineHours: 40, onlineDeadlineHours: 32, deadlineUnit: 'workingDay' },
};

export function definitionOf(changed: Partial<ServiceDefinition> = {}): ServiceDefinition {
  return {
    ...{ procedure: code, name: 'Cấp giấy phép xây dựng', folder: 'services/1.000001' },
    ...{ applies: { tiers: ['commune'] }, level: 4, cases: [desiredCase] },
    fees: [{ name: 'Lệ phí', kind: 'lệ phí', amount: 75_000 }],
    ...{ onlinePayment: true, channels: { online: true, post: true }, readiness: [] },
    ...changed,
  };
}

export const readyCase: CaseState = {
  value: {
    ...{ name: 'Cấp mới', deadlineHours: 40, onlineDeadlineHours: 32, deadlineUnit: 'workingDay' },
    ...{ online: true, onlinePayment: true },
  },
  components: desiredCase.components,
  eform: desiredCase.eform,
  workflow: desiredCase.workflow,
};

export const communes = ['H13.3.1', 'H13.3.2', 'H13.3.3'];

export function actualOf(changed: Partial<ServiceState> = {}, level: 1 | 2 | 3 | 4 | null = 4): ServiceState {
  return {
    ...{ procedure: code, exists: true, remote: null, cases: { default: readyCase } },
    offerings: Object.fromEntries(communes.map(agency => [agency, { level }])),
    ...changed,
  };
}

export function inputOf(
  definition: ServiceDefinition,
  actual: ServiceState | undefined,
  changed: Partial<PlanInput> = {},
  applied: AppliedValue[] = [],
): PlanInput {
  const service = { system: 'portal', procedure: definition.procedure, applied };
  return {
    ...{ ...base, city, definitions: [definition], systems: [wholeSystem(portal)] },
    services: [actual ? { ...service, actual } : { ...service, problem: 'máy chủ không trả lời' }],
    ...changed,
  };
}

export function appliedOf(change: Pick<Change, 'kind' | 'target' | 'after'>): AppliedValue {
  const { kind, target, after } = change;
  return { kind, target, value: after, planId: 'P0', at: '2026-11-01T00:00:00.000Z' } as AppliedValue;
}

/** Numbers of the actions without any of which this one is not begun, as carrying out the plan has it. */
export function standsOn(
  action: PlannedAction,
  { actions }: { actions: readonly PlannedAction[] },
): number[] {
  const placed = ({ wave, change }: PlannedAction) => ({ wave, target: change.target });
  return actions
    .filter(other => {
      const chains = new Chains();
      chains.breakAt(placed(other), other.number);
      return other.system === action.system && chains.breakUnder(placed(action)) !== undefined;
    })
    .map(({ number }) => number);
}

export function kindsOf(actions: readonly Pick<PlannedAction, 'change'>[]): string[] {
  return actions.map(({ change }) => change.kind);
}

export { city, oneStop, portal };

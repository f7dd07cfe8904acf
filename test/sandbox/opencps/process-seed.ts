import type { Workflow, WorkflowStep } from '../../../src/domain/workflow.ts';
import type { SeedCase } from '../seed.ts';
import type { ProcessAction, ProcessStep } from './tables.ts';

/** Steps with the names of their roles, which have no ids yet. */
interface Flow {
  steps: SeedStep[];
  actions: ProcessAction[];
}
type SeedStep = Omit<ProcessStep, 'roles'> & { roles: string[] };

/** The steps and actions of a case's process, broken where the seed's workflow is. `unit`: 0 = days, 1 = hours. */
export function flowOf(seed: SeedCase, unit: number, stored: (text: string) => string): Flow {
  const flow =
    typeof seed.workflow === 'string' || !seed.workflow ? brokenFlow() : soundFlow(seed.workflow, unit);
  if (seed.onlinePayment) askPayment(flow.actions);
  for (const step of flow.steps) step.stepName = stored(step.stepName);
  for (const action of flow.actions) action.actionName = stored(action.actionName);
  return flow;
}

/** What a diagram that cannot be parsed comes to here: nothing begins it and nothing ends it. */
function brokenFlow(): Flow {
  const step = (stepCode: string, stepName: string, dossierStatus: string): SeedStep => {
    return { stepCode, stepName, dossierStatus, durationCount: 1, roles: ['Chuyên viên'] };
  };
  return {
    steps: [step('110', 'Chờ tiếp nhận', 'receiving'), step('200', 'Đang xử lý', 'processing')],
    actions: [action(0, 'Tiếp nhận', '110', '200')],
  };
}

function soundFlow({ steps, transitions }: Workflow, unit: number): Flow {
  const kinds = new Map(steps.map(step => [step.id, step]));
  // A start step without work is the creation itself; one with hours is a step the creation leads to.
  const bare = (id: string) => {
    const step = kinds.get(id);
    return step?.kind === 'start' && !step.hours;
  };
  const actions: ProcessAction[] = [];
  for (const step of steps) {
    if (step.kind === 'start' && !bare(step.id))
      actions.push(action(actions.length, 'Tạo hồ sơ', '', step.id));
  }
  for (const { from, to, action: name } of transitions) {
    actions.push(action(actions.length, name ?? 'Chuyển bước', bare(from) ? '' : from, to));
  }
  const done = steps.find(({ kind }) => kind === 'end')?.id;
  return {
    steps: steps.filter(({ id }) => !bare(id)).map(step => toStep(step, unit, step.id === done)),
    actions,
  };
}

function toStep({ id, name, kind, hours, performer }: WorkflowStep, unit: number, done: boolean): SeedStep {
  const open = kind === 'start' ? 'receiving' : 'processing';
  const roles = performer === null && kind === 'step' ? [] : [performer ?? 'Chuyên viên'];
  return {
    stepCode: id,
    stepName: name,
    dossierStatus: kind === 'end' ? (done ? 'done' : 'cancelled') : open,
    durationCount: hours === undefined ? undefined : unit === 1 ? hours : hours / 8,
    roles,
  };
}

function action(
  position: number,
  actionName: string,
  preStepCode: string,
  postStepCode: string,
): ProcessAction {
  return {
    processActionId: 0,
    actionCode: String(1000 + position * 10),
    actionName,
    preStepCode,
    postStepCode,
    autoEvent: preStepCode === '' ? 'submit' : '',
    requestPayment: 0,
    paymentFee: '',
  };
}

/** Money is asked for on the first action after the creation. */
function askPayment(actions: ProcessAction[]): void {
  const payer = actions.find(({ preStepCode }) => preStepCode !== '') ?? actions[0];
  if (!payer) return;
  payer.requestPayment = 2;
  payer.paymentFee = 'bank net=[ payment = 20000 ] $Lệ phí$';
}

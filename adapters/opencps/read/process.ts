import { judgeWorkflow } from '../../../src/domain/judge-workflow.ts';
import { type Known, someTold } from '../../../src/domain/known.ts';
import type { TechnicalFacts } from '../../../src/domain/procedure.ts';
import type { Workflow, WorkflowStep, WorkflowVerdict } from '../../../src/domain/workflow.ts';
import { nameText } from '../escape.ts';
import { asksMoney } from '../process-note.ts';
import type { ActionRow, ProcessDetail, RoleRow, StepRow } from '../schema.ts';
import { unitHours } from './hours.ts';
import type { ProcessFacts } from './reading.ts';
import { isFinishedStatus } from './states.ts';

/** Of the statuses a dossier does not leave any more, the one that means the applicant got what was asked for. */
const succeeded = 'done';
/** The step before the first one: what an action with a blank `preStepCode` leaves. */
const creation: WorkflowStep = { id: '', name: 'Tạo hồ sơ', kind: 'start', hours: 0 };

/** What could be read of a process; what is missing could not be told. */
export interface ProcessRows {
  process?: ProcessDetail;
  steps?: StepRow[];
  actions?: ActionRow[];
  /** The roles on each step, by its code. */
  roles?: ReadonlyMap<string, RoleRow[] | undefined>;
}

/** What a process tells of a case. */
export function decodeProcess({ process, steps, actions, roles }: ProcessRows): ProcessFacts {
  const technical = technicalOf(steps, actions);
  const facts: ProcessFacts = {
    ...(actions && { onlinePayment: asksPayment(actions) }),
    ...(technical && { technical }),
  };
  if (process === undefined) return facts;
  facts.deadlineHours = deadlineHours(process);
  if (steps === undefined || actions === undefined) return facts;
  if (steps.length === 0 && actions.length === 0) return { ...facts, workflow: null };
  const performers = new Map<string, Known<string>>();
  for (const step of steps) {
    const rows = roles?.get(step.stepCode);
    // At a finished step there is nothing to do, so nobody is asked for.
    if (rows && !isFinished(step)) performers.set(step.stepCode, performerOf(rows));
  }
  return { ...facts, workflow: judgeProcess(toWorkflow(process, steps, actions, performers), steps) };
}

/** Who may do a step: the roles on it, `null` when it has none. */
function performerOf(roles: readonly RoleRow[]): string | null {
  const names = roles.map(roleName).sort();
  return names.length > 0 ? names.join(', ') : null;
}

function roleName({ roleName, roleCode, roleId }: RoleRow): string {
  return (
    [roleName, roleCode, roleId].map(word => nameText(word ?? '')).find(word => word !== '') ??
    'vai trò không tên'
  );
}

/** A process in canonical form; `performers` by step code, a code without entry = could not tell. */
export function toWorkflow(
  process: ProcessDetail,
  steps: StepRow[],
  actions: ActionRow[],
  performers: ReadonlyMap<string, Known<string>>,
): Workflow {
  const workflow: Workflow = { steps: [], transitions: [] };
  for (const step of steps) {
    const { stepCode, stepName, durationCount } = step;
    const id = stepCode.trim();
    workflow.steps.push({
      id,
      name: nameText(stepName ?? '') || id,
      kind: isFinished(step) ? 'end' : 'step',
      ...(durationCount === undefined ? {} : { hours: durationCount * unitHours(process.durationUnit) }),
      performer: performers.get(stepCode),
    });
  }
  for (const { preStepCode, postStepCode, actionName, actionCode } of actions) {
    const to = postStepCode?.trim() ?? '';
    // A blank target means the dossier stays where it is.
    if (to === '') continue;
    const from = preStepCode?.trim() ?? '';
    const action = nameText(actionName ?? '') || nameText(actionCode ?? '');
    workflow.transitions.push({ from, to, ...(action === '' ? {} : { action }) });
  }
  if (workflow.transitions.some(({ from }) => from === '')) workflow.steps.unshift(creation);
  return workflow;
}

/** Soundness as PRODUCT.md asks of this system: several ends are usual, one of them must be `done`. */
export function judgeProcess(workflow: Workflow, steps: StepRow[]): WorkflowVerdict {
  const verdict = judgeWorkflow(workflow);
  const ends = workflow.steps.some(({ kind }) => kind === 'end');
  if (ends && !steps.some(({ dossierStatus }) => statusOf(dossierStatus) === succeeded)) {
    verdict.defects.push({ defect: 'no-end', detail: 'không có bước kết thúc ở trạng thái done (đã xong)' });
  }
  return verdict;
}

/** The dossier ends in this step. */
export function isFinished({ dossierStatus }: StepRow): boolean {
  return isFinishedStatus(dossierStatus);
}

/** Hours from filing to result; `null` = the process sets none. */
export function deadlineHours(process: ProcessDetail): number | null {
  const { durationCount = 0 } = process;
  return durationCount > 0 ? durationCount * unitHours(process.durationUnit) : null;
}

/** A file in a step of this status is with another body. */
const elsewhere = 'interoperating';

/** Actions that ask for a signature, that make files at other bodies, and steps in which the file is at one. */
function technicalOf(
  steps: StepRow[] | undefined,
  actions: ActionRow[] | undefined,
): TechnicalFacts | undefined {
  const signature = actions && someTold(actions.map(({ eSignature }) => eSignature));
  const transfer = someTold([
    steps?.some(({ dossierStatus }) => statusOf(dossierStatus) === elsewhere),
    ...(actions ?? [undefined]).map(action =>
      action?.createDossiers === undefined ? undefined : action.createDossiers.trim() !== '',
    ),
  ]);
  if (signature === undefined && transfer === undefined) return undefined;
  return { ...(signature !== undefined && { signature }), ...(transfer !== undefined && { transfer }) };
}

export function asksPayment(actions: ActionRow[]): boolean {
  return actions.some(({ requestPayment }) => asksMoney(requestPayment));
}

function statusOf(dossierStatus: string | undefined): string {
  return dossierStatus?.trim().toLowerCase() ?? '';
}

import { takenAt } from '../../../src/adapter/kit/taken-away.ts';
import type { Memory } from '../../../src/adapter/service-request.ts';
import type { RemoteSend } from '../../../src/adapter/writer.ts';
import type { DesiredWorkflow } from '../../../src/domain/service.ts';
import { unescapeHtml } from '../escape.ts';
import { differing, type Fields, isTrue, resent } from '../fields.ts';
import { asksForMoney, describe, factsOf } from '../process-note.ts';
import type { RemoteCase, RemoteJob, RemoteProcedure, RemoteProcess } from '../remote.ts';
import type { RoleBook } from '../roles.ts';
import { type WantedAction, wantedActions } from './action-rows.ts';
import { done, firstOf, impossible, type Outcome } from './outcome.ts';
import { type Asking, askingName, type Payment } from './payment.ts';
import { formSend } from './sending.ts';
import { takenIn } from './taken.ts';
import { type WantedStep, wantedRows } from './workflow-rows.ts';

/** Fields the server interprets: they have to be stored as they are meant, not escaped. */
const interpreted = ['actionCode', 'preStepCode', 'postStepCode', 'autoEvent', 'preCondition', 'paymentFee'];

/**
 * The next stage of bringing a process to a workflow: sequences, steps, who does them, actions; what is too much goes
 * last, when nothing leads there any more. Each stage needs the one before.
 */
export function writeWorkflow(
  key: string,
  after: DesiredWorkflow | null,
  found: RemoteCase | undefined,
  remote: RemoteProcedure,
  context: RoleBook['context'],
): Outcome {
  const process = found?.process;
  const workflow = after ?? { steps: [], transitions: [] };
  if (!process) {
    if (workflow.steps.length === 0) return done;
    return impossible(`trường hợp «${key}» chưa có quy trình trên OpenCPS; cần đẩy trường hợp trước`);
  }
  const book = { jobs: remote.jobs ?? [], context };
  const taken = takenIn(key, process, remote.memory);
  const rows = wantedRows(key, workflow, process, remote.memory, book, taken);
  if (rows.problems.length > 0) return impossible(...rows.problems);
  const payment = paymentOf(key, process, remote);
  const { actions, surplus, start } = wantedActions(workflow, rows, process, payment, taken);
  const path = `/serviceprocesses/${encodeURIComponent(process.id)}`;
  const codes = new Set(rows.steps.map(({ code }) => code));
  const stepOf = (code: string) => process.steps?.find(step => step.code === code);
  const extra = (process.steps ?? []).filter(({ code }) => !codes.has(code));
  return firstOf(
    () =>
      rows.sequences.stale.map(({ number, remember }) =>
        drop(`bỏ chuỗi bước ${number}`, `${path}/sequences`, number, remember),
      ),
    () => [
      ...noteFacts(),
      ...rows.sequences.missing.map(row =>
        formSend(`tạo chuỗi bước ${row.sequenceNo}`, 'POST', `${path}/sequences`, row),
      ),
    ],
    () => rows.steps.flatMap(writeStep),
    () => [...rows.steps.flatMap(writeStepRoles), ...writeProcessRoles()],
    () => writeActions(path, actions),
    () =>
      surplus.map(({ stored: { id, fields }, remember }) =>
        drop(`bỏ thao tác «${fields.actionName}»`, `${path}/actions`, id, remember),
      ),
    () =>
      extra.map(row =>
        drop(`bỏ bước «${row.fields.stepName}»`, `${path}/steps`, row.code, {
          ...taken.takingStep(row),
          ...taken.forgettingInstead(),
        }),
      ),
  );

  /** Where no action is to leave a step, the note says whether money is asked for: as the actions do that are there still. */
  function noteFacts(): RemoteSend[] {
    const { start: _former, paid: noted, ...facts } = factsOf(process!);
    const unpaid = workflow.transitions.every(({ from }) => from === start?.id);
    const paid = unpaid ? asksForMoney(process!) : noted;
    const description = describe(process!, { ...facts, ...(paid && { paid }), ...(start && { start }) });
    return putProcess(path, process!, { description }, 'ghi vào quy trình điều các bước không nói được');
  }

  function writeStep({ code, fields, jobs }: WantedStep): RemoteSend[] {
    const stored = stepOf(code);
    const label = `bước «${fields.stepName}»`;
    if (!stored) {
      const going = extra.map(each => each.code);
      // With nobody to do it nothing is to follow.
      const anew = {
        ...rows.remember,
        ...(jobs.length > 0 && taken.makingStep(code)),
        ...taken.makingInstead(code, going),
      };
      return [formSend(`tạo ${label}`, 'POST', `${path}/steps`, fields, anew)];
    }
    if (differing(stored.fields, fields).length === 0) return [];
    const address = `${path}/steps/${encodeURIComponent(code)}`;
    return [formSend(`sửa ${label}`, 'PUT', address, fields, rows.remember)];
  }

  function writeStepRoles({ code, fields, jobs }: WantedStep): RemoteSend[] {
    const roles = stepOf(code)?.roles ?? [];
    const address = `${path}/steps/${encodeURIComponent(code)}/roles`;
    const label = `ở bước «${fields.stepName}»`;
    const before = taken.step(code);
    const performers = jobs.map(job => {
      const own = roles.find(row => row.roleId === job.roleId);
      const formers = before?.anew ? before.row.roles : undefined;
      const former = formers?.find(row => row.roleId === job.roleId) ?? taken.stepRole(code, job.roleId);
      return { job, own, former };
    });
    const others = roles.filter(row => !jobs.some(({ roleId }) => roleId === row.roleId));
    // Somebody has to do the step; whoever only looks on beside them goes on doing so.
    const isDone = performers.some(({ own, former }) => isTrue((own ?? former)?.moderator));
    return [
      ...performers.flatMap(performer =>
        giveRole(`giao vai trò «${performer.job.title}» ${label}`, address, performer, isDone),
      ),
      ...others.map(row =>
        drop(`bỏ vai trò «${row.roleName}» ${label}`, address, row.roleId!, taken.takingStepRole(code, row)),
      ),
    ];
  }

  /** Whoever does a step must belong to the process. Others of it may be there for reasons of their own. */
  function writeProcessRoles(): RemoteSend[] {
    const needed = new Map(rows.steps.flatMap(({ jobs }) => jobs.map(job => [job.roleId, job] as const)));
    return [...needed.values()]
      .filter(({ roleId }) => !process!.roles?.some(row => row.roleId === roleId))
      .map(job =>
        formSend(`giao vai trò «${job.title}» cho quy trình`, 'POST', `${path}/roles`, roleRow(job)),
      );
  }
}

/** What the process asks for now, or was meant to ask for before it had actions. */
function paymentOf(key: string, process: RemoteProcess, { service, memory }: RemoteProcedure): Payment {
  const stopped = takenAt<Asking>(memory, askingName(key)) !== undefined;
  return { wanted: asksForMoney(process), stopped, ...(service?.fee ? { fee: service.fee } : {}) };
}

/** A PUT is a full replace: every field goes with it, and a server number left out would become the text "null". */
export function putProcess(
  path: string,
  { fields }: RemoteProcess,
  changed: Fields,
  label: string,
): RemoteSend[] {
  const wanted = { ...resent(fields), ...changed };
  if (differing(fields, wanted, ['processNo']).length === 0) return [];
  const durationCount = wanted.durationCount || '0';
  return [formSend(label, 'PUT', path, { ...wanted, durationCount, serverNo: wanted.serverNo ?? '' })];
}

/** Actions as wanted: rows that are there and differ are replaced, the others made. */
export function writeActions(path: string, actions: readonly WantedAction[]): RemoteSend[] {
  return actions.flatMap(({ stored, fields, remember }) => {
    const label = `thao tác «${fields.actionName}»`;
    if (!stored) return [formSend(`tạo ${label}`, 'POST', `${path}/actions`, fields, remember)];
    // Making an action escapes what it stores, conditions included; replacing it does not.
    if (differing(stored.fields, fields, interpreted).length === 0) return [];
    const address = `${path}/actions/${encodeURIComponent(stored.id)}`;
    const row = { ...fields, actionName: unmistakable(fields.actionName!) };
    return [formSend(`sửa ${label}`, 'PUT', address, row, remember)];
  });
}

/** A name that would not survive being unescaped, where the server does not escape it: somebody typed an entity. */
function unmistakable(name: string): string {
  return unescapeHtml(name) === name ? name : name.replaceAll('&', '&amp;');
}

/** Under what condition somebody does a step stays, and comes back. */
function giveRole(
  label: string,
  address: string,
  { job, own, former }: { job: RemoteJob; own: Fields | undefined; former: Fields | undefined },
  done: boolean,
): RemoteSend[] {
  if (!own) {
    const row: Fields = { ...roleRow(job), ...(former && resent(former)) };
    return [formSend(label, 'POST', address, done ? row : { ...row, moderator: 'true' })];
  }
  if (done || isTrue(own.moderator)) return [];
  const row = { ...resent(own), moderator: 'true' };
  return [formSend(label, 'PUT', `${address}/${encodeURIComponent(job.roleId)}`, row)];
}

function roleRow({ roleId, title, code }: RemoteJob): Fields {
  return { roleId, roleName: title, moderator: 'true', condition: '', roleCode: code };
}

function drop(label: string, list: string, id: string, remember?: Memory): RemoteSend {
  return formSend(label, 'DELETE', `${list}/${encodeURIComponent(id)}`, {}, remember);
}

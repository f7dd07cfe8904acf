import type { CityNames, Memory } from '../../../src/adapter/service-request.ts';
import type { RemoteSend, RemoteWriter } from '../../../src/adapter/writer.ts';
import { isLevel } from '../../../src/domain/level.ts';
import { type CaseKind, type Change, caseKinds, changeKinds, isCaseKind } from '../../../src/domain/push.ts';
import type { ServiceState } from '../../../src/domain/service-state.ts';
import { readComponents } from '../parts.ts';
import type { RemoteProcedure } from '../remote.ts';
import { configsBack } from '../taken-configs.ts';
import type { Writing } from '../writing.ts';
import { writeCase } from './case.ts';
import { audiencesBack, highestLevel, serviceBack, serviceMemory } from './configs.ts';
import { writeEform } from './eform.ts';
import { keptContents } from './kept-contents.ts';
import { missingOptions, writeOfferings } from './offerings.ts';
import { numbersOf } from './options.ts';
import { done, impossible, type Outcome, sending } from './outcome.ts';
import { takenParts, writeComponents } from './parts.ts';
import { askingBack } from './payment.ts';
import { formSend, sendOne } from './sending.ts';
import { rowsBack } from './taken.ts';
import { writeWorkflow } from './workflow.ts';

/** One procedure's configs are read once however many of them change; a refusal costs a second look at the others. */
const offeringsTogether = 200;

/** The write side: contract 2.13, REST first; contacts nothing yet. */
export function createWriter(writing: Writing, names: CityNames): RemoteWriter {
  return {
    kinds: new Set(changeKinds),
    together: {
      'create-offering': offeringsTogether,
      'set-level': offeringsTogether,
      'deactivate-offering': offeringsTogether,
    },
    writtenTo: partsOf,
    settling: { answerMs: writing.answerTimeoutMs, lagMs: writing.options.indexLagMs },
    next: (changes, actuals) => nextSends(changes, actuals, names),
    complaint: (changes, actuals) => complaintOf(changes, actuals, names),
    learned,
    send: send => sendOne(writing, send),
  };
}

/** Papers and form lie in the template of a case, everything else in its process; both may be those of other services. */
function partsOf(caseKey: string): Partial<Record<CaseKind, string>> {
  const [template, process, ...more] = caseKey.split('/');
  // A number with a stroke in it: nobody knows where one ends.
  const whole = more.length > 0 ? caseKey : undefined;
  const papers = whole ?? (template === '-' ? undefined : template);
  const flow = whole ?? (process === '-' ? undefined : process);
  return {
    ...(papers && { 'set-components': `template ${papers}`, 'set-eform': `template ${papers}` }),
    ...(flow && { 'set-case': `process ${flow}`, 'set-workflow': `process ${flow}` }),
  };
}

type Context = Pick<CityNames, 'roleAt' | 'roles' | 'levelWords'>;
type CaseChange = Change<CaseKind>;

/**
 * What has to be sent next for the changes, procedure by procedure; a later kind waits for the earlier ones, and a
 * later stage for that of every procedure: after a break, what is left goes out in the order it would have had.
 */
function nextSends(
  changes: readonly Change[],
  actuals: readonly ServiceState[],
  context: Context,
): RemoteSend[] {
  const busy = outcomes(changes, actuals, context).filter(({ sends }) => sends.length > 0);
  const first = Math.min(...busy.map(({ stage = 0 }) => stage));
  return busy.filter(({ stage = 0 }) => stage === first).flatMap(({ sends }) => sends);
}

/** What stands in the way of the changes although nothing is left to send; Vietnamese. */
function complaintOf(
  changes: readonly Change[],
  actuals: readonly ServiceState[],
  context: Context,
): string | undefined {
  const problems = outcomes(changes, actuals, context).flatMap(({ problems }) => problems);
  for (const change of changes.filter(({ kind }) => kind === 'set-level')) {
    const remote = remoteOf(change, actuals);
    const highest = highestLevel(remote);
    const { code, maxLevel } = remote.service ?? { maxLevel: highest };
    if (highest === 0 || maxLevel === highest) continue;
    const shown = (level: number) => (isLevel(level) ? context.levelWords(level) : String(level));
    problems.push(
      `thủ tục ${code} vẫn hiện ${shown(maxLevel)} dù mức cao nhất của các đơn vị là ${shown(highest)}`,
    );
  }
  return problems.length > 0 ? [...new Set(problems)].join('; ') : undefined;
}

/** What was wiped or taken away, and how far it is back. */
function learned(change: Change, actual: ServiceState): Memory {
  const remote = remoteOf(change, [actual]);
  const { cases, memory } = remote;
  const configs =
    change.kind === 'set-level'
      ? {}
      : {
          ...configsBack(remote, config => missingOptions(config, remote).length > 0),
          ...audiencesBack(remote),
        };
  const told = { ...configs, ...serviceBack(remote) };
  if (!isCaseChange(change)) return told;
  const { case: key = '' } = change.target;
  const { template, process } = cases[key] ?? {};
  const asks = change.kind === 'set-case' && change.after.onlinePayment;
  return {
    ...told,
    ...(template && {
      ...keptContents(key, memory).learned(template),
      ...takenParts(key, memory).back(readComponents(template)),
    }),
    ...(process && rowsBack(key, process, memory)),
    ...(process && asks && askingBack(key, process, memory)),
  };
}

function outcomes(changes: readonly Change[], actuals: readonly ServiceState[], context: Context): Outcome[] {
  const groups = Map.groupBy(changes, ({ target }) => target.procedure);
  return [...groups.values()].map(group => {
    const remote = remoteOf(group[0]!, actuals);
    if (!remote.service) return makeService(group, remote);
    const cases = Map.groupBy(group.filter(isCaseChange), ({ target }) => target.case ?? '');
    const written = [...cases.values()].map(list => writeOneCase(list, remote, context));
    const sends = written.flatMap(outcome => outcome.sends);
    const problems = written.flatMap(outcome => outcome.problems);
    const others = group.filter(change => !isCaseChange(change));
    if (others.length === 0 || sends.length > 0 || problems.length > 0) return { sends, problems };
    return writeOfferings(others as never, remote, context.levelWords);
  });
}

/** The first kind that is not done: later ones stand on it. */
function writeOneCase(changes: readonly CaseChange[], remote: RemoteProcedure, context: Context): Outcome {
  const numbers = numbersOf(changes[0]?.target.case ?? '', remote);
  for (const change of caseKinds.flatMap(kind => changes.filter(one => one.kind === kind).slice(0, 1))) {
    const { sends, problems } = writePart(change, remote, context);
    if (sends.length === 0 && problems.length === 0) continue;
    const known = Object.keys(numbers).length > 0;
    const remembering = (send: RemoteSend) => ({ ...send, remember: { ...numbers, ...send.remember } });
    return { sends: known ? sends.map(remembering) : sends, problems };
  }
  return done;
}

function writePart(change: CaseChange, remote: RemoteProcedure, context: Context): Outcome {
  const { procedure, case: key = '' } = change.target;
  const found = remote.cases[key];
  switch (change.kind) {
    case 'set-case':
      return writeCase(procedure, key, change.after, remote);
    case 'set-components':
      return writeComponents(key, change.after, found, remote.memory);
    case 'set-eform':
      return writeEform(key, change.after, found, remote.memory);
    case 'set-workflow':
      return writeWorkflow(key, change.after, found, remote, context);
  }
}

/** Nothing hangs on a service that is not there; taking something away from it is done already. */
function makeService(
  changes: readonly Change[],
  { procedure, newService, cannotCreate }: RemoteProcedure,
): Outcome {
  if (changes.every(({ after }) => after === null)) return done;
  if (!newService) return impossible(cannotCreate ?? 'thủ tục chưa có trên hệ thống một cửa');
  const label = `tạo thủ tục ${newService.serviceCode}`;
  const made = formSend(label, 'POST', '/serviceinfos', newService, { [serviceMemory]: 'made' });
  return sending([{ ...made, procedure }]);
}

function remoteOf({ target }: Change, actuals: readonly ServiceState[]): RemoteProcedure {
  const actual = actuals.find(({ procedure }) => procedure === target.procedure);
  if (!actual) throw new TypeError(`no actual state of ${target.procedure} was given`);
  return actual.remote as RemoteProcedure;
}

function isCaseChange(change: Change): change is CaseChange {
  return isCaseKind(change.kind);
}

import type { Memory } from '../../../src/adapter/service-request.ts';
import { unescapeHtml } from '../escape.ts';
import { differing, type Fields, resent } from '../fields.ts';
import type { RemoteJob, RemoteProcess, RemoteStep } from '../remote.ts';
import { numberIn, type TakenRows } from './taken.ts';

/** A step as it is wanted, with what its sequence would say where that is its alone. */
interface SequencedStep {
  code: string;
  isEnd: boolean;
  /** Whoever does it: a sequence is of one of them. */
  performers: readonly string[];
  own: Omit<Fields, 'sequenceNo'>;
}

export interface WantedSequences {
  /** The sequence of each step, by the step's code; blank = none. */
  numbers: ReadonlyMap<string, string>;
  /** Numbers of those that go, or are made anew in another form. */
  stale: { number: string; remember: Memory }[];
  missing: Fields[];
}

/**
 * A definition says nothing of sequences, so those that are there stay, with the steps they hold. Only one that says just
 * what its one step says is a copy of that step: it changes and goes with it. A step that comes gets one of its own.
 */
export function wantedSequences(
  steps: readonly SequencedStep[],
  { sequences = [], steps: stored = [] }: RemoteProcess,
  jobs: readonly RemoteJob[],
  taken: TakenRows,
): WantedSequences {
  const numbers = new Map<string, string>();
  const wanted: WantedSequences = { numbers, stale: [], missing: [] };
  const codes = new Set(steps.map(({ code }) => code));
  const rowsOf = (number: string) => sequences.filter(row => numberIn(row) === number);
  const former = ({ code, own }: SequencedStep) => {
    const step = taken.step(code)?.row;
    const number = step && numberIn(step.fields);
    const was = number && taken.sequence(number)?.row;
    const [there] = number ? rowsOf(number) : [];
    // Its own is gone, and people have made another under its number.
    const strange = was && there && [was, own].every(one => differing(there, one).length > 0);
    return strange ? undefined : step;
  };
  const wantedBy = new Map(steps.map(step => [step.code, step]));
  const stepOf = (code: string): Omit<RemoteStep, 'code'> | undefined =>
    stored.find(step => step.code === code) ?? (wantedBy.has(code) ? former(wantedBy.get(code)!) : undefined);
  const holds = Map.groupBy(
    new Set([...stored.map(({ code }) => code), ...codes].filter(code => stepOf(code))),
    code => numberIn(stepOf(code)!.fields),
  );
  /** The row as a copy of the step, where it is one; made anew a moment ago it is ahead of the step. */
  const copyOf = (row: Fields, code: string) =>
    holds.get(numberIn(row))?.length === 1
      ? [row, taken.sequence(numberIn(row))?.row].find(one => one && says(one, stepOf(code)!, jobs))
      : undefined;
  const goes = (row: Fields) =>
    wanted.stale.push({ number: numberIn(row), remember: taken.takingSequence(row) });

  for (const { code, own, performers } of steps) {
    const step = stepOf(code);
    if (!step) continue;
    const number = numberIn(step.fields);
    numbers.set(code, number);
    const rows = rowsOf(number);
    const was = rows[0] ?? taken.sequence(number)?.row;
    if (number === '' || !was) continue;
    const copy = copyOf(was, code);
    const performer = unescapeHtml(copy?.sequenceRole ?? '').trim();
    const same = performers.includes(performer) && { sequenceRole: performer };
    const row = copy ? { ...own, ...same, sequenceNo: number } : resent(was);
    if (rows.length === 0 && !wanted.missing.some(one => numberIn(one) === number)) wanted.missing.push(row);
    // There is no way to change one: its PUT is broken (contract 2.5). Of two alike one is an accident.
    else if (copy && rows.some((one, at) => at > 0 || differing(one, row).length > 0)) goes(copy);
  }
  for (const { code, fields } of stored) {
    const [row] = codes.has(code) ? [] : rowsOf(numberIn(fields));
    const copy = row && copyOf(row, code);
    if (copy) goes(copy);
  }
  const idle = new Set(sequences.filter(row => !holds.has(numberIn(row))));
  let last = Math.max(0, ...[...holds.keys(), ...sequences.map(numberIn)].map(number => Number(number) || 0));
  for (const { code, isEnd, own } of steps) {
    if (numbers.has(code)) continue;
    // Made a moment ago, before the step that it is for.
    const made = isEnd ? undefined : [...idle].find(row => differing(row, own).length === 0);
    if (made) idle.delete(made);
    const number = isEnd ? '' : made ? numberIn(made) : String(++last);
    numbers.set(code, number);
    if (!isEnd && !made) wanted.missing.push({ ...own, sequenceNo: number });
  }
  return wanted;
}

/** It bears the name, the time and the performer of the step. */
function says(
  { sequenceName = '', durationCount = '', sequenceRole = '' }: Fields,
  { fields, roles }: Omit<RemoteStep, 'code'>,
  jobs: readonly RemoteJob[],
): boolean {
  const performers = roles.map(({ roleId }) => sequenceRoleOf(jobs.find(job => job.roleId === roleId)));
  const same = {
    sequenceName: unescapeHtml(fields.stepName ?? ''),
    durationCount: fields.durationCount ?? '',
  };
  return (
    differing({ sequenceName, durationCount }, same).length === 0 &&
    [...performers, ...(roles.length === 0 ? [''] : [])].includes(unescapeHtml(sequenceRole).trim())
  );
}

export function sequenceRoleOf(job: Pick<RemoteJob, 'code' | 'title'> | undefined): string {
  return job ? job.code || job.title : '';
}

import { type Answer, type HostedCondition, worstOf } from '../../readiness/answer.ts';
import type { Needs } from '../../readiness/needs.ts';
import { type AtSystem, conditionAt } from '../../readiness/offering.ts';
import { type MeasuredCondition, measuredAt } from '../../readiness/technical.ts';
import { atSystem, daysOf, type ReadSystem } from '../../reconcile/at-system.ts';
import type { ProcedureGroup } from '../../reconcile/rule.ts';
import { whyWords } from '../../words/readiness.ts';
import { systemLabel } from '../../words/sentence.ts';
import type { Stated } from './conditions.ts';

/** What the systems that hold it show of a fact for one unit, and when that was read (the earliest). */
export function factOf(
  fact: HostedCondition,
  group: ProcedureGroup,
  agency: string,
  systems: readonly ReadSystem[],
  needs: Needs,
): Stated {
  const shown = shownBy(group, agency, systems, (at, { hosts }) =>
    hosts.includes(fact) ? conditionAt(fact, agency, at, needs) : undefined,
  );
  if (shown.length === 0) return { state: 'not-needed', source: 'không hệ thống nào giữ phần này', at: null };
  const { state } = worstOf(shown.map(({ answer }) => answer));
  const reasons = wordsOf(shown.filter(({ answer }) => answer.state === state));
  return {
    state,
    source: reasons || shown.map(({ system }) => systemLabel(system)).join(', '),
    ...daysIn(shown),
  };
}

/**
 * What the systems show of one of the plan's own conditions; undefined = none of them shows anything. One that has it is
 * enough: what the others show stands beside.
 */
export function measuredOf(
  condition: MeasuredCondition,
  group: ProcedureGroup,
  agency: string,
  systems: readonly ReadSystem[],
): Stated | undefined {
  const shown = shownBy(group, agency, systems, (at, { role }) =>
    role === 'national' ? undefined : measuredAt(condition, agency, at),
  );
  if (shown.length === 0) return undefined;
  const answers = shown.map(({ answer }) => answer);
  const { state } = answers.find(answer => answer.state === 'met') ?? worstOf(answers);
  return { state, source: wordsOf(shown), ...daysIn(shown) };
}

interface ShownBy {
  system: ReadSystem;
  answer: Answer;
  days: string[];
}

function shownBy(
  group: ProcedureGroup,
  agency: string,
  systems: readonly ReadSystem[],
  look: (at: AtSystem, system: ReadSystem) => Answer | undefined,
): ShownBy[] {
  return systems.flatMap((system, at) => {
    if (system.carries?.(agency) === false) return [];
    const record = group.records[at];
    const answer = look(atSystem(group.code, agency, system, record), system);
    return answer ? [{ system, answer, days: daysOf(record, agency, system.takenAt) }] : [];
  });
}

function wordsOf(shown: readonly ShownBy[]): string {
  return shown
    .flatMap(({ system, answer }) => {
      const why = whyWords(answer.why);
      return why === undefined ? [] : [`${systemLabel(system)}: ${why}`];
    })
    .join('; ');
}

function daysIn(shown: readonly ShownBy[]): Pick<Stated, 'at'> {
  return { at: shown.flatMap(({ days }) => days).sort()[0] ?? null };
}

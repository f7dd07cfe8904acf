import type { HostedCondition, ReadinessState } from '../../readiness/answer.ts';
import { worstOf } from '../../readiness/answer.ts';
import type { Needs } from '../../readiness/needs.ts';
import { conditionAt } from '../../readiness/offering.ts';
import { atSystem, daysOf, type ReadSystem } from '../../reconcile/at-system.ts';
import type { ProcedureGroup } from '../../reconcile/rule.ts';
import { whyWords } from '../../words/readiness.ts';
import { systemLabel } from '../../words/sentence.ts';

export interface FactAnswer {
  state: ReadinessState;
  /** Vietnamese. */
  source: string;
  /** ISO 8601; null = no system tells it. */
  at: string | null;
}

/** What the systems that hold it show of a fact for one unit, and when that was read (the earliest). */
export function factOf(
  fact: HostedCondition,
  group: ProcedureGroup,
  agency: string,
  systems: readonly ReadSystem[],
  needs: Needs,
): FactAnswer {
  const answers = systems.flatMap((system, at) => {
    if (!system.hosts.includes(fact) || system.carries?.(agency) === false) return [];
    const record = group.records[at];
    const answer = conditionAt(fact, agency, atSystem(group.code, agency, system, record), needs);
    return [{ system, answer, days: daysOf(record, agency, system.takenAt) }];
  });
  if (answers.length === 0)
    return { state: 'not-needed', source: 'không hệ thống nào giữ phần này', at: null };
  const { state } = worstOf(answers.map(({ answer }) => answer));
  const reasons = answers.flatMap(({ system, answer }) => {
    const why = answer.state === state ? whyWords(answer.why) : undefined;
    return why === undefined ? [] : [`${systemLabel(system)}: ${why}`];
  });
  const days = answers.flatMap(each => each.days).sort();
  return {
    state,
    source: (reasons.length > 0 ? reasons : answers.map(({ system }) => systemLabel(system))).join(
      reasons.length > 0 ? '; ' : ', ',
    ),
    at: days[0] ?? null,
  };
}

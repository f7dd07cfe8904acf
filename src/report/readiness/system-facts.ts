import type { SystemProfile } from '../../domain/city.ts';
import type { Level } from '../../domain/level.ts';
import type { HostedCondition, ReadinessState } from '../../readiness/answer.ts';
import { worstOf } from '../../readiness/answer.ts';
import type { Needs } from '../../readiness/needs.ts';
import { type AtSystem, conditionAt } from '../../readiness/offering.ts';
import type { Untold } from '../../reconcile/absence.ts';
import { mayBeHidden } from '../../reconcile/absence.ts';
import type { ProcedureGroup } from '../../reconcile/rule.ts';
import type { SnapshotProcedure } from '../../snapshot/model.ts';
import { whyWords } from '../../words/readiness.ts';
import { systemLabel } from '../../words/sentence.ts';

/** A system with when it was last read whole (ISO 8601); null = never. Same order as the records of a group. */
export interface ReadSystem extends SystemProfile {
  takenAt: string | null;
  /** Whose rows it could not show then. */
  untold?: Untold | undefined;
  /** Cases of offerings below this level were not read; absent = of all. */
  casesFrom?: Level | undefined;
  /** Is it expected to carry offerings of this unit? Absent = of every one. */
  carries?(agency: string): boolean;
}

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
    const answer = conditionAt(fact, agency, atSystem(group, agency, system, record), needs);
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

/** Details may be older than the reading that brought the lists. */
function daysOf(record: SnapshotProcedure | undefined, agency: string, takenAt: string | null): string[] {
  const open = record?.cases?.filter(({ agencies }) => agencies?.includes(agency) ?? true) ?? [];
  return [takenAt, record?.facts.readAt, ...open.map(({ readAt }) => readAt)].filter(day => day != null);
}

function atSystem(
  { code }: ProcedureGroup,
  agency: string,
  { hosts, takenAt, untold, casesFrom }: ReadSystem,
  record: SnapshotProcedure | undefined,
): AtSystem {
  const row = record?.offerings.find(each => each.agency === agency);
  // A row that could not be read, or not whole, may be the one with the account.
  const open = row ? row.level === undefined : mayBeHidden(untold, code, agency);
  const account = row?.account ?? (open ? undefined : false);
  const offering = { account, onlineClosed: row?.onlineClosed };
  if (takenAt === null) return { hosts, offering, cases: 'never-read' };
  if (!record) return { hosts, offering, cases: mayBeHidden(untold, code) ? 'unread' : 'no-procedure' };
  if (row && casesFrom !== undefined && (row.level ?? 0) < casesFrom)
    return { hosts, offering, cases: 'below-online' };
  return { hosts, offering, cases: (record.detailed ? record.cases : undefined) ?? 'unread' };
}

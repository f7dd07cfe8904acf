import type { SystemProfile } from '../domain/city.ts';
import type { Level } from '../domain/level.ts';
import type { AtSystem } from '../readiness/offering.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import { type Indeterminate, mayBeHidden } from './absence.ts';

/** A system as it was last read whole; the same order as the records of a group. */
export interface ReadSystem extends SystemProfile {
  /** When (ISO 8601); null = never. */
  takenAt: string | null;
  /** Whose rows it could not show then. */
  indeterminate?: Indeterminate | undefined;
  /** Cases of offerings below this level were not read; absent = of all. */
  casesFrom?: Level | undefined;
  /** Is it expected to carry offerings of this unit? Absent = of every one. */
  carries?(agency: string): boolean;
}

/** What a system has of a procedure, as far as one unit's offering of it goes: what readiness is asked about. */
export function atSystem(
  code: string,
  agency: string,
  { hosts, takenAt, indeterminate, casesFrom }: ReadSystem,
  record: SnapshotProcedure | undefined,
): AtSystem {
  const row = record?.offerings.find(each => each.agency === agency);
  // A row that could not be read, or not whole, may be the one with the account.
  const open = row ? row.level === undefined : mayBeHidden(indeterminate, code, agency);
  const account = row?.account ?? (open ? undefined : false);
  const offering = { account, onlineClosed: row?.onlineClosed, resultByPost: row?.resultByPost };
  if (takenAt === null) return { hosts, offering, cases: 'never-read' };
  if (!record)
    return { hosts, offering, cases: mayBeHidden(indeterminate, code) ? 'unread' : 'no-procedure' };
  if (row && casesFrom !== undefined && (row.level ?? 0) < casesFrom)
    return { hosts, offering, cases: 'below-online' };
  return { hosts, offering, cases: (record.detailed ? record.cases : undefined) ?? 'unread' };
}

/** Details may be older than the reading that brought the lists. */
export function daysOf(
  record: SnapshotProcedure | undefined,
  agency: string,
  takenAt: string | null,
): string[] {
  const open = record?.cases?.filter(({ agencies }) => agencies?.includes(agency) ?? true) ?? [];
  return [takenAt, record?.facts.readAt, ...open.map(({ readAt }) => readAt)].filter(day => day != null);
}

import type { AgencyRecord, Lack, OfferingRecord } from '../adapter/records.ts';
import type { Known } from '../domain/known.ts';
import type { Level } from '../domain/level.ts';
import type { CaseBrief, CaseFacts, ProcedureFacts } from '../domain/procedure.ts';

/**
 * One procedure at one system as a snapshot keeps it: codes and agencies already ours, offerings sorted by agency.
 * This is the unit that reconciliation streams; one is in memory at a time per system.
 */
export interface SnapshotProcedure {
  /** National code; for an unmapped one the remote code as `localCode` leaves it. Snapshots are sorted by it (code units). */
  code: string;
  /** False: neither of national shape nor mapped by anybody. */
  mapped: boolean;
  /** The remote's own codes that led here; more than one = two forms of one code. */
  forms: string[];
  /** False: listed, but details could not be read. Rules that need details skip it. */
  detailed: boolean;
  facts: ProcedureFacts;
  /** Agencies are ours. `undefined`: the adapter cannot tell cases. */
  cases?: CaseFacts[];
  /** Rows of mapped agencies, one entry per agency, sorted by agency code (code units). */
  offerings: SnapshotOffering[];
  /** The same offerings column by column, where the record was unpacked; `offerings` is then only built when asked for. */
  columns?: OfferingColumns;
  /** What judging asks of all cases, likewise; absent where the cases could not be told, or are at hand. */
  caseColumns?: CaseColumns;
  /** Rows at agencies we cannot map; they are reported per agency, not paired. */
  unmappedOfferings?: number;
}

/** Of one row; kept as JSON, which has no `undefined`. */
export type RowLevel = Level | null | 'unknown';

export interface SnapshotOffering extends Pick<OfferingRecord, 'onlineClosed' | 'account' | 'resultByPost'> {
  /** Our agency code. */
  agency: string;
  /** Highest of its rows. */
  level: Known<Level>;
  /** Remote row ids; more than one = `duplicate-offering`. Absent: one, whose id was not asked for. */
  rows?: string[];
  /** Of several rows that differ in it: the level of each. */
  rowLevels?: RowLevel[];
}

/** What an offering says with yes or no, in the order in which it is packed. */
export const offeringMarks = ['onlineClosed', 'account', 'resultByPost'] as const;

/** Offerings of a procedure column by column: what judging walks, since a city may have a million of them. */
export interface OfferingColumns {
  /** Our agency codes, sorted. Shared: equal lists are usually one array, so never change it. */
  agencies: readonly string[];
  /** A character each: `1` to `4`, `0` = the system says there is none, `?` = could not tell. */
  levels: string;
  /** The characters that occur in `levels`, each once; nearly always one, and then nobody has to look at any offering. */
  kinds: string;
  /** Positions of offerings with several rows, and these rows; their levels where they differ. */
  doubled: readonly (readonly [position: number, rows: string[], levels?: RowLevel[]])[];
  /** Positions of offerings that refuse online filing. */
  closed: readonly number[];
  /** Of some offering it could not be told whether it does. */
  closedIndeterminate: boolean;
}

/** What nearly every case is asked, for all cases of a procedure; made when it is packed, of what they say. */
export interface CaseColumns {
  /** In the order of the cases. Shared: equal ones are usually one array, so never change it. */
  briefs: readonly CaseBrief[];
  /** The same for the same names of cases and of their papers, codes included, in the same order; else another. */
  words: string;
}

/** No offering at all. */
export const noColumns: OfferingColumns = Object.freeze({
  agencies: [],
  levels: '',
  kinds: '',
  doubled: [],
  closed: [],
  closedIndeterminate: false,
});

export type SnapshotStatus = 'complete' | 'partial' | 'unreadable';

/** Of how many cases a system says that they have a part, and that they have none of it; what could not be told is in neither. */
export type CaseParts = Record<'components' | 'eform' | 'workflow', { some: number; none: number }>;

/** What a snapshot says of itself. */
export interface SnapshotSummary {
  id: number;
  system: string;
  status: SnapshotStatus;
  /** ISO 8601, UTC. */
  takenAt: string;
  procedures: number;
  /** Active offering rows of mapped and unmapped agencies. */
  offerings: number;
  /** Remote agencies that carry offerings. */
  agencies: number;
  quarantined: number;
  /** Some of them, by key; absent when there are none. */
  quarantineExamples?: { part: string; key: string; path: string; reason: string }[];
  /** How it was read, where that is worth knowing, Vietnamese; absent when there is nothing to say. */
  notes?: string[];
  /** Some details have not had their turn yet; the notes say which. */
  waiting?: true;
  requests: number;
  durationMs: number;
  /** Offerings that may be there although no row says so; absent when there are none such. */
  indeterminateOfferings?: IndeterminateOfferings;
  /**
   * Records lost of which nobody knows whose they were; only where the snapshot is partial for nothing else but that it
   * names some of what is there. What it shows is there then; that it does not show something means nothing.
   */
  unidentified?: number;
  /** What is not told at all, and was not asked of the role it was read in; absent when there is nothing such. */
  lacks?: Lack[];
  /** Why it is not complete, Vietnamese; null when complete. */
  error: string | null;
  /** Lost more than the allowed share of the last complete one. */
  shrunk?: {
    part: 'procedures' | 'offerings' | 'agencies' | keyof CaseParts;
    before: number;
    after: number;
    share: number;
  };
  /** Absent where a version before counted. */
  caseParts?: CaseParts;
  unmappedAgencies: UnmappedAgency[];
  /** Offered codes that are neither of national shape nor mapped; the first 500. */
  unmappedProcedures: { code: string; name: string }[];
}

/**
 * Whose rows could not be read, in our codes (of unmapped procedures as in snapshots), sorted: that one of these is
 * not offered cannot be told.
 */
export interface IndeterminateOfferings {
  agencies: string[];
  procedures: string[];
}

export interface UnmappedAgency extends Pick<AgencyRecord, 'id' | 'identification' | 'name'> {
  offerings: number;
  suggestions: Suggestion[];
}

/** Never applied without a person. Score 0…1. */
export interface Suggestion {
  code: string;
  name: string;
  score: number;
}

/** Those of several rows, with their positions. */
export function doubledOf(offerings: readonly SnapshotOffering[]): OfferingColumns['doubled'] {
  return offerings.flatMap(({ rows = [], rowLevels }, at): OfferingColumns['doubled'] => {
    if (rows.length < 2) return [];
    return [rowLevels ? [at, rows, rowLevels] : [at, rows]];
  });
}

import type { Known } from '../domain/known.ts';
import type { Level } from '../domain/level.ts';
import type { CaseFacts, ProcedureFacts } from '../domain/procedure.ts';
import type { Tier } from '../domain/tier.ts';

/**
 * What an adapter yields while reading, in any order. Codes and agency ids are the remote's own words (trimmed, NFC);
 * mapping to ours is the snapshot room's work. Nothing here may be a guess.
 */
export type SourceRecord =
  | AgencyRecord
  | ProcedureRecord
  | OfferingRecord
  | CaseRecord
  | QuarantineRecord
  | GapRecord
  | NoteRecord
  | AsOfRecord;

export interface AgencyRecord {
  kind: 'agency';
  /** The key offerings use (td-dvc `groupCode`, OpenCPS `govAgencyCode`, national `MADONVI`). */
  id: string;
  /** Identification code (mã định danh) where the remote has one apart from `id`. */
  identification?: string;
  /** Other keys of the same row a person might configure (row GUID …). */
  otherIds?: string[];
  name: string;
  tier?: Tier;
  parent?: string;
}

/** One listed procedure. Yield it again with `detail: 'read'` never: yield once, when all of it is known. */
export interface ProcedureRecord {
  kind: 'procedure';
  /** As the remote writes it (trimmed). */
  code: string;
  /** The code came as a number and was written out (`codeOfNumber`): it counts only where the national list has it. */
  fromNumber?: true;
  /** `unread`: listed, but its details could not be read: could not tell. */
  detail: 'read' | 'unread';
  facts: ProcedureFacts;
  /** Only for systems whose record carries its cases inline (the national database). Others yield `case` records. */
  cases?: CaseFacts[];
  /** Which cases it has could not be told in this run; none being there means nothing. */
  casesIndeterminate?: true;
}

/** One row that offers a procedure at an agency; several rows of one pair are yielded one by one. */
export interface OfferingRecord {
  kind: 'offering';
  procedure: string;
  agency: string;
  /** The remote's row id. */
  row: string;
  /** `null` = the row has no level; `undefined` = a value we do not know (quarantined beside). */
  level: Known<Level>;
  /** The offering itself refuses online filing (OpenCPS: neither forCitizen nor forBusiness). */
  onlineClosed?: boolean;
  /** A beneficiary account is set: people can pay online. */
  account?: boolean;
  /** The result is sent by post where people want it. */
  resultByPost?: boolean;
}

/** One case of a procedure; `agencies` are remote agency ids. */
export interface CaseRecord extends CaseFacts {
  kind: 'case';
  procedure: string;
}

/** A record, or a part of one, that did not parse. It never stops the run. */
export interface QuarantineRecord {
  kind: 'quarantine';
  /** `procedure`, `agency`, `offering`, `case`, `component`, `fee` … */
  part: string;
  /** Key of the record as far as known (code, row id). */
  key: string;
  /** Path inside the record, e.g. `CACHTHUCTHUCHIEN[0].THOIGIAN`. Empty for the whole record. */
  path: string;
  /** Vietnamese or plain English: what was found where what was expected; never a secret, at most 300 characters. */
  reason: string;
  /** Absent: nothing but a fact of a record that was yielded. */
  lost?: Lost;
}

/**
 * What was lost with a record, so that nobody takes it for absent: whose it was as far as could be read, in the
 * remote's words. Where not even that could be read, the snapshot is not whole.
 */
export interface Lost {
  /** `offerings`: all of an agency, which is known itself. `mapping`: to which code a listed procedure belongs. */
  what: 'procedure' | 'offering' | 'offerings' | 'agency' | 'mapping';
  procedure?: string;
  agency?: string;
}

/**
 * All that is not told: which procedures there are, who offers them, or who offers them beside those that are named. The
 * part a system plays says whether that is asked of it: the first of the national list, the others of systems that carry
 * offerings.
 */
export type Lack = 'list' | 'offerings' | 'other-offerings';

/** A part of the system that could not be read whole; makes the snapshot partial. */
export interface GapRecord {
  kind: 'gap';
  part: string;
  reason: string;
  /** Absent: something else could not be told. */
  lacks?: Lack;
}

/** How a part was read, where that is worth knowing; nothing is missing for it. Vietnamese. */
export interface NoteRecord {
  kind: 'note';
  text: string;
  /** Details that have not had their turn yet: what they would tell is indeterminate until then. */
  waiting?: true;
}

/** The system is told as it was then: it was not asked now, somebody exported it. The first of a reading, if any. */
export interface AsOfRecord {
  kind: 'as-of';
  /** ISO 8601, UTC. */
  at: string;
}

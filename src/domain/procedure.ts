import type { EformVerdict } from './eform.ts';
import type { Known } from './known.ts';
import type { Level } from './level.ts';
import type { Publication } from './publication.ts';
import type { Tier } from './tier.ts';
import type { WorkflowVerdict } from './workflow.ts';

/** Kênh thực hiện. */
export type Channel = 'direct' | 'online' | 'post';

export interface FieldRef {
  /** Mã lĩnh vực; often empty at the source, then absent. */
  code?: string;
  name?: string;
}

export interface BodyRef {
  code?: string;
  name?: string;
}

/** One fee as the source prints it, with the typed value beside it. */
export interface Fee {
  channel?: Channel;
  /** Đồng; 0 = free of charge; absent = unclear (text, foreign currency, contradiction). */
  amount?: number;
  /** The source's own words (amount, currency, note), whitespace folded. */
  text: string;
  /** The amount is below 1,000 đồng: probably printed in thousands. */
  suspicious?: boolean;
  /** "Miễn phí" but the note names amounts. */
  freeWithAmount?: boolean;
}

export interface Deadline {
  channel?: Channel;
  /** Number in `unit`; absent = unclear. */
  amount?: number;
  /** Absent although `amount` is there = the source printed a bare number: not to be trusted as days. */
  unit?: 'workingDay' | 'day' | 'hour' | 'month';
  text: string;
}

/** A legal text as the national record names it. */
export interface LegalBasis {
  /** As written there, often with words around it; may be empty. */
  number: string;
  name: string;
}

/** Thành phần hồ sơ. */
export interface Component {
  /** Mã giấy tờ, where the source has one. */
  code?: string;
  name: string;
  /** Numbers of originals and copies; absent = not said. */
  originals?: number;
  copies?: number;
  required?: boolean;
}

/** What a system says about a procedure as a whole. `Known` semantics: missing = could not tell. */
export interface ProcedureFacts {
  /** NFC, whitespace folded. */
  name?: Known<string>;
  /** National: public (`TRANGTHAI` 1 or absent). Elsewhere: in use and published. */
  active?: boolean;
  fields?: Known<FieldRef[]>;
  /** Number of the announcing decision, source text. */
  decision?: Known<string>;
  /** Its day, `YYYY-MM-DD`, where the system tells it apart from the number. */
  decisionDay?: string;
  /** Where files are received, in the national record's words, which the city fills in. National only. */
  receptionAddress?: Known<string>;
  fees?: Known<Fee[]>;
  deadlines?: Known<Deadline[]>;
  /** The level people meet, where the system does not go by the offering's own (highest of all agencies). */
  shownLevel?: Known<Level>;
  /** National only. */
  tiers?: Known<Tier[]>;
  /** Căn cứ pháp lý: number and title of each legal text. National only. */
  legalBases?: Known<LegalBasis[]>;
  /** National only: implementing bodies (`COQUANTHUCHIEN`). */
  bodies?: Known<BodyRef[]>;
  /** The portal where people file only. */
  publication?: Publication;
  /** The code the system itself maps this one to (OpenCPS `serviceCodeDVCQG`). */
  remoteMapping?: string;
  /** Texts worth a look for test residue: decision, names of decisions … National only. */
  suspectTexts?: string[];
  /** When what a system's lists do not show was read (ISO 8601, UTC); absent = in the run itself. */
  readAt?: string;
}

/**
 * What a case shows of the plan's technical conditions that no other part of it tells; a missing key = could not tell,
 * or the system does not show it.
 */
export interface TechnicalFacts {
  /** The result, a paper of it or a step has to be signed digitally. */
  signature?: boolean;
  /** The result is made, or has to be attached, as an electronic document. */
  electronicResult?: boolean;
  /** A step hands the file to another body, or takes it from one. */
  transfer?: boolean;
  /** The smallest size that a field for files allows, in bytes; null = none of them sets one. Absent: no such field. */
  uploadLimit?: number | null;
}

/** Trường hợp: a variant of a procedure with its own documents, e-form, workflow, deadline. */
export interface CaseFacts {
  /** Stable within (system, procedure): the case's own code there. */
  key: string;
  name?: string;
  /** Codes of the agencies it is open to; `null` = all that offer the procedure. */
  agencies: string[] | null;
  components?: Known<Component[]>;
  eform?: Known<EformVerdict>;
  workflow?: Known<WorkflowVerdict>;
  /** Deadline of the case in hours (8 = one day), filed in person. */
  deadlineHours?: Known<number>;
  /** `day` when the case counts calendar days. */
  deadlineUnit?: 'workingDay' | 'day';
  /** Deadline in hours when filed online. */
  onlineDeadlineHours?: Known<number>;
  /** The case refuses online filing. */
  onlineClosed?: boolean;
  /** Online payment is asked for in the case itself. */
  onlinePayment?: boolean;
  technical?: TechnicalFacts;
  /** When (ISO 8601, UTC) and by whom (the system's own word) it was last changed, where the system tells. */
  modified?: { at: string; by?: string };
  /** When what a system's lists do not show was read (ISO 8601, UTC); absent = in the run itself. */
  readAt?: string;
}

/** What a case says but for its words: of papers and defects whether there are any, of texts nothing. */
export interface CaseBrief
  extends Pick<
    CaseFacts,
    | 'agencies'
    | 'components'
    | 'deadlineHours'
    | 'deadlineUnit'
    | 'onlineDeadlineHours'
    | 'onlineClosed'
    | 'onlinePayment'
  > {
  eform?: Known<Omit<EformVerdict, 'hash'>>;
  workflow?: Known<Omit<WorkflowVerdict, 'hash'>>;
}

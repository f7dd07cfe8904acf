import type { AgreementWord } from '../../domain/agreement.ts';
import type { AppraisalResult, AppraisedItem } from '../../domain/appraisal.ts';
import type { RoundRow, RoundWord } from '../../domain/consultation.ts';
import type { Ground, ReviewList } from '../../domain/review.ts';
import type { ReviewedFacts } from '../../domain/reviewed-facts.ts';
import type { Office } from '../../domain/role.ts';
import type {
  ActionWord,
  OpenObstacle,
  SessionParticipant,
  SessionScope,
} from '../../domain/working-session.ts';
import { flag, json, numbered, optional, sortedJson, text, whole } from './columns.ts';

/** Who said it and when; `identity` is that of an account, where they have one. */
const said = { by: text(), identity: optional(text()), at: text() };

/** An imported review list file. */
export const reviewFile = {
  id: numbered(),
  name: text(),
  sha256: text(),
  bytes: whole(),
  /** What was said beside the file (unit, list): the same file with another word is another review. */
  options: text(),
  /** Hash of what was understood of it. */
  digest: text(),
  importedAt: text(),
  importedBy: text(),
  origin: text(),
  /** The answer to whoever sent it, the review room's own. */
  answer: json<unknown>(),
};

/** One list of one unit in a file; it counts while `endedAt` is null. */
export const reviewPart = {
  id: numbered(),
  fileId: whole(),
  agency: text(),
  list: text<ReviewList>(),
  entries: whole(),
  endedAt: optional(text()),
  /** The file that took its place; null where it was withdrawn. */
  supersededBy: optional(whole()),
};

export const reviewEntry = {
  partId: whole(),
  procedure: text(),
  agency: text(),
  list: text<ReviewList>(),
  name: text(),
  sheet: text(),
  row: whole(),
  technical: json<Ground>(),
  legal: json<Ground>(),
  /** The remembered national record it spoke about (`reviewBasis`). */
  basis: optional(text()),
};

/** National records as they were when lists came in; many rows share one. */
export const reviewBasis = {
  /** Of what it says. */
  hash: text(),
  facts: sortedJson<ReviewedFacts>(),
};

/** A person's word on a reviewed procedure. */
export const reviewDecision = {
  id: numbered(),
  procedure: text(),
  /** Empty = every agency. */
  agency: text(),
  /** It can go to level 4. */
  eligible: flag(),
  by: text(),
  reason: text(),
  at: text(),
  revokedAt: optional(text()),
  revokedBy: optional(text()),
};

/** A person's word that a unit is done with a milestone. */
export const milestoneDone = {
  milestone: text(),
  /** Our agency code, or an owner. */
  unit: text(),
  /** `YYYY-MM-DD`. */
  doneOn: text(),
  by: text(),
  reason: text(),
  at: text(),
};

/** An office's word on a row of Phụ lục II; the latest of an office that has not lapsed counts. */
export const reviewWord = {
  id: numbered(),
  procedure: text(),
  agency: text(),
  office: text<Office>(),
  word: text<AgreementWord>(),
  opinion: optional(text()),
  proposal: optional(text()),
  /** `YYYY-MM-DD`. */
  until: optional(text()),
  ...said,
  /** Equal for rows that give the same reasons (`domain/explanation.ts`). */
  explanation: text(),
  /** When a list came in that gives other reasons, or none. */
  lapsedAt: optional(text()),
};

/** A draft list sent round; only its closing is written later. */
export const reviewRound = {
  id: numbered(),
  list: text<'eligible' | 'not-eligible'>(),
  /** The last day, `YYYY-MM-DD`. */
  until: text(),
  silence: text<'agrees' | 'none'>(),
  rows: json<RoundRow[]>(),
  /** Our agency codes. */
  addressees: json<string[]>(),
  openedBy: text(),
  openedAt: text(),
  closedBy: optional(text()),
  closedAt: optional(text()),
  closeReason: optional(text()),
};

/** What an addressee answered; every answer is kept. */
export const roundAnswer = {
  id: numbered(),
  roundId: whole(),
  agency: text(),
  /** When it came; of paper, the day that was said. */
  receivedAt: text(),
  ...said,
  origin: text(),
  /** Of a file: the same again is no other answer; empty where it came without one. */
  sha256: text(),
  words: json<RoundWord[]>(),
};

/** A check of an eligible row; the latest of a row counts. */
export const appraisal = {
  id: numbered(),
  procedure: text(),
  agency: text(),
  result: text<AppraisalResult>(),
  items: json<AppraisedItem[]>(),
  reason: text(),
  ...said,
};

/** A working session as it was held; nothing of it is written later. */
export const workingSession = {
  id: numbered(),
  scope: text<SessionScope['scope']>(),
  subject: text(),
  /** `YYYY-MM-DD`. */
  heldOn: text(),
  place: optional(text()),
  participants: json<SessionParticipant[]>(),
  /** What was in the way when it was opened. */
  agenda: json<OpenObstacle[]>(),
  ...said,
};

/** What was agreed in a session. */
export const sessionAction = {
  id: numbered(),
  sessionId: whole(),
  obstacle: optional(text()),
  action: text(),
  /** An office, or the code of a unit. */
  owner: text(),
  /** `YYYY-MM-DD`. */
  until: text(),
  ...said,
};

/** A later word on what was agreed; the last one counts. */
export const sessionActionWord = {
  id: numbered(),
  actionId: whole(),
  word: text<ActionWord>(),
  /** Of what is postponed, `YYYY-MM-DD`. */
  until: optional(text()),
  reason: text(),
  ...said,
};

/** What a unit asks an office about a procedure. */
export const guidanceQuestion = {
  id: numbered(),
  procedure: text(),
  agency: text(),
  office: text<Office>(),
  question: text(),
  ...said,
};

/** What the office says; every answer is kept. */
export const guidanceAnswer = {
  id: numbered(),
  questionId: whole(),
  answer: text(),
  ...said,
};

/** A unit's word that it has told people of a new service, or has not after all; the last of an offering counts. */
export const publicationWord = {
  id: numbered(),
  procedure: text(),
  agency: text(),
  published: flag(),
  /** Where people can read it; of a word taken back, why. */
  place: text(),
  /** `YYYY-MM-DD`. */
  onDay: optional(text()),
  ...said,
};

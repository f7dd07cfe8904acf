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
import {
  flag,
  json,
  numbered,
  optional,
  optionalTexts,
  sortedJson,
  text,
  texts,
  whole,
  wholes,
} from './columns.ts';

/** Who said it and when; `identity` is that of an account, where they have one. */
const said = { ...texts('by', 'at'), identity: optional(text()) };

/** An imported review list file. */
export const reviewFile = {
  id: numbered(),
  ...texts('name', 'sha256', 'importedAt', 'importedBy', 'origin'),
  bytes: whole(),
  /** What was said beside the file (unit, list): the same file with another word is another review. */
  options: text(),
  /** Hash of what was understood of it. */
  digest: text(),
  /** The answer to whoever sent it, the review room's own. */
  answer: json<unknown>(),
};

/** One list of one unit in a file; it counts while `endedAt` is null. */
export const reviewPart = {
  id: numbered(),
  ...wholes('fileId', 'entries'),
  agency: text(),
  list: text<ReviewList>(),
  endedAt: optional(text()),
  /** The file that took its place; null where it was withdrawn. */
  supersededBy: optional(whole()),
};

export const reviewEntry = {
  ...wholes('partId', 'row'),
  ...texts('procedure', 'agency', 'name', 'sheet'),
  list: text<ReviewList>(),
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
  ...texts('procedure', 'by', 'reason', 'at'),
  /** Empty = every agency. */
  agency: text(),
  /** It can go to level 4. */
  eligible: flag(),
  ...optionalTexts('revokedAt', 'revokedBy'),
};

/** A person's word that a unit is done with a milestone. */
export const milestoneDone = {
  ...texts('milestone', 'by', 'reason', 'at'),
  /** Our agency code, or an owner. */
  unit: text(),
  /** `YYYY-MM-DD`. */
  doneOn: text(),
};

/** An office's word on a row of Phụ lục II; the latest of an office that has not lapsed counts. */
export const reviewWord = {
  id: numbered(),
  ...texts('procedure', 'agency'),
  office: text<Office>(),
  word: text<AgreementWord>(),
  ...optionalTexts('opinion', 'proposal'),
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
  ...texts('openedBy', 'openedAt'),
  ...optionalTexts('closedBy', 'closedAt', 'closeReason'),
};

/** What an addressee answered; every answer is kept. */
export const roundAnswer = {
  id: numbered(),
  roundId: whole(),
  ...texts('agency', 'origin'),
  /** When it came; of paper, the day that was said. */
  receivedAt: text(),
  ...said,
  /** Of a file: the same again is no other answer; empty where it came without one. */
  sha256: text(),
  words: json<RoundWord[]>(),
};

/** A check of an eligible row; the latest of a row counts. */
export const appraisal = {
  id: numbered(),
  ...texts('procedure', 'agency', 'reason'),
  result: text<AppraisalResult>(),
  items: json<AppraisedItem[]>(),
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
  ...texts('procedure', 'agency', 'question'),
  office: text<Office>(),
  ...said,
};

/** What the office says; every answer is kept. */
export const guidanceAnswer = { id: numbered(), questionId: whole(), answer: text(), ...said };

/** A unit's word that it has told people of a new service, or has not after all; the last of an offering counts. */
export const publicationWord = {
  id: numbered(),
  ...texts('procedure', 'agency'),
  published: flag(),
  /** Where people can read it; of a word taken back, why. */
  place: text(),
  /** `YYYY-MM-DD`. */
  onDay: optional(text()),
  ...said,
};

/** What Sở TTTT's check of an eligible row comes to: passed, to be completed by the unit, sent back. */
export const appraisalResults = ['passed', 'to-complete', 'returned'] as const;
export type AppraisalResult = (typeof appraisalResults)[number];

export const appraisalAnswers = ['met', 'not-met', 'not-needed'] as const;
export type AppraisalAnswer = (typeof appraisalAnswers)[number];

/** An item of the checklist as the city has it. */
export interface AppraisalItem {
  id: string;
  text: string;
  /** Clause of the circular it follows from; null = nobody has written it down. */
  clause: string | null;
  /** The condition of the readiness checklist that answers it; null = it is asked. */
  fact: string | null;
}

/** An item with its answer, as it was when a row was appraised. */
export interface AppraisedItem extends Omit<AppraisalItem, 'fact'> {
  answer: AppraisalAnswer;
  /** Seen in the systems, not said by a person. */
  measured: boolean;
  /** Who said so, or where it was seen; Vietnamese. */
  source: string;
  /** When (ISO 8601); null = the source has no date. */
  at: string | null;
}

/** What was found of a (procedure, agency). */
export interface Appraisal {
  procedure: string;
  agency: string;
  result: AppraisalResult;
  items: AppraisedItem[];
  by: string;
  at: string;
  reason: string;
}

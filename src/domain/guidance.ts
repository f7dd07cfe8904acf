import type { Office } from './role.ts';

/** An answer of the office that was asked; the last one counts, earlier ones stay. */
export interface GuidanceAnswer {
  text: string;
  by: string;
  /** ISO 8601, UTC. */
  at: string;
}

/** What a unit asks about a row that is uneven or contested, and what the office says (III.1.a of the plan, note 2). */
export interface Guidance {
  id: number;
  procedure: string;
  /** The unit that asks. */
  agency: string;
  /** Which is asked: by the cause. */
  office: Office;
  question: string;
  askedBy: string;
  askedAt: string;
  /** Oldest first. */
  answers: GuidanceAnswer[];
  state: 'waiting' | 'answered';
}

/** As evidence of a finding has it: the question with the answer that counts. */
export interface GuidanceNote extends Pick<Guidance, 'agency' | 'office' | 'question'> {
  asked: string;
  answer: string | null;
  answered: string | null;
}

export function noteOf({ agency, office, question, askedAt, answers }: Guidance): GuidanceNote {
  const last = answers.at(-1);
  return { agency, office, question, asked: askedAt, answer: last?.text ?? null, answered: last?.at ?? null };
}

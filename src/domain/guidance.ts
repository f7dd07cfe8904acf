import { z } from 'zod';
import { offices } from './agreement.ts';

const text = z.string();
const moment = text.describe('ISO 8601, UTC.');

/** What a unit asks about a row that is uneven or contested, and what the office says (III.1.a of the plan, note 2). */
export const guidance = z
  .object({
    ...{ id: z.int(), procedure: text },
    /** The unit that asks. */
    agency: text,
    /** By the cause. */
    office: z.enum(offices).describe('Which is asked.'),
    ...{ question: text, askedBy: text, askedAt: moment },
    answers: z.array(z.object({ text, by: text, at: moment })).describe('Oldest first; the last one counts.'),
    state: z.enum(['waiting', 'answered']),
  })
  .meta({ id: 'Guidance' });
export type Guidance = z.output<typeof guidance>;

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

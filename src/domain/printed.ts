import type { Channel } from './procedure.ts';
import { cleanText, cutText } from './text.ts';
import { longestJudged } from './text-limits.ts';

/** A fee or a deadline as a source prints it, cell by cell; where it has but one text, that is its `note`. */
export interface Printed {
  amount?: string | number | null;
  unit?: string | null;
  note?: string | null;
  channel?: Channel;
}

/** Characters of a source's own words that are kept. */
const longestText = 500;

/** What the cells come to, beside the source's own words; what is too long to be judged says nothing else. */
export function judged<Verdict>(
  { amount, unit, note, channel }: Printed,
  judge: (amount: string, unit: string, note: string) => Verdict,
): Partial<Verdict> & { channel?: Channel; text: string } {
  const number = cleanText(String(amount ?? ''));
  const [measure, remark] = [cleanText(unit ?? ''), cleanText(note ?? '')];
  const text = [number, measure, number && remark ? `(${remark})` : remark].filter(Boolean).join(' ');
  return {
    ...(channel && { channel }),
    ...(text.length > longestJudged ? undefined : judge(number, measure, remark)),
    text: cutText(text, longestText),
  } as Partial<Verdict> & { channel?: Channel; text: string };
}

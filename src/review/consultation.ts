import { z } from 'zod';
import { compareText, sameJson } from '../domain/canonical.ts';
import type { RoundRow, RoundWord } from '../domain/consultation.ts';
import { endOfDay } from '../domain/time.ts';

/** A round as it was opened. */
export interface Round {
  rows: readonly RoundRow[];
  addressees: readonly string[];
  until: string;
  silence: 'agrees' | 'none';
  closedAt: string | null;
}

export interface Answer {
  id: number;
  agency: string;
  receivedAt: string;
  at: string;
  words: readonly RoundWord[];
}

const text = z.string();
const moment = text.describe('ISO 8601, UTC.');

/** What came of a round: of each addressee, and of each row. */
export const roundTally = {
  addressees: z.array(
    z.object({
      agency: text,
      state: z.enum(['waiting', 'answered', 'late', 'silent']),
      asked: z.number().describe('Rows of the answer that counts of which it is being asked what is meant.'),
      times: z.array(moment).describe('When each answer came.'),
      /** The same answers: whether one came late, counts, or says something else than the one that counts. */
      answers: z.array(
        z.object({ at: moment, late: z.boolean(), counts: z.boolean(), contradicts: z.boolean() }),
      ),
    }),
  ),
  rows: z.array(
    z.object({
      procedure: text,
      agency: text.nullable().describe('null: several units.'),
      ...{ agree: z.number(), differ: z.number(), none: z.number() },
      differing: z.array(text).describe('Whose answer that counts is not to agree.'),
      asked: z.number().describe('Of `none`: who said something, and is being asked what is meant.'),
      comments: z.array(z.object({ agency: text, text, at: moment, asked: z.literal(true).optional() })),
    }),
  ),
};
export interface RoundTally extends z.output<z.ZodObject<typeof roundTally>> {
  /** It was closed before its last day was over: nobody had the time given, so that nobody's silence says anything. */
  early: boolean;
  /** Of whose answer that counts nothing is understood. */
  unclear: string[];
}
export type AddresseeTally = RoundTally['addressees'][number];
export type AddresseeState = AddresseeTally['state'];

/** Is an answer late: it came after the last day, or was put in when the round was closed? */
export function isLate(
  { until, closedAt }: Pick<Round, 'until' | 'closedAt'>,
  answer: Pick<Answer, 'receivedAt' | 'at'>,
): boolean {
  return answer.receivedAt > endOfDay(until)! || (closedAt !== null && answer.at >= closedAt);
}

/** Was it closed before its last day was over? */
export function isClosedEarly({ until, closedAt }: Pick<Round, 'until' | 'closedAt'>): boolean {
  return closedAt !== null && closedAt <= endOfDay(until)!;
}

function asTheyCame(answers: readonly Answer[]): Answer[] {
  return answers.toSorted((a, b) => compareText(a.receivedAt, b.receivedAt) || a.id - b.id);
}

/** Of all answers of one addressee the last in time. */
export function countingAnswer(
  round: Pick<Round, 'until' | 'closedAt'>,
  own: readonly Answer[],
): Answer | undefined {
  return asTheyCame(own).findLast(answer => !isLate(round, answer));
}

/**
 * What came of a round so far: the last answer in time counts, whatever came late or was said before is kept beside it.
 *
 * @param now ISO 8601, UTC.
 */
export function tallyRound(round: Round, answers: readonly Answer[], now: string): RoundTally {
  const end = endOfDay(round.until)!;
  const early = isClosedEarly(round);
  const over = round.closedAt !== null || now > end;
  const byAgency = Map.groupBy(answers, ({ agency }) => agency);
  const heard = round.addressees.map(agency => {
    const own = asTheyCame(byAgency.get(agency) ?? []);
    const counting = countingAnswer(round, own);
    const unclear =
      counting !== undefined && counting.words.length > 0 && counting.words.every(({ asked }) => asked);
    const said = new Map(counting?.words.map(({ row, say }) => [row, say]));
    const asked = new Set(counting?.words.flatMap(word => (word.asked ? [word.row] : [])));
    return { agency, own, counting, said, asked, unclear, state: stateOf(own, counting, over) };
  });
  // Looked up by row: a hundred bodies may have answered on thousands of rows.
  const comments = Map.groupBy(
    heard.flatMap(({ agency, own, counting }) => {
      // The same words again, as of a paper whose day was put right, are said once.
      const key = ({ row, comment }: RoundWord) => `${row} ${comment}`;
      const saidIn = new Map(
        [...own, ...(counting ? [counting] : [])].flatMap(answer =>
          answer.words.map(word => [key(word), answer]),
        ),
      );
      return own.flatMap(answer =>
        answer.words.flatMap(word => {
          const { row, comment: text, asked } = word;
          if (!text || saidIn.get(key(word)) !== answer) return [];
          return [
            { row, agency, text, at: answer.receivedAt, ...(asked && answer === counting && { asked }) },
          ];
        }),
      );
    }),
    ({ row }) => row,
  );
  const assents = (state: AddresseeState) =>
    over && !early && round.silence === 'agrees' && (state === 'silent' || state === 'late');
  return {
    early,
    unclear: heard.flatMap(({ agency, unclear }) => (unclear ? [agency] : [])),
    addressees: heard.map(({ agency, own, counting, state, asked }) => ({
      ...{ agency, state, asked: asked.size, times: own.map(({ receivedAt }) => receivedAt) },
      answers: own.map(answer => ({
        ...{ at: answer.receivedAt, late: isLate(round, answer), counts: answer === counting },
        contradicts: counting !== undefined && answer !== counting && !sameSays(answer, counting),
      })),
    })),
    rows: round.rows.map(({ procedure, agency }, row) => {
      const says = heard.map(({ said, state }) => (assents(state) ? 'agree' : said.get(row)));
      const count = (wanted: (typeof says)[number]) => says.filter(say => say === wanted).length;
      return {
        ...{ procedure, agency, agree: count('agree'), differ: count('differ'), none: count(undefined) },
        differing: heard.flatMap(({ agency, said }) => (said.get(row) === 'differ' ? [agency] : [])),
        asked: heard.filter(({ asked }) => asked.has(row)).length,
        comments: (comments.get(row) ?? []).map(({ row: _, ...comment }) => comment),
      };
    }),
  };
}

function stateOf(own: readonly Answer[], counting: Answer | undefined, over: boolean): AddresseeState {
  if (counting) return 'answered';
  if (own.length > 0) return 'late';
  return over ? 'silent' : 'waiting';
}

function sameSays(a: Answer, b: Answer): boolean {
  const says = ({ words }: Answer) =>
    words
      .filter(({ say }) => say !== undefined)
      .map(({ row, say }) => [row, say])
      .sort(([x], [y]) => Number(x) - Number(y));
  return sameJson(says(a), says(b));
}

import { z } from 'zod';
import type { GroundKind, ReasonCode, ReviewEntry } from './review.ts';
import type { Office } from './role.ts';

/** Both of them, in the order of columns. */
export const offices = ['technical', 'regulatory'] as const satisfies readonly Office[];

/** What an office says of an explanation. */
export const agreementWords = ['agreed', 'not-agreed', 'explain-again'] as const;
export type AgreementWord = (typeof agreementWords)[number];

export const agreementStates = ['waiting', 'conflict', 'explain-again', 'final'] as const;
export type AgreementState = (typeof agreementStates)[number];

/** An office's word on a row of Phụ lục II. */
export const officeWord = z.object({
  word: z.enum(agreementWords),
  /** Why it says so. */
  opinion: z.string().nullable(),
  /** What it proposes to do about the law. */
  proposal: z.string().nullable(),
  until: z.string().nullable().describe('Last day to answer, YYYY-MM-DD.'),
  ...{ by: z.string(), at: z.string() },
});
export type OfficeWord = z.output<typeof officeWord>;

export type OfficeWords = Record<Office, OfficeWord | null>;

/**
 * Where a row stands by the words that count now. Final needs the same word of both; sent back by one office, and not
 * contradicted by the other, it is the unit's turn.
 *
 * @param named the row names a condition; else it is the unit's turn whatever anybody says.
 */
export function agreementState(
  named: boolean,
  { technical, regulatory }: Readonly<Record<Office, { word: AgreementWord } | null>>,
): AgreementState {
  if (!named) return 'explain-again';
  const words = [technical, regulatory].flatMap(each => each?.word ?? []);
  const [first, second = first] = words;
  if (first === undefined) return 'waiting';
  if (first !== second) return 'conflict';
  if (first === 'explain-again') return 'explain-again';
  return words.length === 2 ? 'final' : 'waiting';
}

/** What a system shows of a reason a unit gave. */
export type FactVerdict = 'contradicted' | 'confirmed' | 'unknown';

/** By code and parameters; `words/explanations.ts` has the sentences. */
export type Shown =
  | { code: 'eform-everywhere' | 'eform-nowhere' | 'eform-partly' }
  | { code: 'free' | 'payment-there' | 'payment-nowhere' | 'payment-partly' }
  | { code: 'signature-everywhere' | 'signature-partly' | 'signature-nowhere' }
  | { code: 'result-electronic' | 'result-partly' | 'result-nowhere' }
  | { code: 'originals-asked' | 'copies-only' | 'papers-mixed' | 'papers-none' }
  | { code: 'files-received'; files: number; months: number };

export interface ReasonFact {
  reason: ReasonCode;
  verdict: FactVerdict;
  /** Configured name; null where no system can tell. */
  system: string | null;
  /** Null where nothing is shown. */
  shown: Shown | null;
  /** When that was read, ISO 8601; null where nothing is shown. */
  at: string | null;
}

/** One reason by everything that is shown of it: contradicted when something contradicts and nothing confirms. */
export function isContradicted(facts: readonly Pick<ReasonFact, 'verdict'>[]): boolean {
  return (
    facts.some(({ verdict }) => verdict === 'contradicted') &&
    !facts.some(({ verdict }) => verdict === 'confirmed')
  );
}

/** A row of Phụ lục II, what the systems show of its reasons, and what the two offices say of it. */
export interface Agreement
  extends Pick<ReviewEntry, 'procedure' | 'name' | 'agency' | 'technical' | 'legal' | 'source'> {
  /** Columns in which something is in the way. */
  grounds: GroundKind[];
  /** Conditions it names; none: it has to be explained again. */
  reasons: ReasonCode[];
  facts: ReasonFact[];
  words: OfficeWords;
  state: AgreementState;
  /** The procedure was withdrawn, or the city has the unit no longer: nobody is to speak about it any more. */
  closed: boolean;
  /** Every word there ever was, oldest first; lapsed ones too. */
  history: (OfficeWord & { office: Office; lapsedAt: string | null })[];
}

/** Somebody has to say or do something about it: a unit, an office, or whoever decides. */
export function needsSomebody({ state, words }: Pick<Agreement, 'state' | 'words'>): boolean {
  return state !== 'final' || words.technical?.word === 'not-agreed';
}

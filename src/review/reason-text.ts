import type { Ground, ReasonCode } from '../domain/review.ts';
import { cleanText, textKey, withoutAccents } from '../domain/text.ts';
import { type ReasonWords, unknownReason } from './reason-words.ts';

/** A phrase as it is looked for: whole syllables, with accents and without. */
interface Phrase {
  key: string;
  plain: string;
  /** The same with "không" before it, which turns it round. */
  denied: string;
}

interface Prepared {
  conditions: [code: ReasonCode, phrases: Phrase[]][];
  settled: Phrase[];
  lacking: Phrase[];
}

/** A hundred phrases are held against every cell of a city's lists: their keys are made once. */
const prepared = new WeakMap<ReasonWords, Prepared>();

/** Free text: met or missing by its own words where it has such, else by the list it stands in. */
export function judgeText(text: string, negative: boolean, words: ReasonWords): Ground {
  const shown = cleanText(text);
  const clauses = shown
    .split(/[;\n]|\.\s|,(?=\s*(?:nhưng|tuy|song|còn)\b)|\b(?:nhưng|tuy nhiên|song le)\b/iu)
    .filter(clause => clause.trim() !== '');
  const verdicts = clauses.map(clause => clauseVerdict(clause, words));
  const blocks = verdicts.includes('lacking') || (negative && verdicts.includes('neutral'));
  if (!blocks) return { blocks: false, reasons: [], text: shown };
  // Clauses that say something is in order give no reasons.
  const telling = clauses.filter((_, index) => verdicts[index] !== 'settled');
  const reasons = [...new Set(telling.flatMap(clause => codesOf(clause, words)))].sort();
  return { blocks: true, reasons: reasons.length > 0 ? reasons : [unknownReason], text: shown };
}

function clauseVerdict(clause: string, words: ReasonWords): 'lacking' | 'settled' | 'neutral' {
  const { settled, lacking } = prepare(words);
  const said = ` ${textKey(clause)} `;
  // "không phải nộp bản gốc" is the contrary of "phải nộp bản gốc".
  if (lacking.some(phrase => says(said, phrase) && !withoutAccents(said).includes(phrase.denied)))
    return 'lacking';
  return settled.some(phrase => says(said, phrase)) ? 'settled' : 'neutral';
}

/** Conditions a text speaks of. */
export function codesOf(text: string, words: ReasonWords): ReasonCode[] {
  const said = ` ${textKey(text)} `;
  return prepare(words)
    .conditions.filter(([, phrases]) => phrases.some(phrase => says(said, phrase)))
    .map(([code]) => code);
}

/** People leave accents out; then the phrase is looked for without. */
function says(said: string, { key, plain }: Phrase): boolean {
  return said.includes(key) || (said.includes(plain) && said === withoutAccents(said));
}

function prepare(words: ReasonWords): Prepared {
  let made = prepared.get(words);
  if (!made) {
    made = {
      conditions: Object.entries(words.conditions).map(([code, { words: given }]) => [
        code,
        given.map(phraseOf),
      ]),
      settled: words.settled.map(phraseOf),
      lacking: words.lacking.map(phraseOf),
    };
    prepared.set(words, made);
  }
  return made;
}

function phraseOf(text: string): Phrase {
  const key = ` ${textKey(text)} `;
  const plain = withoutAccents(key);
  return { key, plain, denied: ` khong${plain}` };
}

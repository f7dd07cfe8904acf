import { noCondition } from '../domain/explanation.ts';
import { namesProvision } from '../domain/provision.ts';
import type { ReasonCode } from '../domain/review.ts';
import { cleanText, isPlain, textKey, withoutAccents } from '../domain/text.ts';
import { defaultReasonWords, type ReasonWords, unknownReason } from './reason-words.ts';

/**
 * "ko", "k0", "khg", and "k" or "kg" before a word: what stands for "không" must not be read past. "điểm k" is of a
 * provision, "theo kg" a measure, "20 k" an amount.
 */
const denying =
  /(?<![\p{L}\p{N}])(?:ko|k0|khg|(?<!(?:\d|theo|mỗi|moi|(?<!thời |thoi |địa |dia )(?:điểm|diem)) )kg?(?= (?!kho[ảa]n )\p{L}{2}))(?![\p{L}\p{N}])/gu;

/** A key, or another text in small letters, with the short forms of "không" written out. */
export function writtenOut(key: string): string {
  return key.replace(denying, isPlain(key) ? 'khong' : 'không');
}

/** A text as phrases are looked for in it. */
const saidIn = (text: string) => ` ${writtenOut(textKey(text))} `;

/** A phrase as it is looked for: whole syllables, with accents and without. */
interface Phrase {
  key: string;
  plain: string;
  /** The same with "không" before it, which turns it round. */
  denied: string;
}

export interface JudgedText {
  /** `intending`: a plan, a wish, being at work on it; `neutral`: neither that something is there nor that it is missing. */
  verdict: 'lacking' | 'intending' | 'settled' | 'neutral';
  /** It says at least that something is there or can be done: enough where the list says that conditions are met. */
  affirmed: boolean;
  /** What is in the way, where something is; never empty. */
  reasons: ReasonCode[];
  /** It names legislation. */
  cited: boolean;
}

/** What a free text says of a condition, by the worst of its clauses. */
export function judgeText(text: string, words: ReasonWords): JudgedText {
  const clauses = cleanText(text)
    .split(/[;\n]|\.\s|,(?=\s*(?:nhưng|tuy|song|còn)\b)|\b(?:nhưng|tuy nhiên|song le)\b/iu)
    .filter(clause => clause.trim() !== '');
  const verdicts = clauses.map(clause => clauseVerdict(clause, words));
  // Clauses that say something is in order give no reasons.
  const telling = clauses.filter((_, index) => verdicts[index] !== 'settled');
  const reasons = [...new Set(telling.flatMap(clause => codesOf(clause, words)))].sort();
  const { affirming, naming } = prepare(words);
  const said = naming.reduce((left, { key }) => left.replaceAll(key, '  '), saidIn(text));
  return {
    verdict:
      (['lacking', 'intending', 'settled'] as const).find(each => verdicts.includes(each)) ?? 'neutral',
    affirmed: affirming.some(phrase => says(said, phrase) && !denies(said, phrase)),
    reasons: reasons.length > 0 ? reasons : [namesNothing(telling, words) ? noCondition : unknownReason],
    cited: codesOf(text, words).includes('legislation'),
  };
}

function clauseVerdict(clause: string, words: ReasonWords): JudgedText['verdict'] {
  const { settled, whole, lacking, intending } = prepare(words);
  const said = saidIn(clause);
  const rest = whole.reduce((left, { key }) => left.replaceAll(key, ' '), said);
  // "không phải nộp bản gốc" is the contrary of "phải nộp bản gốc", and "không đầy đủ" of "đầy đủ".
  const denied = (phrase: Phrase) => denies(said, phrase);
  const found = settled.filter(phrase => says(said, phrase));
  if (lacking.some(phrase => says(rest, phrase) && !denied(phrase)) || found.some(denied)) return 'lacking';
  if (intending.some(phrase => says(rest, phrase) && !denied(phrase))) return 'intending';
  return found.length > 0 ? 'settled' : 'neutral';
}

/** Each clause is made of such words alone, beside what any such sentence has in it. */
function namesNothing(clauses: readonly string[], words: ReasonWords): boolean {
  const { nothing } = prepare(words);
  return (
    clauses.length > 0 &&
    clauses.every(clause => {
      const said = saidIn(clause);
      const found = nothing.filter(phrase => says(said, phrase));
      const plain = said === withoutAccents(said);
      const rest = found.reduce(
        (left, { key, plain: bare }) => left.replaceAll(plain ? bare : key, '  '),
        said,
      );
      return (
        found.length > 0 && rest.split(' ').every(each => each === '' || beside.has(withoutAccents(each)))
      );
    })
  );
}

/** Syllables, without accents, of "… thủ tục này lên dịch vụ công trực tuyến mức độ 4 tại đơn vị". */
const beside = new Set(
  'thu tuc hanh chinh nay len nang muc do 2 3 4 iv dich vu cong truc tuyen toan trinh dvc dvctt tthc tai don vi o hien nay nen do de va van duoc la cung cap trien khai dieu kien'.split(
    ' ',
  ),
);

/** Conditions a text speaks of; who names a provision of law speaks of legislation, in whatever words. */
export function codesOf(text: string, words: ReasonWords): ReasonCode[] {
  const said = saidIn(text);
  return prepare(words)
    .conditions.filter(
      ([code, phrases]) =>
        phrases.some(phrase => says(said, phrase)) || (code === 'legislation' && namesProvision(text)),
    )
    .map(([code]) => code);
}

/** People leave accents out; then the phrase is looked for without. */
function says(said: string, { key, plain }: Phrase): boolean {
  return said.includes(key) || (said.includes(plain) && said === withoutAccents(said));
}

/** "không" stands right before the phrase. */
function denies(said: string, { denied }: Phrase): boolean {
  return withoutAccents(said).includes(denied);
}

/** A hundred phrases are held against every cell of a city's lists: their keys are made once. */
const prepared = new WeakMap<ReasonWords, ReturnType<typeof phrasesOf>>();

function prepare(words: ReasonWords): ReturnType<typeof phrasesOf> {
  const made = prepared.get(words) ?? phrasesOf(words);
  prepared.set(words, made);
  return made;
}

function phrasesOf(words: ReasonWords) {
  const [settled, lacking, intending, affirming] = (
    ['settled', 'lacking', 'intending', 'affirming'] as const
  ).map(kind => words[kind].map(phraseOf)) as [Phrase[], Phrase[], Phrase[], Phrase[]];
  const conditions = Object.entries(words.conditions).map(
    ([code, { words: given }]): [code: ReasonCode, Phrase[]] => [code, given.map(phraseOf)],
  );
  const hasOneOf = ({ key }: Phrase, others: readonly Phrase[]) =>
    others.some(other => key.includes(other.key));
  return {
    ...{ settled, lacking, intending, affirming },
    conditions: conditions.filter(([code]) => code !== noCondition),
    /** Name no condition, longest first: what is left of a text without them may be one. Files from before this was known have none. */
    nothing: (words.conditions[noCondition] ?? defaultReasonWords().conditions[noCondition])!.words
      .map(phraseOf)
      .sort((a, b) => b.key.length - a.key.length),
    /** Of `settled`: those with a word of lacking or intending in them ("chưa có vướng mắc"), which goes with them. */
    whole: settled.filter(phrase => hasOneOf(phrase, [...lacking, ...intending])),
    /** Name a condition with a word of `affirming` in them: "có mặt". */
    naming: conditions.flatMap(([, each]) => each).filter(phrase => hasOneOf(phrase, affirming)),
  };
}

function phraseOf(text: string): Phrase {
  const key = ` ${textKey(text)} `;
  const plain = withoutAccents(key);
  return { key, plain, denied: ` khong${plain}` };
}

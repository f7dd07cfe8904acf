import type { Ground, GroundKind, ReviewList } from '../domain/review.ts';
import { cleanText, textKey, withoutAccents } from '../domain/text.ts';
import { quoted } from '../reading/quote.ts';
import { sameSigns } from '../reading/symbol-fonts.ts';
import { markedGround, silentGround } from './grounds.ts';
import { judgeText, writtenOut } from './reason-text.ts';
import type { ReasonWords } from './reason-words.ts';
import { setsDay } from './statement-days.ts';
import { isHedged, statementAt } from './statements.ts';

const assents = ['đạt', 'đủ', 'đủ điều kiện', 'đủ đk', 'đáp ứng', 'đảm bảo'];
/** What stands in a ground column, by the words and signs for it. */
const marks = {
  /** Means what the column is headed with. */
  tick: 'x × х + ✓ ☑ ☒ v 1 true yes y có xx *'.split(' '),
  /** Says itself that the condition is met. */
  met: [
    ...[...assents, 'đã đạt', 'đã đủ', 'đã đáp ứng', 'đạt yêu cầu', 'bảo đảm', 'đầy đủ', 'phù hợp'],
    ...['ok', 'tốt', 'xong', 'hoàn thành', 'đã hoàn thành'],
  ],
  /** Says itself that it is not. */
  'not-met': ['chưa', 'chưa có', ...assents.flatMap(word => [`chưa ${word}`, `không ${word}`])],
  /** In Phụ lục I the condition is not met, in Phụ lục II nothing is in the way. */
  no: 'không ko k 0 o false no n'.split(' '),
  /** Nothing is in the way in Phụ lục II; in Phụ lục I nobody can tell. */
  nothing: [
    ...['không có', 'không có gì', 'n/a', 'na', 'none', 'bình thường'],
    ...['không áp dụng', 'không ảnh hưởng', 'không liên quan'],
  ],
  /** The same in Phụ lục II; in Phụ lục I it says that the condition is met. */
  'no-obstacle': ['không vướng', 'không vướng mắc', 'không có vướng mắc', 'không có khó khăn'],
  dash: '- – — _ / . … ... -- ---'.split(' '),
  /** Empty: not ticked. */
  box: ['☐', '()', '[]', '{}', '( )', '[ ]', '{ }'],
  /** May be a tick or a "no". */
  cross: ['✗'],
};
/** Beside these nothing, a sign or number nobody knows, or a text. */
export type Mark = keyof typeof marks | 'empty' | 'sign' | 'text';
/** People leave accents out. */
const byWord = new Map(
  [withoutAccents, (word: string) => word].flatMap(spelled =>
    Object.entries(marks).flatMap(([mark, words]) =>
      words.map(word => [spelled(word), mark as keyof typeof marks] as const),
    ),
  ),
);

/** How a cell of a ground column is to be taken; `text` as it stands there. */
export function markOf(text: string): Mark {
  const plain = writtenOut(sameSigns(cleanText(text)).toLowerCase());
  if (plain === '') return 'empty';
  // The sign of a footnote or comment, as Word's are shown: what it says of an empty cell stands somewhere else.
  if (/^\((?:\*{1,3}|\d{1,2})\)/.test(plain)) return 'sign';
  const known =
    byWord.get(plain) ?? byWord.get(plain.replace(/^[("'[]+|(?<![)"'\].;,:!])[)"'\].;,:!]+$/g, '').trim());
  return known ?? (/\p{L}/u.test(plain) ? 'text' : 'sign');
}

/** A mark and what is written after it: "x (đang chờ cấp chữ ký số)", "✓ đạt"; undefined where a text does not begin with one. */
function markedText(text: string): { mark: Mark; rest: string } | undefined {
  const shown = sameSigns(cleanText(text));
  const sign = /^[✓✗☑☒☐](?=.)/u.exec(shown)?.[0];
  const at = sign === undefined ? shown.search(/[([:;,–-]/) : sign.length;
  if (at < 1 || at > 20) return undefined;
  const mark = markOf(shown.slice(0, at));
  if (mark === 'text' || mark === 'sign') return undefined;
  return { mark, rest: shown.slice(sign === undefined ? at + 1 : at).trim() };
}

/** Boxes with words of their own, of which one is to be ticked: "☑ Đạt ☐ Chưa đạt", "Đạt ☑ Chưa đạt ☐". */
function choices(text: string): { ticked: boolean; words: string }[] | undefined {
  const shown = sameSigns(cleanText(text));
  const parts = shown.split(/([✓☑☒☐]|[([] ?x? ?[)\]])/iu).map(part => part.trim());
  // Words and signs by turns; the first of them are the words before the first sign.
  if (parts.length < 5) return undefined;
  const behind = parts[0] === '';
  const found: { ticked: boolean; words: string }[] = [];
  for (let at = 1; at < parts.length; at += 2) {
    const words = parts[behind ? at + 1 : at - 1]!.replace(/(?<![;,./|])[;,./|]+$/, '').trim();
    if (words === '') return undefined;
    found.push({ ticked: /[✓☑☒x]/iu.test(parts[at]!), words });
  }
  return behind || parts.at(-1) === '' ? found : undefined;
}

export interface JudgedGround extends Ground {
  /** The cell can be taken both ways: a person must say. Vietnamese. */
  unclear?: string;
  /** Taken, but whoever sent it should know how. Vietnamese. */
  told?: string;
}

/** Reads one cell of a ground column. `other` is what the other column of the row holds: it tells what a bare "no" means. */
export function judgeGround(
  text: string,
  list: ReviewList,
  words: ReasonWords,
  other: Mark,
  kind?: GroundKind,
): JudgedGround {
  const mark = markOf(text);
  const negative = list === 'not-eligible';
  const offered = choices(text);
  if (offered) {
    const [chosen, ...more] = offered.filter(({ ticked }) => ticked);
    if (chosen && more.length === 0) return judgeGround(chosen.words, list, words, other, kind);
    return unclear(
      `trong ô ${quoted(cleanText(text))} ${chosen ? 'có hơn một lựa chọn được đánh dấu' : 'chưa đánh dấu lựa chọn nào'}`,
    );
  }
  if (mark !== 'text') return judgeMark(mark, text, negative, other);
  if (unsure.test(withoutAccents(writtenOut(textKey(text)))))
    return unclear(`không rõ ${quoted(text)} nghĩa là gì`);
  const marked = markedText(text);
  const rest = marked ? judgeText(marked.rest, words) : undefined;
  if (!marked || !rest || marked.rest === '') return judgeWords(text, negative, words, kind);
  const shown = cleanText(text);
  const said = markOf(marked.rest);
  if (said === 'met' || said === 'not-met') return besideMark(marked.mark, said, shown);
  const bare = judgeMark(marked.mark, text, negative, other);
  // What the words say goes before the mark; a mark whose words say nothing else stands.
  if (rest.verdict === 'lacking') return { blocks: true, reasons: rest.reasons, text: shown };
  if (bare.unclear !== undefined) return bare;
  if (bare.blocks && rest.verdict === 'settled')
    return unclear(`dấu và lời ghi trong ô ${quoted(shown)} mâu thuẫn nhau`);
  if (bare.blocks) return { blocks: true, reasons: rest.reasons, text: shown };
  if (!negative && rest.verdict === 'intending') return unclear(intention(shown));
  if (!negative && footnote.test(marked.rest))
    return unclear(`dấu ${quoted(shown)} có chú thích ở ngoài ô, không rõ đã đạt hay chưa`);
  if (!negative && (isHedged(shown, words) || statementAt('cell', marked.rest)))
    return unclear(neither(shown));
  return negative ? { ...bare, text: shown } : withDay({ ...bare, text: shown }, shown);
}

function withDay(met: JudgedGround, shown: string): JudgedGround {
  if (!setsDay(shown)) return met;
  return { ...met, told: `${quoted(shown)} nêu thời điểm; hiểu là đạt vì dòng nằm trong Phụ lục I` };
}

/** "X (1)", "X(*)": what is said of the mark stands somewhere else. */
const footnote = /^(?:\*{1,3}|\d{1,2}|[a-e]|i{1,3}|iv)[)\]]?$/i;

/** A mark with a word that says itself what is the case: "✓ đạt", "✗ chưa", "☐ đạt". */
function besideMark(mark: Mark, said: 'met' | 'not-met', shown: string): JudgedGround {
  const blocks = mark === 'box' && said === 'met' ? true : said === 'not-met';
  if (said === 'met' ? mark === 'cross' || mark === 'not-met' : mark === 'box' || mark === 'met')
    return unclear(`dấu và lời ghi trong ô ${quoted(shown)} mâu thuẫn nhau`);
  return markedGround(blocks);
}

/** Whoever writes this does not know, or repeats what stands somewhere else: in neither list is it an answer. */
const unsure =
  /^nt$|^nhu (tren|thu tuc( so)? \d+)$|^(hien )?(chua|khong) (ro|xac dinh|biet|chac|danh gia|ra soat|thong nhat|co thong tin|co so lieu)( duoc)?$/;

export const unclear = (why: string): JudgedGround => ({ ...silentGround, unclear: why });
export const neither = (shown: string) => `không rõ ${quoted(shown)} là đạt hay chưa đạt`;
const intention = (shown: string) =>
  `${quoted(shown)} là việc đang làm, dự kiến hoặc mới đạt một phần, không rõ đã đạt hay chưa`;

function judgeMark(mark: Mark, text: string, negative: boolean, other: Mark): JudgedGround {
  if (mark === 'empty') return silentGround;
  if (mark === 'tick') return markedGround(negative);
  if (mark === 'met' || (mark === 'no-obstacle' && !negative)) return markedGround(false);
  if (mark === 'not-met') return markedGround(true);
  if (mark === 'dash') return markedGround(negative ? false : undefined);
  if (mark === 'box') return markedGround(!negative);
  if (mark === 'cross') return unclear(`không rõ ${quoted(text)} là đánh dấu hay là "không"`);
  if (mark === 'sign') return unclear(`không rõ ${quoted(text)} nghĩa là gì`);
  if (!negative)
    return mark === 'no' ? markedGround(true) : unclear(`không rõ ${quoted(text)} là đạt hay chưa đạt`);
  // Phụ lục II, "không": nothing in the way where the other column says what is; else it may mean "không đủ".
  if (other === 'tick' || other === 'not-met' || other === 'text') return markedGround(false);
  return unclear(`không rõ ${quoted(text)} nghĩa là không vướng hay là không đủ điều kiện`);
}

/** In Phụ lục I only words that say so mean met; in Phụ lục II whatever does not say that is in the way. */
function judgeWords(
  text: string,
  negative: boolean,
  words: ReasonWords,
  kind: GroundKind | undefined,
): JudgedGround {
  const shown = cleanText(text);
  const { verdict, affirmed, reasons, cited } = judgeText(text, words);
  if (verdict === 'lacking' || (negative && verdict !== 'settled'))
    return { blocks: true, reasons, text: shown };
  const met: JudgedGround = { blocks: false, reasons: [], text: shown };
  if (negative) return met;
  if (verdict === 'intending') return unclear(intention(shown));
  if (isHedged(shown, words)) return unclear(neither(shown));
  if (verdict === 'settled' || affirmed) return withDay(met, shown);
  if (kind === 'legal' && cited)
    return { ...met, told: `${quoted(shown)} chỉ nêu văn bản; hiểu là đạt vì dòng nằm trong Phụ lục I` };
  return unclear(neither(shown));
}

export const groundNames: Record<GroundKind, string> = {
  technical: 'kỹ thuật, điều kiện của đơn vị',
  legal: 'quy định của pháp luật',
};

import type { Ground, GroundKind, ReviewList } from '../domain/review.ts';
import { cleanText } from '../domain/text.ts';
import { judgeText } from './reason-text.ts';
import { type ReasonWords, unknownReason } from './reason-words.ts';

/** What stands in a ground column. */
export type Mark =
  /** Nothing. */
  | 'empty'
  /** A tick: means what the column is headed with. */
  | 'tick'
  /** Says itself that the condition is met. */
  | 'met'
  /** Says itself that it is not. */
  | 'not-met'
  /** A bare "no" or dash: in Phụ lục I the condition is not met, in Phụ lục II nothing is in the way. */
  | 'no'
  | 'dash'
  /** A cross may be a tick or a "no". */
  | 'cross'
  | 'text';

const marks: [Mark, string[]][] = [
  [
    'tick',
    [
      'x',
      '×',
      'х',
      '+',
      '✓',
      '✔',
      '√',
      '☑',
      '☒',
      '🗸',
      'v',
      '1',
      'true',
      'yes',
      'y',
      'ok',
      'có',
      'co',
      'xx',
      '*',
    ],
  ],
  [
    'met',
    [
      'đạt',
      'dat',
      'đủ',
      'du',
      'đủ điều kiện',
      'đủ đk',
      'đã đủ',
      'đáp ứng',
      'đảm bảo',
      'bảo đảm',
      'đã đáp ứng',
      'phù hợp',
    ],
  ],
  [
    'not-met',
    [
      'chưa',
      'chua',
      'chưa đạt',
      'không đạt',
      'chưa đủ',
      'không đủ',
      'chưa có',
      'chưa đáp ứng',
      'không đáp ứng',
      'chưa đủ điều kiện',
      'không đủ điều kiện',
      'chưa đủ đk',
      'không đủ đk',
      'chưa đảm bảo',
      'không đảm bảo',
    ],
  ],
  ['no', ['không', 'khong', 'ko', 'k', '0', 'o', 'false', 'no', 'n']],
  ['dash', ['-', '–', '—', '_', '/', '☐', '□', '.', '…', '...', '--']],
  ['cross', ['✗', '✘', '❌']],
];
const byWord = new Map(marks.flatMap(([mark, words]) => words.map(word => [word, mark] as const)));

/** How a cell of a ground column is to be taken; `text` as it stands there. */
export function markOf(text: string): Mark {
  const plain = cleanText(text).toLowerCase();
  if (plain === '') return 'empty';
  return (
    byWord.get(plain) ?? byWord.get(plain.replace(/^[("'[]+|(?<![)"'\].;,:!])[)"'\].;,:!]+$/g, '')) ?? 'text'
  );
}

export interface JudgedGround extends Ground {
  /** The cell can be taken both ways: a person must say. Vietnamese. */
  unclear?: string;
}

/** Reads one cell of a ground column. `other` is what the other column of the row holds: it tells what a bare "no" means. */
export function judgeGround(text: string, list: ReviewList, words: ReasonWords, other: Mark): JudgedGround {
  const mark = markOf(text);
  const plain = (blocks: boolean | undefined): JudgedGround => ({ blocks, reasons: [], text: null });
  const negative = list === 'not-eligible';
  if (mark === 'text') return judgeText(text, negative, words);
  if (mark === 'empty') return plain(undefined);
  if (mark === 'tick') return plain(negative);
  if (mark === 'met') return plain(false);
  if (mark === 'not-met') return plain(true);
  if (mark === 'dash') return plain(negative ? false : undefined);
  if (mark === 'cross')
    return { ...plain(undefined), unclear: `không rõ "${text}" là đánh dấu hay là "không"` };
  if (!negative) return plain(true);
  // Phụ lục II, "không": nothing in the way where the other column says what is; else it may mean "không đủ".
  if (other === 'tick' || other === 'not-met' || other === 'text') return plain(false);
  return {
    ...plain(undefined),
    unclear: `không rõ "${text}" nghĩa là không vướng hay là không đủ điều kiện`,
  };
}

/** Texts of grounds that no word of the list codes. */
export function isUncoded({ reasons }: Ground): boolean {
  return reasons.includes(unknownReason);
}

export const groundNames: Record<GroundKind, string> = {
  technical: 'kỹ thuật, điều kiện của đơn vị',
  legal: 'quy định của pháp luật',
};

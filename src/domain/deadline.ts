import type { Channel, Deadline } from './procedure.ts';
import { cleanText, cutText, textKey } from './text.ts';
import { longestJudged } from './text-limits.ts';

const hoursOfDay = 8;
const daysOfMonth = 30;
const longestText = 500;
/** Longer than any procedure; larger numbers are slips of the pen. */
const largestAmount = 10_000;

type Unit = NonNullable<Deadline['unit']>;

/** In a clean text: white space is single plain spaces. */
const duration =
  /(?<![\d/.,–-])(?<!\d ?(?:-|–|đến|tới) ?)(?<!ngày )(\d{1,5}(?:[.,]\d{1,2})?)\)? ?(?:\([^()]{0,40}\) ?)?(ngày ?\(? ?làm việc|ngày|giờ|tháng|h)(?![\p{L}\d])/giu;

/**
 * A deadline out of separate cells (`THOIGIANGIAIQUYET`, `DONVITINH`, `MOTA`). An empty unit leaves the number bare:
 * `amount` without `unit`. A unit we do not know ("Khác") leaves both absent.
 */
export function readDeadline(source: {
  amount?: string | number | null;
  unit?: string | null;
  note?: string | null;
  channel?: Channel;
}): Deadline {
  const amount = cleanText(String(source.amount ?? ''));
  const unit = cleanText(source.unit ?? '');
  const note = cleanText(source.note ?? '');
  const text = [amount, unit, amount && note ? `(${note})` : note].filter(part => part !== '').join(' ');
  if (text.length > longestJudged) return place({}, text, source.channel);
  const number = plainNumber(amount);
  if (amount === '') return place(judgeText(note), text, source.channel);
  if (number === undefined) return place(judgeText(`${amount} ${unit}`), text, source.channel);
  if (number === 0) return place({}, text, source.channel);
  if (unit === '') return place({ amount: number }, text, source.channel);
  const known = readUnit(unit);
  return place(known ? { amount: number, unit: known } : {}, text, source.channel);
}

/** A deadline out of one free text: "03 ngày làm việc", "Không quá 10 ngày làm việc kể từ …", "4 giờ", "5". */
export function readDeadlineText(text: string): Deadline {
  const clean = cleanText(text);
  return place(clean.length > longestJudged ? {} : judgeText(clean), clean, undefined);
}

/** Hours: 8 a day, 30 days a month, an hour is an hour. `undefined` without a number and a unit we can trust. */
export function deadlineHours(deadline: Deadline): number | undefined {
  if (deadline.amount === undefined) return undefined;
  switch (deadline.unit) {
    case 'hour':
      return deadline.amount;
    case 'day':
    case 'workingDay':
      return deadline.amount * hoursOfDay;
    case 'month':
      return deadline.amount * daysOfMonth * hoursOfDay;
    default:
      return undefined;
  }
}

type Verdict = Pick<Deadline, 'amount' | 'unit'>;

function place(verdict: Verdict, text: string, channel: Channel | undefined): Deadline {
  return { ...(channel ? { channel } : {}), ...verdict, text: cutText(text, longestText) };
}

function judgeText(text: string): Verdict {
  const bare = plainNumber(text);
  if (bare !== undefined) return bare === 0 ? {} : { amount: bare };
  const found = new Map<string, Verdict>();
  for (const [, number = '', words = ''] of text.matchAll(duration)) {
    const amount = plainNumber(number);
    const unit = readUnit(words);
    if (amount !== undefined && unit) found.set(`${amount} ${unit}`, { amount, unit });
  }
  // Two durations are two cases; which one counts is not ours to choose.
  const [only] = found.values();
  return found.size === 1 && only && only.amount !== 0 ? only : {};
}

function readUnit(words: string): Unit | undefined {
  switch (textKey(words)) {
    case 'ngày làm việc':
      return 'workingDay';
    case 'ngày':
      return 'day';
    case 'giờ':
    case 'giờ làm việc':
    case 'h':
      return 'hour';
    case 'tháng':
      return 'month';
    default:
      return undefined;
  }
}

function plainNumber(text: string): number | undefined {
  if (!/^\d{1,5}(?:[.,]\d{1,2})?$/.test(text)) return undefined;
  const value = Number(text.replace(',', '.'));
  return value <= largestAmount ? value : undefined;
}

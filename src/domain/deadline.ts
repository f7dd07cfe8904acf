import { judged, type Printed } from './printed.ts';
import type { Deadline } from './procedure.ts';
import { isPlain, textKey, withoutAccents } from './text.ts';

/** At the end of it offices close: later than this no text names as a time of day. */
const lastHour = 17;
const hoursOfDay = 8;
const daysOfMonth = 30;
/** Longer than any procedure; larger numbers are slips of the pen. */
const largestAmount = 10_000;

type Unit = NonNullable<Deadline['unit']>;

/** Durations of a clean text, where white space is single plain spaces, with the word before each. */
function durations(spelled: (words: string) => string): RegExp {
  // Without accents "điện tử 4 giờ" ends like "từ 4 giờ".
  const before = String.raw`(?:(?<!\p{L}|điện )(sau|trước|lúc|từ|đến|tới|vào) )?`;
  // "1 ngày 4 giờ" is neither; "mỗi ngày 8 giờ" and "ngày 15 tháng 6" are no durations.
  const number = String.raw`(?<![\d/.,–-])(?<!\d ?(?:-|–|đến|tới) ?)(?<!(?<!\d ?)ngày )(\d{1,5}(?:[.,]\d{1,2})?)`;
  const unit = String.raw`(ngày ?\(? ?(?:làm vi[ệêe]c|lv)|ngày(?! ?\(? ?làm vi)|nlv|giờ|tháng|h)(?![\p{L}\d]| rưỡi)`;
  return new RegExp(spelled(String.raw`${before}${number}\)? ?(?:\([^()]{0,40}\) ?)?${unit}`), 'giu');
}
const accented = durations(words => words);
const plain = durations(withoutAccents);

/**
 * A deadline out of separate cells (`THOIGIANGIAIQUYET`, `DONVITINH`, `MOTA`). An empty unit leaves the number bare:
 * `amount` without `unit`. A unit we do not know ("Khác") leaves both absent.
 */
export function readDeadline(source: Printed): Deadline {
  return judged(source, (amount, unit, note): Verdict => {
    if (amount === '') return judgeText(note);
    const number = plainNumber(amount);
    if (number === undefined) return judgeText(`${amount} ${unit}`);
    if (number === 0) return {};
    if (unit === '') return { amount: number };
    const known = readUnit(unit);
    return known ? { amount: number, unit: known } : {};
  });
}

/** A deadline out of one free text: "03 ngày làm việc", "Không quá 10 ngày làm việc kể từ …", "4 giờ", "5". */
export function readDeadlineText(text: string): Deadline {
  return readDeadline({ note: text });
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

function judgeText(text: string): Verdict {
  const bare = plainNumber(text);
  if (bare !== undefined) return bare === 0 ? {} : { amount: bare };
  const found = new Map<string, Verdict>();
  for (const [, before, number = '', words = ''] of text.matchAll(isPlain(text) ? plain : accented)) {
    const amount = plainNumber(number);
    const unit = readUnit(words);
    // "nhận hồ sơ sau 15 giờ": a time of day, from which on something else holds.
    if (unit === 'hour' && before !== undefined && amount! <= lastHour) found.set('', {});
    else if (amount !== undefined && unit) found.set(`${amount} ${unit}`, { amount, unit });
  }
  // Two durations are two cases; which one counts is not ours to choose.
  const [only] = found.values();
  return found.size === 1 && only && only.amount !== 0 ? only : {};
}

/** A unit by its words, without accents, too: in a cell of its own they are the same. */
function readUnit(words: string): Unit | undefined {
  switch (withoutAccents(textKey(words.split('/')[0]!))) {
    case 'ngay lam viec':
    case 'ngay lv':
    case 'nlv':
      return 'workingDay';
    case 'ngay':
      return 'day';
    case 'gio':
    case 'gio lam viec':
    case 'h':
      return 'hour';
    case 'thang':
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

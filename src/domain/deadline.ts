import { judged, type Printed } from './printed.ts';
import type { Deadline } from './procedure.ts';
import { bySpelling, textKey, withoutAccents } from './text.ts';

/** At the end of it offices close: later than this no text names as a time of day. */
const lastHour = 17;
const hoursOfDay = 8;
const daysOfMonth = 30;
/** Longer than any procedure; larger numbers are slips of the pen. */
const largestAmount = 10_000;

type Unit = NonNullable<Deadline['unit']>;

/** Durations of a clean text, where white space is single plain spaces, with the word before each. */
const durations = bySpelling(spelled => {
  // Without accents "điện tử 4 giờ" ends like "từ 4 giờ".
  const before = String.raw`(?:(?<!\p{L}|điện )(sau|trước|lúc|từ|đến|tới|vào) )?`;
  // "1 ngày 4 giờ" is neither; "mỗi ngày 8 giờ" and "ngày 15 tháng 6" are no durations.
  const number = String.raw`(?<![\d/.,–-])(?<!\d ?(?:-|–|đến|tới) ?)(?<!(?<!\d ?)ngày )(\d{1,5}(?:[.,]\d{1,2})?)`;
  const unit = String.raw`(ngày ?\(? ?(?:làm vi[ệêe]c|lv)|ngày(?! ?\(? ?làm vi)|nlv|giờ|tháng|h)(?![\p{L}\d]| rưỡi)`;
  return new RegExp(spelled(String.raw`${before}${number}\)? ?(?:\([^()]{0,40}\) ?)?${unit}`), 'giu');
});

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
export function deadlineHours({ amount, unit }: Deadline): number | undefined {
  if (amount === undefined || unit === undefined) return undefined;
  return unit === 'hour' ? amount : amount * (unit === 'month' ? daysOfMonth : 1) * hoursOfDay;
}

type Verdict = Pick<Deadline, 'amount' | 'unit'>;

function judgeText(text: string): Verdict {
  const bare = plainNumber(text);
  if (bare !== undefined) return bare === 0 ? {} : { amount: bare };
  const found = new Map<string, Verdict>();
  for (const [, before, number = '', words = ''] of text.matchAll(durations(text))) {
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
  return units.get(withoutAccents(textKey(words.split('/')[0]!)));
}

const units = new Map<string, Unit>([
  ['ngay lam viec', 'workingDay'],
  ['ngay lv', 'workingDay'],
  ['nlv', 'workingDay'],
  ['ngay', 'day'],
  ['gio', 'hour'],
  ['gio lam viec', 'hour'],
  ['h', 'hour'],
  ['thang', 'month'],
]);

function plainNumber(text: string): number | undefined {
  if (!/^\d{1,5}(?:[.,]\d{1,2})?$/.test(text)) return undefined;
  const value = Number(text.replace(',', '.'));
  return value <= largestAmount ? value : undefined;
}

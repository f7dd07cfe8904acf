import { textKey, withoutAccents } from '../../../src/domain/text.ts';
import { readDay } from '../../../src/domain/time.ts';

const named = /\bthang (\d{1,2}) (?:nam )?(20\d{2})\b/;
const spans = /(?<!\d)(\d{1,2}[/.-]\d{1,2}[/.-]20\d{2})(?!\d)/g;
const inName = /(?<!\d)(20\d{2})[-_. ]?(0[1-9]|1[0-2])(?!\d)|(?<!\d)(0?[1-9]|1[0-2])[-_. /](20\d{2})(?!\d)/;

/** The month (`YYYY-MM`) that some of these texts says, the first that says one: words, a span of days, a name of a file. */
export function monthOf(texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const [, month, year] = named.exec(withoutAccents(textKey(text))) ?? [];
    if (year !== undefined && month !== undefined) return monthFrom(year, month);
    const days = [...text.slice(0, 500).matchAll(spans)].map(([day]) => readDay(day!));
    const [from, to] = days;
    if (days.length === 2 && from && to) return wholeMonth(from, to);
    const [, y1, m1, m2, y2] = days.length === 0 ? (inName.exec(text.slice(-200)) ?? []) : [];
    if (y1 !== undefined || y2 !== undefined) return monthFrom((y1 ?? y2)!, (m1 ?? m2)!);
  }
  return undefined;
}

function monthFrom(year: string, month: string): string | undefined {
  const number = Number(month);
  return number >= 1 && number <= 12 ? `${year}-${month.padStart(2, '0')}` : undefined;
}

/** Both days of a span are the first and the last of one month, or it is none. */
function wholeMonth(from: string, to: string): string | undefined {
  const month = from.slice(0, 7);
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  return from === `${month}-01` && to === `${month}-${last}` ? month : undefined;
}

/** Vietnam keeps one zone, UTC+7, without summer time. */
export const vietnamZone = 'Asia/Ho_Chi_Minh';
export const vietnamOffsetMs = 7 * 3_600_000;
const dayMs = 86_400_000;

/** A moment as a date whose UTC fields show Vietnamese wall-clock time; null when the text is no time. */
export function wallClock(iso: string): Date | null {
  const moment = Date.parse(iso);
  return Number.isNaN(moment) ? null : new Date(moment + vietnamOffsetMs);
}

/** The day so many days after a moment (ISO 8601), as Vietnam counts days: `YYYY-MM-DD`. */
export function dayOf(moment: string, later = 0): string {
  return new Date(Date.parse(moment) + vietnamOffsetMs + later * dayMs).toISOString().slice(0, 10);
}

/** `2021-10` → `2021-09`. */
export function monthBefore(month: string): string {
  // The first midnight of a month here is still the evening before in UTC.
  return stretchOf(month).from.slice(0, 7);
}

/** A stretch of time, ISO 8601 UTC: from the first moment to just before the other. */
export interface Stretch {
  from: string;
  before: string;
}

/** A month (`YYYY-MM`) or a day (`YYYY-MM-DD`) of Vietnamese wall clocks. */
export function stretchOf(monthOrDay: string): Stretch {
  const [year, month, day] = monthOrDay.split('-').map(Number) as [number, number, number?];
  const moment = (months: number, days: number) =>
    new Date(Date.UTC(year, month - 1 + months, (day ?? 1) + days) - vietnamOffsetMs).toISOString();
  return { from: moment(0, 0), before: day === undefined ? moment(1, 0) : moment(0, 1) };
}

/** A day (`YYYY-MM-DD`) as a date whose UTC fields show it; null when the text is no day. */
export function midnight(day: string): Date | null {
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? null : new Date(time);
}

/** `23/11/2021 10:05`; what is not a time is given back as it is. */
export function dateAndTime(iso: string): string {
  const shown = wallClock(iso)?.toISOString();
  return shown
    ? `${shown.slice(8, 10)}/${shown.slice(5, 7)}/${shown.slice(0, 4)} ${shown.slice(11, 16)}`
    : iso;
}

/** `23/11/2021`. */
export function date(iso: string): string {
  return dateAndTime(iso).slice(0, 10);
}

/** `2021-11-23` as `23/11/2021`. */
export function dayText(day: string): string {
  return day.split('-').reverse().join('/');
}

/** `2021-10` as "tháng 10 năm 2021". */
export function monthText(month: string): string {
  const [year, number] = month.split('-');
  return `tháng ${Number(number)} năm ${year}`;
}

/** `2021-11-23 10:05`, sortable, for CSV. */
export function sortableTime(iso: string): string {
  return wallClock(iso)?.toISOString().slice(0, 16).replace('T', ' ') ?? iso;
}

/** "4 phút 12 giây", "850 ms". */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} giây` : `${minutes} phút ${seconds % 60} giây`;
}

/** How a day may be written: as it is shown (`31/12/2026`, `ngày 5 tháng 11 năm 2021`), or ISO. */
export const writtenDay =
  /^(?:\d{4}-\d{2}-\d{2}|(?:[Nn]gày )?\d{1,2}(?:[/.-]| tháng )\d{1,2}(?:[/.-]| năm )\d{4})$/;

/** How a month may be written: as it is shown (`10/2021`, `tháng 10 năm 2021`), or ISO. */
const writtenMonth = /^(?:\d{4}-\d{2}|(?:[Tt]háng )?\d{1,2}(?:\/| năm )\d{4})$/;

/** A day somebody wrote, as `YYYY-MM-DD`; undefined when it is none of the calendar. */
export function readDay(written: string): string | undefined {
  const text = written.normalize('NFC').trim();
  if (!writtenDay.test(text)) return undefined;
  const day = isoOrder(text);
  // 31 February is taken for 3 March.
  return midnight(day)?.toISOString().startsWith(day) ? day : undefined;
}

/** The first day that a text names ("ngày 05/6/2021", "ngay 05 thang 6 nam 2021"), as `YYYY-MM-DD`. */
export function dayIn(text: string): string | undefined {
  const [, day, month, year] =
    /(?<!\d)(\d{1,2})(?: ?[/.-] ?| th[áa]ng )(\d{1,2})(?: ?[/.-] ?| n[ăa]m )(\d{4})(?!\d)/u.exec(
      text.normalize('NFC'),
    ) ?? [];
  return day === undefined ? undefined : readDay(`${day}/${month}/${year}`);
}

/** A month somebody wrote, as `YYYY-MM`; undefined when it is none. */
export function readMonth(written: string): string | undefined {
  const text = written.normalize('NFC').trim();
  const month = writtenMonth.test(text) ? isoOrder(text) : '';
  return midnight(`${month}-01`) ? month : undefined;
}

function isoOrder(text: string): string {
  const numbers = text.match(/\d+/g) ?? [];
  const fromTheYear = numbers[0]?.length === 4 ? numbers : numbers.toReversed();
  return fromTheYear.map(number => number.padStart(2, '0')).join('-');
}

/** The last moment of a day in Việt Nam (UTC+7, no summer time), ISO 8601 UTC; undefined when it is no day. */
export function endOfDay(written: string): string | undefined {
  const day = readDay(written);
  return day === undefined ? undefined : new Date(`${day}T23:59:59.999+07:00`).toISOString();
}

/** The middle of a day (`YYYY-MM-DD`) in Vietnam, so that the day is the same on either side of the date line. */
export function noonOf(day: string): string {
  return `${day}T05:00:00.000Z`;
}

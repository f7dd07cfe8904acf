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

/** The last moment of a day in Việt Nam (UTC+7, no summer time), ISO 8601 UTC; undefined when it is no day. */
export function endOfDay(day: string): string | undefined {
  const end = new Date(`${day}T23:59:59.999+07:00`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(end.getTime())) return undefined;
  // 31 February is taken for 3 March.
  return new Date(end.getTime() + vietnamOffsetMs).toISOString().startsWith(day)
    ? end.toISOString()
    : undefined;
}

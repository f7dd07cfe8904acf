/** Vietnam keeps one zone, UTC+7, without summer time. */
const offsetMs = 7 * 3_600_000;

/** A moment as a date whose UTC fields show Vietnamese wall-clock time; null when the text is no time. */
export function wallClock(iso: string): Date | null {
  const moment = Date.parse(iso);
  return Number.isNaN(moment) ? null : new Date(moment + offsetMs);
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

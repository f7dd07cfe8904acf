import type { RemoteProcess } from '../remote.ts';

/** Hours a `durationCount` of this process means: its unit holds for the steps too. Exact: days are 8 hours. */
export function hoursOf(process: Pick<RemoteProcess, 'fields'>, count: string | undefined): number {
  return Number(count || 0) * unitHours(process.fields.durationUnit);
}

/** The `durationCount` of so many hours. */
export function countOf(process: Pick<RemoteProcess, 'fields'>, hours: number): string {
  return String(hours / unitHours(process.fields.durationUnit));
}

/** `durationUnit` 1 = hour, else a day of 8 working hours; it holds for the steps too. */
export function unitHours(durationUnit: string | number | undefined): number {
  return Number(durationUnit || 0) === 1 ? 1 : 8;
}

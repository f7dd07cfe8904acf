import { deadlineHours, readDeadlineText } from '../domain/deadline.ts';

export type DeadlineUnit = 'workingDay' | 'day';

/**
 * A deadline as `service.yaml` writes it: a number is hours, a text is an amount with its unit.
 * `undefined` = a text without one clear duration. An hour count leaves the unit open.
 */
export function readDuration(written: number | string): { hours: number; unit?: DeadlineUnit } | undefined {
  if (typeof written === 'number') return { hours: written };
  const deadline = readDeadlineText(written);
  const hours = deadlineHours(deadline);
  if (hours === undefined) return undefined;
  if (deadline.unit === 'hour') return { hours };
  return { hours, unit: deadline.unit === 'workingDay' ? 'workingDay' : 'day' };
}

/** The other way round: whole days as a text, anything else as hours with its unit beside. */
export function writeDuration(hours: number, unit: DeadlineUnit): number | string {
  const days = hours / 8;
  if (!Number.isInteger(days) || days < 1 || days > 9_999) return hours;
  return `${days} ${unit === 'workingDay' ? 'ngày làm việc' : 'ngày'}`;
}

import { deadlineHours, readDeadlineText } from '../domain/deadline.ts';
import type { Deadline } from '../domain/procedure.ts';

export type DeadlineUnit = 'workingDay' | 'day';
export interface Duration {
  hours: number;
  unit?: DeadlineUnit;
}

/**
 * A deadline as `service.yaml` writes it: a number is hours, a text is an amount with its unit.
 * `undefined` = a text without one clear duration. An hour count leaves the unit open.
 */
export function readDuration(written: number | string): Duration | undefined {
  if (typeof written === 'number') return { hours: written };
  return durationOf(readDeadlineText(written));
}

/** Hours of a deadline with how its days are counted; undefined where it is not clear. */
export function durationOf(deadline: Deadline): Duration | undefined {
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

import { wallClock } from '../domain/time.ts';
import type { GuardSettings } from './input.ts';
import { type GuardHold, hold, type Plan } from './plan.ts';

/** Vietnamese wall-clock time: `day` 1 (Monday) … 7, `time` `HH:MM`. */
export interface LocalTime {
  day: number;
  time: string;
}

type Windows = GuardSettings['windows'];

/** Local time of a moment (ISO 8601). */
export function localTime(iso: string): LocalTime {
  const moment = wallClock(iso)!;
  return { day: moment.getUTCDay() || 7, time: moment.toISOString().slice(11, 16) };
}

/** `to` before `from` ends on the following day; the end itself is outside. No windows: always inside. */
export function insideWindow(windows: Windows, { day, time }: LocalTime): boolean {
  const dayBefore = day === 1 ? 7 : day - 1;
  return (
    windows.length === 0 ||
    windows.some(({ days, from, to }) =>
      from < to
        ? days.includes(day) && from <= time && time < to
        : (days.includes(day) && from <= time) || (days.includes(dayBefore) && time < to),
    )
  );
}

/** Outside the windows nothing is written; who approves a plan with this hold allows it at any time. */
export function windowHold(windows: Windows, now: LocalTime): GuardHold[] {
  if (insideWindow(windows, now)) return [];
  const words = windows.map(({ days, from, to }) => `${from}–${to} ${daysText(days)}`).join('; ');
  const message = `Ngoài khung giờ được ghi (${words}; bây giờ là ${now.time} ${dayName(now.day)}). Áp dụng trong khung giờ, hoặc ${allowText}.`;
  return [hold('outside-window', message, [])];
}

/** The holds that count when a plan is applied: whether now is inside the windows is asked anew. */
export function holdsNow(
  plan: Pick<Plan, 'holds'>,
  windows: Windows,
  now: LocalTime,
): { holds: GuardHold[]; outside: boolean } {
  const outside = !insideWindow(windows, now);
  const holds = plan.holds.filter(({ guard }) => guard !== 'outside-window');
  return { holds: [...holds, ...windowHold(windows, now)], outside };
}

/** How a person may allow what a guard refuses; goes on in a sentence. Which command does it, terminals add. */
export const allowText = 'một người khác với người lập kế hoạch cho phép';

const dayNames = ['thứ hai', 'thứ ba', 'thứ tư', 'thứ năm', 'thứ sáu', 'thứ bảy', 'chủ nhật'];
const dayName = (day: number) => dayNames[day - 1] ?? '';

function daysText(days: readonly number[]): string {
  return new Set(days).size === 7
    ? 'mọi ngày'
    : [...days]
        .sort((a, b) => a - b)
        .map(dayName)
        .join(', ');
}

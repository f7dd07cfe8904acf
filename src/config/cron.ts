import cron from 'node-cron';
import type { Words } from '../domain/language.ts';
import { vietnamOffsetMs, vietnamZone } from '../domain/time.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** A day that does not come in nine years (29 February in a leap-less eight included) is taken for never. */
const horizonDays = 9 * 366;

/** When a cron expression is due; whole minutes. */
export interface DueTimes {
  /** The last time up to and including `at`; undefined = not within nine years. */
  last(at: Date): Date | undefined;
  /** The first time after `at`. */
  next(at: Date): Date | undefined;
}

const known = new Map<string, DueTimes>();

/** Of an expression without a problem. Hours are those of Vietnam, whatever the machine's own zone. */
export function dueTimes(expression: string): DueTimes {
  const kept = known.get(expression);
  if (kept) return kept;
  const { hour, minute } = cron.parse(expression);
  const times = hour.flatMap(h => minute.map(m => h * 60 + m)).sort((a, b) => a - b);
  const task = cron.createTask(expression, () => {}, { timezone: vietnamZone });
  /** Moment of a day, both counted in Vietnam: days since 1970, minutes since midnight. */
  const moment = (day: number, time: number) => new Date(day * dayMs + time * minuteMs - vietnamOffsetMs);
  const dueOn = (day: number) => task.match(moment(day, times[0]!));
  const placeOf = (at: Date) => {
    const local = at.getTime() + vietnamOffsetMs;
    return { day: Math.floor(local / dayMs), time: Math.floor((local % dayMs) / minuteMs) };
  };
  /** Day after day, the one it is asked on first, of which `of` says the time that counts. */
  const find = (at: Date, step: 1 | -1, of: (time: number) => number | undefined) => {
    const { day, time } = placeOf(at);
    for (let days = 0; days <= horizonDays; days++) {
      const found = days === 0 ? of(time) : times.at(step > 0 ? 0 : -1);
      if (found !== undefined && dueOn(day + step * days)) return moment(day + step * days, found);
    }
    return undefined;
  };
  const due: DueTimes = {
    last: at => find(at, -1, time => times.findLast(each => each <= time)),
    next: at => find(at, 1, time => times.find(each => each > time)),
  };
  known.set(expression, due);
  return due;
}

const fieldNames: Record<string, Words> = {
  minute: { vi: 'phút', en: 'the minute' },
  hour: { vi: 'giờ', en: 'the hour' },
  dayOfMonth: { vi: 'ngày', en: 'the day' },
  month: { vi: 'tháng', en: 'the month' },
  dayOfWeek: { vi: 'thứ', en: 'the weekday' },
};

/** What is wrong with a cron expression; undefined when it is one and comes to be due. */
export function cronProblem(expression: string): Words | undefined {
  if (expression.trim().split(/\s+/).length !== 5)
    return {
      vi: 'phải là biểu thức cron năm trường: phút giờ ngày tháng thứ, ví dụ "30 5 * * *"',
      en: 'must be a cron expression of five fields: minute, hour, day, month, weekday, such as "30 5 * * *"',
    };
  const [wrong] = cron.validateDetailed(expression).errors;
  if (wrong) {
    const field = fieldNames[wrong.field];
    const at = (where: string) => (field === undefined ? '' : ` ${where} ("${wrong.value}")`);
    return {
      vi: `biểu thức cron sai${at(`ở ${field?.vi}`)}; thứ tự là phút giờ ngày tháng thứ`,
      en: `the cron expression is wrong${at(`in ${field?.en}`)}; its order is minute, hour, day, month, weekday`,
    };
  }
  if (!dueTimes(expression).next(new Date()))
    return { vi: 'biểu thức cron này không bao giờ đến giờ', en: 'this cron expression is never due' };
  return undefined;
}

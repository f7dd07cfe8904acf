/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;

const dayMs = 86_400_000;

export interface WorkingDays {
  isWorking(day: Day): boolean;
  /** The day itself, or the next working day: a last day on a day off ends with the working day after it. */
  onOrAfter(day: Day): Day;
  /** Working days after `from`, up to and with `to`; negative the other way round; 0 on the same day. */
  between(from: Day, to: Day): number;
}

/** Monday to Friday, without the holidays given. */
export function workingDays(holidays: readonly Day[]): WorkingDays {
  const off = new Set(holidays);
  const isWeekday = (day: Day) => new Date(at(day)).getUTCDay() % 6 !== 0;
  const isWorking = (day: Day) => isWeekday(day) && !off.has(day);
  const onOrAfter = (day: Day) => {
    let found = day;
    while (!isWorking(found)) found = addDays(found, 1);
    return found;
  };
  const between = (from: Day, to: Day): number => {
    if (to < from) return -between(to, from) || 0;
    const days = daysBetween(from, to);
    const weeks = Math.floor(days / 7);
    let count = weeks * 5;
    for (let day = addDays(from, weeks * 7 + 1); day <= to; day = addDays(day, 1))
      if (isWeekday(day)) count++;
    for (const holiday of off) if (holiday > from && holiday <= to && isWeekday(holiday)) count--;
    return count;
  };
  return { isWorking, onOrAfter, between };
}

export function addDays(day: Day, days: number): Day {
  return new Date(at(day) + days * dayMs).toISOString().slice(0, 10);
}

/** Days of the calendar from the one to the other. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((at(to) - at(from)) / dayMs);
}

function at(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

import type { MilestoneSettings } from '../config/sections/reviews.ts';
import type { City } from '../domain/city.ts';
import { numberWords } from '../domain/number-words.ts';
import type { MilestoneState, ReviewCompleteness } from '../domain/review.ts';
import { isOwner } from '../domain/severity.ts';
import { dayOf, dayText } from '../domain/time.ts';
import { isComplete } from './completeness.ts';
import { type Day, daysBetween, type WorkingDays } from './working-days.ts';

/** What is known of how far the work is; a part that is absent could not be told. */
export interface MilestoneFacts {
  /** What units have handed in; units to which nothing applies are left out. */
  completeness?: readonly ReviewCompleteness[];
  /** What procedures are called. */
  names?: ReadonlyMap<string, string>;
  /** When a unit's lists first came, the last of them; what was put right later came in time. */
  handedIn?: ReadonlyMap<string, Day>;
  /** Offerings below their target as the last run that could judge it found them, by agency. */
  belowTarget?: {
    found: ReadonlyMap<string, number>;
    /** Found earlier, and not looked at again by that run: it could not tell. */
    unchecked: ReadonlyMap<string, number>;
    run: string;
    lastOn: Day | null;
  };
  /** Services to be registered; absent until a run has known the targets. `since`: when the first of them was. */
  registration?: { open: number; closed: number; since: Day; lastOn: Day | null };
  /** What people have confirmed. */
  words: readonly { milestone: string; unit: string; doneOn: Day; by: string; reason: string }[];
}

/**
 * Who has to be done with a milestone: the agencies of its tiers and those it names, sorted, then its owner. The city
 * itself is nobody's unit.
 */
export function unitsOf(
  { tiers, agencies, owner }: MilestoneSettings,
  city: Pick<City, 'agencies' | 'locality'>,
): string[] {
  const units = city.agencies
    .filter(({ code, tier }) => agencies.includes(code) || (code !== city.locality && tiers.includes(tier)))
    .map(({ code }) => code)
    .sort();
  return owner ? [...units, owner] : units;
}

/** The day that counts: a last day on a day off ends with the next working day. */
export function lastDay({ due }: Pick<MilestoneSettings, 'due'>, days: WorkingDays): Day {
  return days.onOrAfter(due);
}

/** State of every unit at every milestone, in the order of the configuration. */
export function milestoneStates(
  milestones: readonly MilestoneSettings[],
  days: WorkingDays,
  city: Pick<City, 'agencies' | 'locality'>,
  facts: MilestoneFacts,
  today: Day,
): MilestoneState[] {
  const completeness = new Map(facts.completeness?.map(each => [each.agency, each]));
  return milestones.flatMap(milestone => {
    const last = lastDay(milestone, days);
    const workingDaysLeft =
      today > last ? Math.min(-1, days.between(last, today) * -1) : days.between(today, last);
    // Until it begins; what has no beginning begins when the first reminder goes out.
    const { from, remindDaysBefore } = milestone;
    const ahead = from === undefined ? workingDaysLeft > Math.max(5, ...remindDaysBefore) : today < from;
    return unitsOf(milestone, city).flatMap((unit): MilestoneState[] => {
      const progress = progressOf(milestone, unit, facts, completeness, { today, last });
      if (!progress) return [];
      const { state, doneOn, missing } = progress;
      const base = { milestone: milestone.id, unit, workingDaysLeft, doneOn, missing };
      if (state === 'done') return [{ ...base, state }];
      if (ahead) return [{ ...base, state: 'ahead' }];
      if (state === 'unknown') return [{ ...base, state }];
      return [{ ...base, state: today > last ? 'late' : 'due' }];
    });
  });
}

interface Progress {
  state: 'done' | 'open' | 'unknown';
  doneOn: Day | null;
  /** Vietnamese; null when nothing is missing. */
  missing: string | null;
}

/** `undefined`: the milestone asks nothing of this unit. */
function progressOf(
  { id, what }: MilestoneSettings,
  unit: string,
  facts: MilestoneFacts,
  completeness: ReadonlyMap<string, ReviewCompleteness>,
  time: { today: Day; last: Day },
): Progress | undefined {
  const word = facts.words.find(each => each.milestone === id && each.unit === unit);
  if (word) return { state: 'done', doneOn: word.doneOn, missing: null };
  switch (what) {
    case 'review':
      return reviewed(unit, facts, completeness);
    case 'registration':
      return registered(facts.registration, time);
    case 'configuration':
      return configured(unit, facts);
    default:
      return { state: 'open', doneOn: null, missing: 'chưa có ai xác nhận đã xong' };
  }
}

function registered(facts: MilestoneFacts['registration'], time: { today: Day; last: Day }): Progress {
  if (!facts)
    return unknown('chưa có lần đối chiếu nào biết các danh mục đã nhập, nên chưa rõ phải đăng ký gì');
  const progress = counted(facts.open, facts.lastOn, 'dịch vụ chưa đăng ký');
  if (progress.missing === null) return progress;
  return { ...progress, missing: [progress.missing, forecastWords(facts, time)].filter(Boolean).join('; ') };
}

/** "với tiến độ này, ngày 31/10 còn thiếu 40"; undefined on the last day, and before a day of work can be judged by. */
function forecastWords(
  { open, closed, since }: NonNullable<MilestoneFacts['registration']>,
  { today, last }: { today: Day; last: Day },
): string | undefined {
  const [spent, left] = [daysBetween(since, today), daysBetween(today, last)];
  if (spent < 1 || left < 1) return undefined;
  const missing = Math.ceil(open - (closed / spent) * left);
  const day = dayText(last).slice(0, last.slice(0, 4) === today.slice(0, 4) ? 5 : undefined);
  return missing > 0
    ? `với tiến độ này, ngày ${day} còn thiếu ${numberWords(missing)}`
    : `với tiến độ này, xong trước ngày ${day}`;
}

function reviewed(
  unit: string,
  facts: MilestoneFacts,
  completeness: ReadonlyMap<string, ReviewCompleteness>,
): Progress | undefined {
  if (!facts.completeness)
    return unknown('chưa đọc được danh mục quốc gia nên chưa biết đơn vị phải rà soát gì');
  const found = completeness.get(unit);
  if (!found) {
    if (!isOwner(unit)) return undefined;
    const open = facts.completeness.filter(each => !isComplete(each)).length;
    return counted(open, null, 'đơn vị chưa gửi đủ danh mục');
  }
  if (isComplete(found))
    return {
      state: 'done',
      doneOn: facts.handedIn?.get(unit) ?? (found.lastImportAt && dayOf(found.lastImportAt)),
      missing: null,
    };
  return { state: 'open', doneOn: null, missing: missingWords(found) };
}

/** "chưa gửi danh mục nào, còn 3 thủ tục chưa rà soát; còn 2 đơn vị bên dưới chưa gửi đủ". */
function missingWords({ owed, unexplained, missing, lastImportAt, below }: ReviewCompleteness): string {
  const count = owed ?? missing.length;
  const parts: string[] = [];
  if (count > 0) {
    const bare = unexplained
      ? ` (${numberWords(unexplained)} thủ tục trong Phụ lục II chưa nêu điều kiện)`
      : '';
    const list = `còn ${numberWords(count)} thủ tục chưa rà soát${bare}`;
    parts.push(lastImportAt === null ? `chưa gửi danh mục nào, ${list}` : list);
  }
  const incomplete = below.units - below.complete;
  if (incomplete > 0) parts.push(`còn ${numberWords(incomplete)} đơn vị bên dưới chưa gửi đủ`);
  return parts.join('; ');
}

function configured(unit: string, { belowTarget }: MilestoneFacts): Progress {
  if (!belowTarget)
    return unknown('chưa có lần đối chiếu nào xét được dịch vụ đủ điều kiện đã được nâng mức hay chưa');
  const { found, unchecked, lastOn } = belowTarget;
  const of = (counts: ReadonlyMap<string, number>) =>
    isOwner(unit) ? [...counts.values()].reduce((sum, count) => sum + count, 0) : (counts.get(unit) ?? 0);
  const [open, left] = [of(found), of(unchecked)];
  const progress = counted(open, lastOn, 'dịch vụ đủ điều kiện chưa được nâng mức');
  if (left === 0) return progress;
  const untold = `${numberWords(left)} dịch vụ dưới mức cần đạt lần đối chiếu gần nhất chưa kiểm tra lại được`;
  return open === 0 ? unknown(untold) : { ...progress, missing: `${progress.missing}; ${untold}` };
}

function counted(open: number, lastOn: Day | null, what: string): Progress {
  return open === 0
    ? { state: 'done', doneOn: lastOn, missing: null }
    : { state: 'open', doneOn: null, missing: `còn ${numberWords(open)} ${what}` };
}

function unknown(missing: string): Progress {
  return { state: 'unknown', doneOn: null, missing };
}

/**
 * Units whose day of review has passed, with that day as it is written: of several review milestones that ask for a
 * unit the last counts.
 */
export function reviewsPastDue(
  milestones: readonly MilestoneSettings[],
  days: WorkingDays,
  city: Pick<City, 'agencies' | 'locality'>,
  today: Day,
): ReadonlyMap<string, Day> | undefined {
  const reviews = milestones.filter(({ what }) => what === 'review');
  if (reviews.length === 0) return undefined;
  const due = new Map<string, Day>();
  for (const milestone of reviews.toSorted((a, b) => (a.due < b.due ? -1 : 1)))
    for (const unit of unitsOf(milestone, city)) due.set(unit, milestone.due);
  return new Map([...due].filter(([, day]) => today > lastDay({ due: day }, days)));
}

/** A reminder that is due: `before-3` = the one three working days before, `late-2` = the second after the last day. */
export interface Reminder {
  state: MilestoneState;
  step: string;
}

/**
 * What has to be reminded of today. One that a stopped service missed is made up for, the latest only: the step names
 * the reminder, so that the same one is never sent twice.
 */
export function dueReminders(
  milestones: readonly MilestoneSettings[],
  states: readonly MilestoneState[],
): Reminder[] {
  const settings = new Map(milestones.map(each => [each.id, each]));
  return states.flatMap((state): Reminder[] => {
    const { remindDaysBefore = [], remindEveryDaysAfter = 1 } = settings.get(state.milestone) ?? {};
    const { workingDaysLeft: left } = state;
    if (state.state !== 'due' && state.state !== 'late') return [];
    if (left < 0) {
      const time = Math.floor((-left - 1) / remindEveryDaysAfter) + 1;
      return [{ state, step: `late-${time}` }];
    }
    const reached = remindDaysBefore.filter(days => left <= days);
    return reached.length > 0 ? [{ state, step: `before-${Math.min(...reached)}` }] : [];
  });
}

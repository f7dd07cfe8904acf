import { deadlineHours } from '../../domain/deadline.ts';
import type { CaseFacts, Deadline } from '../../domain/procedure.ts';
import { shortText } from '../../domain/text.ts';
import type { SnapshotProcedure } from '../../snapshot/model.ts';
import { type TimeParams, timeWords } from '../../words/findings/content.ts';
import { shortName } from '../../words/sentence.ts';
import { contentRule } from '../content.ts';

export const rule = contentRule(
  { id: 'deadline-differs', severity: 'major', sieve: 'deadlines' },
  { national: ['deadlines'], local: ['deadlines', 'deadlineHours'] },
  pair => {
    const national = pair.national.facts.deadlines?.map(fromDeadline) ?? [];
    if (!national.some(({ hours }) => hours.length > 0)) return undefined;
    const differing = localTimes(pair.local).filter(time => !national.some(other => agree(time, other)));
    if (differing.length === 0) return undefined;
    const clear = national.filter(({ hours }) => hours.length > 0);
    return {
      params: { expected: paramsOf(clear), actual: paramsOf(differing) },
      evidence: {
        national: (pair.national.facts.deadlines ?? []).slice(0, 20),
        local: differing.slice(0, 20).map(time => ({ of: placeOf(time), value: timeWords(told(time)) })),
      },
    };
  },
);

/** Characters of a deadline that is no length of time. */
const longestText = 200;

/** A length of time as one side tells it. */
interface Time {
  /** What it may mean, in hours of work (8 a day): "24 giờ" is one day round the clock or three days' work. */
  hours: number[];
  /** Absent: the source does not tell working days from calendar days. */
  kind?: 'workingDay' | 'day';
  /** A number without a unit: agrees with the same number of anything. */
  bare?: number;
  of: Deadline | CaseFacts;
}

function fromDeadline(deadline: Deadline): Time {
  const { amount, unit } = deadline;
  const time: Time = { hours: [], of: deadline };
  const hours = deadlineHours(deadline);
  if (amount === undefined || !(amount > 0)) return time;
  if (hours === undefined) return { ...time, bare: amount };
  time.hours.push(hours);
  if (unit === 'hour' && amount % 24 === 0) time.hours.push((amount / 24) * 8);
  if (unit === 'workingDay' || unit === 'day') time.kind = unit;
  return time;
}

function localTimes(local: SnapshotProcedure): Time[] {
  const ofAll = (local.facts.deadlines ?? []).map(fromDeadline).filter(({ hours }) => hours.length > 0);
  const open = (local.cases ?? []).filter(({ agencies }) => isOpen(agencies, local));
  return [...ofAll, ...open.flatMap(fromCase)];
}

/** A case that is open to nobody who offers the procedure promises nothing to anybody. */
function isOpen(agencies: CaseFacts['agencies'], local: SnapshotProcedure): boolean {
  return agencies === null || local.offerings.some(({ agency }) => agencies.includes(agency));
}

function fromCase(facts: CaseFacts): Time[] {
  const { deadlineHours: hours, deadlineUnit: kind } = facts;
  if (!hours || !(hours > 0)) return [];
  return [kind ? { hours: [hours], kind, of: facts } : { hours: [hours], of: facts }];
}

function told({ of, hours: meant }: Time): TimeParams {
  if ('key' in of) {
    const hours = of.deadlineHours!;
    return hours % 8 === 0
      ? { amount: hours / 8, unit: of.deadlineUnit ?? 'day' }
      : { amount: hours, unit: 'hour' };
  }
  const { amount, unit, text } = of;
  return meant.length > 0 ? { amount: amount!, unit: unit! } : { text: shortText(text, longestText) };
}

function placeOf({ of }: Time): string {
  return 'key' in of ? `trường hợp «${shortName(of.name || of.key)}»` : 'thủ tục';
}

function agree(one: Time, other: Time): boolean {
  if (other.bare !== undefined)
    return one.hours.some(hours => hours === other.bare || hours === other.bare! * 8);
  if (one.kind && other.kind && one.kind !== other.kind) return false;
  return one.hours.some(a => other.hours.some(b => Math.abs(a - b) < 0.01));
}

/** Different times of one side, so many at most. */
const mostTimes = 10;

function paramsOf(times: Time[]): TimeParams[] {
  const distinct = new Map(times.map(time => [JSON.stringify(told(time)), told(time)]));
  return [...distinct.values()].slice(0, mostTimes);
}

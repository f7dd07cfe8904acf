import type { Deadline, ProcedureFacts } from '../domain/procedure.ts';
import { type DeadlineUnit, type Duration, durationOf, writeDuration } from './deadline-text.ts';
import { todo } from './todo.ts';

/** Deadlines out of the national record; `hours` absent = the record is not clear. */
export interface DraftTimes {
  inPerson: { hours?: number; text: string | number };
  online: { hours?: number; text: string | number };
  unit: DeadlineUnit;
  /** What the record says, for the remark; empty = nothing. */
  words: string[];
}

/**
 * The deadline of each channel, where the record gives exactly one. A record without one for filing online promises
 * people online the same as at the counter.
 */
export function draftTimes(deadlines: ProcedureFacts['deadlines']): DraftTimes {
  const all = deadlines ?? [];
  const words = [...new Set(all.map(({ text }) => text).filter(text => text !== ''))].slice(0, 10);
  const direct = all.filter(({ channel }) => channel === 'direct');
  const online = all.filter(({ channel }) => channel === 'online');
  const atCounter = only(direct.length > 0 ? direct : all);
  const byNet = online.length > 0 ? only(online) : atCounter;
  const unit = atCounter?.unit ?? byNet?.unit ?? 'workingDay';
  // The systems keep one way of counting days a case.
  const mixed = byNet?.unit !== undefined && byNet.unit !== unit;
  return {
    inPerson: written(atCounter, unit),
    online: written(mixed ? undefined : byNet, unit),
    unit,
    words,
  };
}

function only(deadlines: readonly Deadline[]): Duration | undefined {
  const [first, ...others] = deadlines.map(durationOf);
  if (!first || !(first.hours > 0)) return undefined;
  return others.every(other => other?.hours === first.hours && other.unit === first.unit) ? first : undefined;
}

function written(time: { hours: number } | undefined, unit: DeadlineUnit): DraftTimes['inPerson'] {
  return time ? { hours: time.hours, text: writeDuration(time.hours, unit) } : { text: todo };
}

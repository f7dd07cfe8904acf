import { carriesOfferings, type SystemProfile } from '../domain/city.ts';
import { beginningOf } from './beginning-of.ts';
import type { GapRecord, Lack, Lost, NoteRecord, QuarantineRecord } from './records.ts';

/** Characters kept of what a remote says; a page of HTML must not become a reason. */
const longestKey = 200;
const longestReason = 300;

export function quarantineRecord(part: string, key: string, path: string, reason: string): QuarantineRecord {
  return {
    kind: 'quarantine',
    part,
    key: beginningOf(key, longestKey),
    path,
    reason: beginningOf(reason, longestReason),
  };
}

/** What is wrong with one record that is lost for it: the loss is told once, with the first of its flaws. */
export function losing(
  [first, ...others]: readonly QuarantineRecord[],
  { what, procedure, agency }: Lost,
): QuarantineRecord[] {
  if (!first) return [];
  return [
    { ...first, lost: { what, ...(procedure && { procedure }), ...(agency && { agency }) } },
    ...others,
  ];
}

export function gapRecord(part: string, reason: string): GapRecord {
  return { kind: 'gap', part, reason: beginningOf(reason, longestReason) };
}

export function noteRecord(text: string): NoteRecord {
  return { kind: 'note', text: beginningOf(text, longestReason) };
}

/** That a part is not told at all, which only some systems are asked for. */
export function lackRecord(lacks: Lack, reason: string): GapRecord {
  return { ...gapRecord(lacks === 'list' ? 'procedures' : 'offerings', reason), lacks };
}

/** Whether a gap is one in what is asked of a system. */
export function isMissed(
  { lacks }: Pick<GapRecord, 'lacks'>,
  profile: Pick<SystemProfile, 'role' | 'covers'>,
): boolean {
  if (lacks === 'list') return profile.role === 'national';
  if (lacks !== undefined) return carriesOfferings(profile) || profile.role === 'nationalPortal';
  return true;
}

/** That details wait for their first reading, until when, and what is not known for it. */
export function waitingRecord(text: string): NoteRecord {
  return { ...noteRecord(text), waiting: true };
}

/** Fewer failures than this are bad luck, however short the list. */
const fewestForGap = 5;
const gapShare = 0.2;

/** Whether so many single records could not be read that the part, not the record, is the trouble: a gap. */
export function isGap(unread: number, all: number): boolean {
  return unread >= fewestForGap && unread > gapShare * all;
}

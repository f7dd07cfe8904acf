import { beginningOf } from './beginning-of.ts';
import type { GapRecord, QuarantineRecord } from './records.ts';

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

/** The same of an offering row that is lost with it, so that nobody takes the offering for missing. */
export function ofLostOffering(
  record: QuarantineRecord,
  { agency, procedure }: Pick<QuarantineRecord, 'agency' | 'procedure'>,
): QuarantineRecord {
  return { ...record, ...(agency && { agency }), ...(procedure && { procedure }) };
}

export function gapRecord(part: string, reason: string): GapRecord {
  return { kind: 'gap', part, reason: beginningOf(reason, longestReason) };
}

/** Fewer failures than this are bad luck, however short the list. */
const fewestForGap = 5;
const gapShare = 0.2;

/** Whether so many single records could not be read that the part, not the record, is the trouble: a gap. */
export function isGap(unread: number, all: number): boolean {
  return unread >= fewestForGap && unread > gapShare * all;
}

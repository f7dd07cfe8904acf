import { deadlineHours } from '../domain/deadline.ts';
import { onlineLevel } from '../domain/level.ts';
import type { CaseBrief, Deadline } from '../domain/procedure.ts';
import { eformOf, workflowOf } from '../readiness/case.ts';
import type { OfferingColumns, SnapshotProcedure } from '../snapshot/model.ts';
import { agencyDifference } from './agency-difference.ts';
import { briefsOf } from './columns.ts';
import { activeColumns, isOffered, isWithdrawn } from './offered.ts';
import { someOnline } from './online-cases.ts';
import type { ProcedureGroup, Sieve } from './rule.ts';

/*
 * Most records of a city are as they should be, and most rules ask the same of them. What is asked here is asked once a
 * record, for all of those rules; a rule keeps its whole meaning and would find nothing where the sieve holds it back
 * (a test judges with and without).
 */

const bits: Record<Sieve, number> = {
  ...{ cases: 2, contents: 4, papers: 8, deadlines: 16, unlisted: 32, places: 64 },
  ...{ levels: 128, doubled: 256, published: 512, reviewed: 1024, pushed: 2048 },
};
const always = 1;

/** The bit that stands for a rule in the answer of `sift`. */
export function bitOf(sieve: Sieve | undefined): number {
  return sieve === undefined ? always : bits[sieve];
}

/** What rules may have to say of what the system at that position has of a procedure, as bits. */
export function sift(at: number, group: ProcedureGroup): number {
  const { national } = group;
  const record = group.records[at];
  const columns = activeColumns(record);
  const whateverItSays =
    always |
    (group.reviewed ? bits.reviewed : 0) |
    (group.applied?.[at] ? bits.pushed : 0) |
    (national === undefined || national.facts.active === false ? bits.unlisted : 0) |
    (columns.doubled.length > 0 ? bits.doubled : 0);
  if (isWithdrawn(group)) return whateverItSays;
  const places = placesApart(columns, group) ? bits.places : 0;
  if (record === undefined) return whateverItSays | places;
  return (
    whateverItSays |
    places |
    (levelsApart(record, columns) ? bits.levels : 0) |
    (record.facts.publication ? bits.published : 0) |
    (casesOutOfOrder(record) ? bits.cases : 0) |
    (contentsApart(record, national) ? bits.contents : 0) |
    (papersApart(record, national) ? bits.papers : 0) |
    (deadlinesApart(record, national) ? bits.deadlines : 0)
  );
}

function placesApart({ agencies }: OfferingColumns, { national, applicability }: ProcedureGroup): boolean {
  if (!national?.detailed || !applicability) return false;
  const { missing, extra } = agencyDifference(applicability.agencies, agencies);
  return missing.length > 0 || extra.length > 0;
}

function levelsApart({ facts }: SnapshotProcedure, { kinds }: OfferingColumns): boolean {
  return kinds.length > 1 || ((facts.shownLevel ?? 0) >= onlineLevel && Number(kinds) < onlineLevel);
}

/** Rules of these ask for cases with all their words, the national record's as well. */
const ofCases = bits.cases | bits.papers | bits.deadlines;

/** Adds, by system, the records of a group whose cases a rule may ask for: few, since cases are most of what is kept. */
export function addAsked(
  asked: readonly SnapshotProcedure[][],
  { records, national, worth, applied, reviewed }: ProcedureGroup,
  nationalAt: number,
): void {
  const { remembered = [], explanations = [] } = reviewed ?? {};
  const all = remembered.length > 0 || explanations.length > 0;
  let beside = false;
  for (let at = 0; at < records.length; at++) {
    const record = records[at];
    if (!record) continue;
    const apart = (worth![at]! & ofCases) !== 0;
    beside ||= apart;
    const pushed = applied?.[at];
    if (
      all ||
      apart ||
      (pushed && Object.keys(pushed.cases).length > 0) ||
      (record.facts.publication?.audiences?.length ?? 0) > 0
    )
      asked[at]!.push(record);
  }
  if (beside && !all && national) asked[nationalAt]!.push(national);
}

function casesOutOfOrder(record: SnapshotProcedure): boolean {
  if (activeColumns(record).closed.length > 0) return true;
  const cases = briefsOf(record);
  if (!record.detailed || cases === undefined || !someOnline(record)) return false;
  let inOrder = known.get(cases);
  if (inOrder === undefined) {
    inOrder = cases.length > 0 && cases.every(isInOrder);
    known.set(cases, inOrder);
  }
  return !inOrder;
}

/** Whether all of these are in order: most procedures share what their cases tell. */
const known = new WeakMap<readonly CaseBrief[], boolean>();

function isInOrder(facts: CaseBrief): boolean {
  const { agencies, components, onlineClosed, onlinePayment } = facts;
  return (
    agencies === null &&
    onlineClosed !== true &&
    onlinePayment !== false &&
    (components === undefined || (components !== null && components.length > 0)) &&
    eformOf(facts).state !== 'not-met' &&
    workflowOf(facts).state !== 'not-met'
  );
}

function contentsApart(record: SnapshotProcedure, national: SnapshotProcedure | undefined): boolean {
  if (!national?.detailed || !isOffered(record)) return false;
  const { facts: own } = record;
  const { facts: expected } = national;
  return (
    own.name !== expected.name ||
    own.decision !== expected.decision ||
    !alike(own.fees, expected.fees, (one, other) => one.amount === other.amount) ||
    !alike(own.fields, expected.fields, (one, other) => one.name === other.name && one.code === other.code)
  );
}

/**
 * Cases of the same names with the same papers ask for nothing more or less than the national ones; of cases that could not
 * be told nobody says anything.
 */
function papersApart(record: SnapshotProcedure, national: SnapshotProcedure | undefined): boolean {
  if (briefsOf(record) === undefined) return false;
  const { caseColumns } = record;
  return caseColumns === undefined || caseColumns.words !== national?.caseColumns?.words;
}

/**
 * Whether a time it promises may be none of the national ones. Times that are written alike are the same; what else is
 * meant by them the rule knows.
 */
function deadlinesApart(record: SnapshotProcedure, national: SnapshotProcedure | undefined): boolean {
  const expected = national?.detailed && national.facts.deadlines;
  if (!expected || expected.length === 0 || !isOffered(record)) return false;
  const own = record.facts.deadlines ?? [];
  if (own.length > 0 && !alike(own, expected, sameTime)) return true;
  const briefs = briefsOf(record);
  if (!briefs) return false;
  const before = lastTimes.get(briefs);
  if (before && alike(before.expected, expected, sameTime)) return before.apart;
  const apart = !briefs.every(one => isPromised(one, expected));
  lastTimes.set(briefs, { expected, apart });
  return apart;
}

/** Against what national deadlines cases were held last: many procedures have both alike. */
const lastTimes = new WeakMap<readonly CaseBrief[], { expected: readonly Deadline[]; apart: boolean }>();

function sameTime(one: Deadline, other: Deadline): boolean {
  return one.amount === other.amount && one.unit === other.unit;
}

/** Whether a case takes the very time of one of these, or tells none. */
function isPromised({ deadlineHours: hours, deadlineUnit: kind }: CaseBrief, expected: readonly Deadline[]) {
  if (!hours || !(hours > 0)) return true;
  return expected.some(
    each =>
      deadlineHours(each) === hours && (kind === undefined || kind === each.unit || each.unit === 'hour'),
  );
}

function alike<T>(
  own: readonly T[] | null | undefined,
  expected: readonly T[] | null | undefined,
  same: (one: T, other: T) => boolean,
): boolean {
  if (!own || !expected) return own === expected;
  return own.length === expected.length && own.every((one, at) => same(one, expected[at]!));
}

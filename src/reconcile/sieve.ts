import type { CaseBrief } from '../domain/procedure.ts';
import { eformOf, workflowOf } from '../readiness/case.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import { briefsOf } from './columns.ts';
import { activeColumns, isOffered, isWithdrawn } from './offered.ts';
import { someOnline } from './online-cases.ts';
import type { ProcedureGroup, Sieve } from './rule.ts';

/*
 * Most records of a city are as they should be, and most rules ask the same of them. What is asked here is asked once a
 * record, for all of those rules; a rule keeps its whole meaning and would find nothing where the sieve holds it back
 * (a test judges with and without).
 */

const bits: Record<Sieve, number> = { cases: 2, contents: 4, papers: 8 };
const always = 1;

/** The bit that stands for a rule in the answer of `sift`. */
export function bitOf(sieve: Sieve | undefined): number {
  return sieve === undefined ? always : bits[sieve];
}

/** What rules may have to say of a record, as bits. */
export function sift(record: SnapshotProcedure | undefined, group: ProcedureGroup): number {
  if (record === undefined || isWithdrawn(group)) return always;
  return (
    always |
    (casesOutOfOrder(record, group) ? bits.cases : 0) |
    (contentsApart(record, group.national) ? bits.contents : 0) |
    (papersApart(record, group.national) ? bits.papers : 0)
  );
}

function casesOutOfOrder(record: SnapshotProcedure, group: ProcedureGroup): boolean {
  if (activeColumns(record).closed.length > 0) return true;
  const cases = briefsOf(record);
  if (!record.detailed || cases === undefined || !someOnline(record, group)) return false;
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

/** Cases of the same names with the same papers ask for nothing more or less than the national ones. */
function papersApart({ caseColumns }: SnapshotProcedure, national: SnapshotProcedure | undefined): boolean {
  return caseColumns === undefined || caseColumns.words !== national?.caseColumns?.words;
}

function alike<T>(
  own: readonly T[] | null | undefined,
  expected: readonly T[] | null | undefined,
  same: (one: T, other: T) => boolean,
): boolean {
  if (!own || !expected) return own === expected;
  return own.length === expected.length && own.every((one, at) => same(one, expected[at]!));
}

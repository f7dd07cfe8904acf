import type { Generated } from 'kysely';
import type { FindingState, RuleId, Said, Statement } from '../../domain/finding.ts';
import type { RunStatistics, RunSummary } from '../../domain/run.ts';
import type { Owner, Severity } from '../../domain/severity.ts';
import { json, numbered, optional, real, text, whole } from './columns.ts';

export const run = {
  id: text(),
  /** Counts the runs as they were begun: one at a time, so also as they ended. What comes after what is asked of this, not of clocks. */
  number: whole<Generated<number>>(),
  status: text<'running' | 'aborted' | 'clean' | 'discrepancies' | 'partial' | 'failed'>(),
  startedAt: text(),
  finishedAt: optional(text()),
  summary: optional(json<RunSummary>()),
  statistics: optional(json<RunStatistics>()),
};

export const snapshot = {
  id: numbered(),
  runId: text(),
  system: text(),
  /** `reading` until it is finished; only `complete` ones are ever a base of comparison. */
  status: text<'reading' | 'complete' | 'partial' | 'unreadable'>(),
  takenAt: text(),
  /** The snapshot room's own; null until it is finished. */
  summary: optional(json<unknown>()),
};

/** Bodies are the snapshot room's own, packed. */
export const snapshotAgency = { snapshotId: whole(), id: text(), body: text() };
export const snapshotProcedure = {
  snapshotId: whole(),
  code: text(),
  body: text(),
  /** Number of its list of agencies; null = it is offered nowhere, or a version before kept everything in `body`. */
  agencyList: optional(whole()),
  offered: optional(text()),
};
/** What is large and hardly ever asked for: rows of a procedure that judging walks stay small, and many lie on a page. */
export const snapshotProcedureRest = {
  snapshotId: whole(),
  code: text(),
  cases: optional(text()),
  rowIds: optional(text()),
};
export const snapshotAgencyList = { snapshotId: whole(), number: whole(), agencies: text() };
/** A row as it came, waiting to be packed. */
export const staged = { snapshotId: whole(), procedure: text(), kind: text(), body: text() };

export const quarantine = {
  id: numbered(),
  snapshotId: whole(),
  part: text(),
  key: text(),
  path: text(),
  reason: text(),
};

const identity = {
  rule: text<RuleId>(),
  procedure: text(),
  agency: text(),
  system: text(),
  findingKey: text(),
};

/** What a rule said, flat. */
const content = {
  severity: text<Severity>(),
  owner: text<Owner>(),
  expected: json<Said['expected']>(),
  actual: json<Said['actual']>(),
  message: text(),
  /** What the sentence is made of; null where a version before kept the sentence. */
  statement: json<Statement | null>(),
  evidence: json<Record<string, unknown>>(),
  systems: json<string[]>(),
  /** List of units (`unitSet`) it is about where it belongs to no single agency; empty = none. */
  units: text(),
};

/** Becomes rows of the other tables as it is, and is hashed so: all of it texts. */
export const stagedFinding = {
  runId: text(),
  fingerprint: text(),
  hash: text(),
  ...identity,
  ...content,
  expected: text(),
  actual: text(),
  statement: text(),
  evidence: text(),
  systems: text(),
};

export const discrepancyContent = { id: numbered(), fingerprint: text(), hash: text(), ...content };

export const discrepancy = {
  fingerprint: text(),
  state: text<'open' | 'resolved'>(),
  firstSeen: text(),
  lastSeen: text(),
  resolvedAt: optional(text()),
  contentId: whole(),
  ...identity,
};

/** A life that ended before the discrepancy came back. */
export const discrepancyPast = {
  id: numbered(),
  fingerprint: text(),
  firstSeen: text(),
  lastSeen: text(),
  resolvedAt: text(),
};

export const runDiscrepancy = {
  runId: text(),
  fingerprint: text(),
  contentId: whole(),
  waiverId: optional(whole()),
  state: text<FindingState>(),
  firstSeen: text(),
  /** Of a row not looked at again; empty for those seen in the run. */
  lastSeen: text(),
  /** 0 = critical … 3 = info. */
  rank: whole(),
  owner: text<Owner>(),
  rule: text<RuleId>(),
  procedure: text(),
  agency: text(),
  system: text(),
  /** Minus the files people handed in where it is, as known when the run was settled: what most asked for sorts first. */
  demandOrder: whole<Generated<number>>(),
};

const alike = {
  runId: text(),
  rank: whole(),
  state: text<FindingState>(),
  owner: text<Owner>(),
  rule: text<RuleId>(),
  system: text(),
  count: whole(),
};
/** How many rows of a settled run are alike in these columns. */
export const runCount = { ...alike, procedure: text() };
/** The same of each unit: a row counts at every unit it is about. */
export const runUnitCount = { ...alike, agency: text() };

export const unitSet = { id: text(), agency: text() };

export const waiver = {
  id: numbered(),
  fingerprint: text(),
  by: text(),
  reason: text(),
  at: text(),
  /** Holds up to and including this moment; null = until revoked. */
  until: optional(text()),
  revokedAt: optional(text()),
  revokedBy: optional(text()),
};

/** What a month's report counted. */
export const monthStatistics = { month: text(), runId: text(), madeAt: text(), body: json<unknown>() };

/** Files by channel of one month; `procedure` is empty for all together, a figure null where the source says none. */
export const demand = {
  system: text(),
  period: text(),
  procedure: text(),
  agency: text(),
  online: optional(whole()),
  direct: optional(whole()),
  postal: optional(whole()),
  total: optional(whole()),
  quality: optional(text()),
  readAt: text(),
};

export const indicator = {
  system: text(),
  period: text(),
  grouping: text(),
  agency: text(),
  code: text(),
  name: text(),
  numerator: optional(real()),
  denominator: optional(real()),
  score: optional(real()),
  maxScore: optional(real()),
  qualityStatus: optional(text()),
  qualityMessage: optional(text()),
  readAt: text(),
};

import type { Generated } from 'kysely';
import type { FindingState, RuleId, Said, Statement } from '../../domain/finding.ts';
import type { RunStatistics, RunSummary } from '../../domain/run.ts';
import type { Owner, Severity } from '../../domain/severity.ts';
import { json, numbered, optional, optionalTexts, real, text, texts, whole, wholes } from './columns.ts';

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
export const snapshotAgency = { snapshotId: whole(), ...texts('id', 'body') };
export const snapshotProcedure = {
  snapshotId: whole(),
  ...texts('code', 'body'),
  /** Number of its list of agencies; null = it is offered nowhere, or a version before kept everything in `body`. */
  agencyList: optional(whole()),
  offered: optional(text()),
};
/** What is large and hardly ever asked for: rows of a procedure that judging walks stay small, and many lie on a page. */
export const snapshotProcedureRest = {
  snapshotId: whole(),
  code: text(),
  ...optionalTexts('cases', 'rowIds'),
};
export const snapshotAgencyList = { ...wholes('snapshotId', 'number'), agencies: text() };
/** A row as it came, waiting to be packed. */
export const staged = { snapshotId: whole(), ...texts('procedure', 'kind', 'body') };

export const quarantine = {
  id: numbered(),
  snapshotId: whole(),
  ...texts('part', 'key', 'path', 'reason'),
};

const identity = { rule: text<RuleId>(), ...texts('procedure', 'agency', 'system', 'findingKey') };

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
  ...texts('runId', 'fingerprint', 'hash'),
  ...identity,
  ...content,
  ...texts('expected', 'actual', 'statement', 'evidence', 'systems'),
};

export const discrepancyContent = { id: numbered(), ...texts('fingerprint', 'hash'), ...content };

export const discrepancy = {
  ...texts('fingerprint', 'firstSeen', 'lastSeen'),
  state: text<'open' | 'resolved'>(),
  resolvedAt: optional(text()),
  contentId: whole(),
  ...identity,
};

/** A life that ended before the discrepancy came back. */
export const discrepancyPast = {
  id: numbered(),
  ...texts('fingerprint', 'firstSeen', 'lastSeen', 'resolvedAt'),
};

export const runDiscrepancy = {
  ...texts('runId', 'fingerprint', 'firstSeen', 'procedure', 'agency', 'system'),
  contentId: whole(),
  waiverId: optional(whole()),
  state: text<FindingState>(),
  /** Of a row not looked at again; empty for those seen in the run. */
  lastSeen: text(),
  /** 0 = critical … 3 = info. */
  rank: whole(),
  owner: text<Owner>(),
  rule: text<RuleId>(),
  /** Minus the files people handed in where it is, as known when the run was settled: what most asked for sorts first. */
  demandOrder: whole<Generated<number>>(),
};

const alike = {
  ...texts('runId', 'system'),
  ...wholes('rank', 'count'),
  state: text<FindingState>(),
  owner: text<Owner>(),
  rule: text<RuleId>(),
};
/** How many rows of a settled run are alike in these columns. */
export const runCount = { ...alike, procedure: text() };
/** The same of each unit: a row counts at every unit it is about. */
export const runUnitCount = { ...alike, agency: text() };

export const unitSet = texts('id', 'agency');

export const waiver = {
  id: numbered(),
  ...texts('fingerprint', 'by', 'reason', 'at'),
  /** Holds up to and including this moment; null = until revoked. */
  until: optional(text()),
  ...optionalTexts('revokedAt', 'revokedBy'),
};

/** What a month's report counted. */
export const monthStatistics = { ...texts('month', 'runId', 'madeAt'), body: json<unknown>() };

/** Files by channel of one month; `procedure` is empty for all together, a figure null where the source says none. */
export const demand = {
  ...texts('system', 'period', 'procedure', 'agency', 'readAt'),
  online: optional(whole()),
  direct: optional(whole()),
  postal: optional(whole()),
  total: optional(whole()),
  quality: optional(text()),
};

export const indicator = {
  ...texts('system', 'period', 'grouping', 'agency', 'code', 'name', 'readAt'),
  numerator: optional(real()),
  denominator: optional(real()),
  score: optional(real()),
  maxScore: optional(real()),
  ...optionalTexts('qualityStatus', 'qualityMessage'),
};

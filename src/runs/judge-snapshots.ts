import type { Configuration } from '../config/configuration.ts';
import { noteOf } from '../domain/guidance.ts';
import type { Level } from '../domain/level.ts';
import { type BesideSnapshots, judgeContext } from '../reconcile/context.ts';
import type { JudgedFinding } from '../reconcile/fingerprint.ts';
import { judge } from '../reconcile/judge.ts';
import type { JudgeResult } from '../reconcile/judging.ts';
import type { JudgeContext } from '../reconcile/rule.ts';
import { rules } from '../reconcile/rules/index.ts';
import type { SnapshotProcedure, SnapshotSummary } from '../snapshot/model.ts';
import { fetchCases, readProcedures } from '../snapshot/stored.ts';
import type { Store } from '../store/core/contract.ts';
import { readApplied, systemsPushedTo } from '../store/push/applied.ts';
import { guidanceAsked } from '../store/reviews/guidance.ts';
import { receivedInYear } from '../store/runs/measures.ts';
import { type ReviewsOfRun, reviewsOfRun } from './reviewed.ts';
import { procedureSuggestions } from './unmapped.ts';

/** All that judging looks at beside the procedures. */
export interface JudgingGround {
  context: JudgeContext;
  reviews: ReviewsOfRun;
}

/** @param at ISO 8601, UTC: when the run began. */
export async function groundOf(
  store: Store,
  configuration: Configuration,
  snapshots: Readonly<Record<string, SnapshotSummary>>,
  at: string,
  brokenLinks?: BesideSnapshots['brokenLinks'],
): Promise<JudgingGround> {
  const { city } = configuration;
  const reviews = await reviewsOfRun(store, configuration, snapshots, at);
  const suggestions = await procedureSuggestions(store, city, snapshots);
  const received = reviews.set ? await receivedInYear(store, city.locality, at) : undefined;
  const guidance = await guidanceAsked(store);
  const byCode = Map.groupBy(guidance, ({ procedure }) => procedure);
  const notes = [...byCode].map(([code, asked]) => [code, asked.map(noteOf)] as const);
  const beside = {
    casesFrom: casesFromOf(configuration),
    ...(brokenLinks && { brokenLinks }),
    ...(reviews.due && { reviewsDue: reviews.due }),
    ...(received && { received }),
    ...(guidance.length > 0 && { guidance: new Map(notes) }),
  };
  return { context: judgeContext(city, snapshots, suggestions, beside), reviews };
}

/** By system: the level from which its cases are read. */
export function casesFromOf({ systems }: Pick<Configuration, 'systems'>): Record<string, Level> {
  const from = systems.flatMap(({ profile: { name }, adapter: { casesFrom } }) =>
    casesFrom === undefined ? [] : [[name, casesFrom] as const],
  );
  return Object.fromEntries(from);
}

/** Of several systems side by side, so few are done with before the engine moves them to where it seldom collects. */
const batch = 20;

/** Judges the snapshots as they stand in the store. Findings are handed over as they come. */
export async function judgeSnapshots(
  store: Store,
  { context, reviews }: JudgingGround,
  take: (findings: JudgedFinding[]) => Promise<void>,
): Promise<JudgeResult> {
  const pushedTo = await systemsPushedTo(store);
  const sources = context.systems.map(({ name, snapshot }) => ({
    system: name,
    batches:
      snapshot.status === 'unreadable'
        ? undefined
        : readProcedures(store, snapshot.id, { batch, cases: false }),
    fetchCases: (records: readonly SnapshotProcedure[]) => fetchCases(store, snapshot.id, records),
    ...(pushedTo.has(name) && { applied: readApplied(store, name) }),
  }));
  return judge(context, rules, sources, take, reviews.stream());
}

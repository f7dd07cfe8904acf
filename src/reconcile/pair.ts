import type { AppliedFacts } from '../domain/applied.ts';
import { mergeSorted, type SortedStream } from '../domain/merge-sorted.ts';
import type { ReviewedProcedure } from '../domain/review.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import type { ProcedureGroup } from './rule.ts';

/** One system's snapshot as it streams in: batches sorted by code (code units), each code once. */
export interface PairSource {
  /** Configured name, for errors. */
  system: string;
  /** Absent when the system could not be read at all. */
  batches: AsyncIterable<SnapshotProcedure[]> | undefined;
  /** Has the cases of some of its records at hand; absent = all come with theirs. */
  fetchCases?: (records: readonly SnapshotProcedure[]) => Promise<void>;
  /** What we last verified there, sorted likewise; absent when nothing was ever pushed to it. */
  applied?: AsyncIterable<AppliedFacts[]>;
}

/**
 * Merges any number of sorted snapshots into groups of one procedure each, in code order; groups come in batches.
 *
 * @param national index of the national system in `sources`, -1 when there is none.
 * @param reviewed sorted by procedure, each once.
 * @throws when a source is not sorted or has a code twice; names system and code.
 */
export async function* pair(
  sources: readonly PairSource[],
  national: number,
  reviewed?: AsyncIterable<ReviewedProcedure[]>,
): AsyncGenerator<ProcedureGroup[]> {
  const pushed = sources.some(source => source.applied);
  const streams: SortedStream<{ code: string }>[] = [
    ...sources.map(({ system, batches }) => ({ name: `snapshot of ${system}`, batches })),
    ...(pushed
      ? sources.map(({ system, applied }) => ({ name: `applied values of ${system}`, batches: applied }))
      : []),
    ...(reviewed ? [{ name: 'reviews', batches: coded(reviewed) }] : []),
  ];
  const count = sources.length;
  const reviewAt = pushed ? 2 * count : count;
  for await (const merged of mergeSorted(streams)) {
    yield merged.map(({ code, items }): ProcedureGroup => {
      const records = items.slice(0, count) as (SnapshotProcedure | undefined)[];
      const listed = records[national];
      const review = items[reviewAt] as Reviewed | undefined;
      return {
        code,
        records,
        ...(listed && { national: listed }),
        ...(pushed && { applied: items.slice(count, 2 * count) as (AppliedFacts | undefined)[] }),
        ...(review && { reviewed: review.of }),
      };
    });
  }
}

/** What reviews say, under the name every stream is merged by. */
interface Reviewed {
  code: string;
  of: ReviewedProcedure;
}

async function* coded(reviews: AsyncIterable<ReviewedProcedure[]>): AsyncGenerator<Reviewed[]> {
  for await (const batch of reviews) yield batch.map(of => ({ code: of.procedure, of }));
}

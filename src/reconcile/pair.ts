import type { AppliedFacts } from '../domain/applied.ts';
import type { ReviewedProcedure } from '../domain/review.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import type { ProcedureGroup } from './rule.ts';

/** One system's snapshot as it streams in: batches sorted by code (code units), each code once. */
export interface PairSource {
  /** Configured name, for errors. */
  system: string;
  /** Absent when the system could not be read at all. */
  batches: AsyncIterable<SnapshotProcedure[]> | undefined;
  /** What we last verified there, sorted likewise; absent when nothing was ever pushed to it. */
  applied?: AsyncIterable<AppliedFacts[]>;
}

/** What reviews say, under the name every stream is merged by. */
interface Reviewed {
  code: string;
  of: ReviewedProcedure;
}

/** Where one stream stands: a batch in memory and the next record in it. */
interface Cursor<Item extends { code: string } = { code: string }> {
  /** For errors. */
  name: string;
  iterator: AsyncIterator<Item[]> | undefined;
  batch: Item[];
  at: number;
  last: string;
}

/** The streams of all systems: records by position, and what was applied where there is such a stream at all. */
interface Streams {
  all: Cursor[];
  records: Cursor<SnapshotProcedure>[];
  applied: (Cursor<AppliedFacts> | undefined)[] | undefined;
  reviewed: Cursor<Reviewed> | undefined;
  national: number;
}

/**
 * Merges any number of sorted snapshots into groups of one procedure each, in code order. One batch a source is in
 * memory; groups come in batches too, so that nothing is awaited per procedure.
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
  const streams = openStreams(sources, national, reviewed);
  try {
    for (;;) {
      let open = false;
      for (const cursor of streams.all) {
        await refill(cursor);
        open ||= cursor.iterator !== undefined;
      }
      if (!open) return;
      yield mergeWhileFull(streams);
    }
  } finally {
    for (const cursor of streams.all) await cursor.iterator?.return?.();
  }
}

function openStreams(
  sources: readonly PairSource[],
  national: number,
  reviews: AsyncIterable<ReviewedProcedure[]> | undefined,
): Streams {
  const records = sources.map(({ system, batches }) => cursorOver(`snapshot of ${system}`, batches));
  const applied = sources.some(source => source.applied)
    ? sources.map(
        source => source.applied && cursorOver(`applied values of ${source.system}`, source.applied),
      )
    : undefined;
  const reviewed = reviews && cursorOver('reviews', coded(reviews));
  const all: Cursor[] = [
    ...records,
    ...(applied ?? []).filter(cursor => cursor !== undefined),
    ...(reviewed ? [reviewed] : []),
  ];
  return { all, records, applied, reviewed, national };
}

async function* coded(reviews: AsyncIterable<ReviewedProcedure[]>): AsyncGenerator<Reviewed[]> {
  for await (const batch of reviews) yield batch.map(of => ({ code: of.procedure, of }));
}

function cursorOver<Item extends { code: string }>(
  name: string,
  batches: AsyncIterable<Item[]> | undefined,
): Cursor<Item> {
  return { name, iterator: batches?.[Symbol.asyncIterator](), batch: [], at: 0, last: '' };
}

/** After this the cursor has a record to look at, or no iterator any more. */
async function refill(cursor: Cursor): Promise<void> {
  while (cursor.iterator && cursor.at >= cursor.batch.length) {
    const { done, value } = await cursor.iterator.next();
    cursor.batch = done ? [] : value;
    cursor.at = 0;
    if (done) cursor.iterator = undefined;
  }
}

/** Merges until a stream that is still open has used its batch up. */
function mergeWhileFull(streams: Streams): ProcedureGroup[] {
  const groups: ProcedureGroup[] = [];
  for (;;) {
    let code: string | undefined;
    for (const cursor of streams.all) {
      const head = cursor.batch[cursor.at];
      if (head === undefined) {
        if (cursor.iterator) return groups;
        continue;
      }
      if (code === undefined || head.code < code) code = head.code;
    }
    if (code === undefined) return groups;
    groups.push(groupAt(code, streams));
  }
}

function groupAt(code: string, { records, applied, reviewed, national }: Streams): ProcedureGroup {
  const taken = records.map(cursor => take(cursor, code));
  const listed = taken[national];
  const group: ProcedureGroup = { code, records: taken, ...(listed && { national: listed }) };
  if (applied) group.applied = applied.map(cursor => cursor && take(cursor, code));
  const review = reviewed && take(reviewed, code);
  if (review) group.reviewed = review.of;
  return group;
}

function take<Item extends { code: string }>(cursor: Cursor<Item>, code: string): Item | undefined {
  const head = cursor.batch[cursor.at];
  if (head?.code !== code) return undefined;
  if (cursor.last !== '' && code <= cursor.last) {
    throw new Error(
      `${cursor.name} is not sorted: ${code} after ${cursor.last}; every code must come once, in code-unit order`,
    );
  }
  cursor.last = code;
  cursor.at++;
  return head;
}

import type { SnapshotProcedure } from '../snapshot/model.ts';
import type { ProcedureGroup } from './rule.ts';

/** One system's snapshot as it streams in: batches sorted by code (code units), each code once. */
export interface PairSource {
  /** Configured name, for errors. */
  system: string;
  /** Absent when the system could not be read at all. */
  batches: AsyncIterable<SnapshotProcedure[]> | undefined;
}

/** Where one source stands: a batch in memory and the next record in it. */
interface Cursor {
  system: string;
  iterator: AsyncIterator<SnapshotProcedure[]> | undefined;
  batch: SnapshotProcedure[];
  at: number;
  last: string;
}

/**
 * Merges any number of sorted snapshots into groups of one procedure each, in code order. One batch a source is in
 * memory; groups come in batches too, so that nothing is awaited per procedure.
 *
 * @param national index of the national system in `sources`, -1 when there is none.
 * @throws when a source is not sorted or has a code twice; names system and code.
 */
export async function* pair(
  sources: readonly PairSource[],
  national: number,
): AsyncGenerator<ProcedureGroup[]> {
  const cursors = sources.map(
    ({ system, batches }): Cursor => ({
      system,
      iterator: batches?.[Symbol.asyncIterator](),
      batch: [],
      at: 0,
      last: '',
    }),
  );
  try {
    for (;;) {
      let open = false;
      for (const cursor of cursors) {
        await refill(cursor);
        open ||= cursor.iterator !== undefined;
      }
      if (!open) return;
      yield mergeWhileFull(cursors, national);
    }
  } finally {
    for (const cursor of cursors) await cursor.iterator?.return?.();
  }
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

/** Merges until a source that is still open has used its batch up. */
function mergeWhileFull(cursors: Cursor[], national: number): ProcedureGroup[] {
  const groups: ProcedureGroup[] = [];
  for (;;) {
    let code: string | undefined;
    for (const cursor of cursors) {
      const head = cursor.batch[cursor.at];
      if (head === undefined) {
        if (cursor.iterator) return groups;
        continue;
      }
      if (code === undefined || head.code < code) code = head.code;
    }
    if (code === undefined) return groups;
    groups.push(take(cursors, code, national));
  }
}

function take(cursors: Cursor[], code: string, national: number): ProcedureGroup {
  const records = cursors.map(cursor => {
    const head = cursor.batch[cursor.at];
    if (head?.code !== code) return undefined;
    if (cursor.last !== '' && code <= cursor.last) {
      throw new Error(
        `snapshot of ${cursor.system} is not sorted: ${code} after ${cursor.last}; every code must come once, in code-unit order`,
      );
    }
    cursor.last = code;
    cursor.at++;
    return head;
  });
  const listed = records[national];
  return { code, records, ...(listed && { national: listed }) };
}

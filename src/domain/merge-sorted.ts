/** Records as they stream in: batches sorted by code (code units), each code once. */
export interface SortedStream<Item extends { code: string }> {
  /** For errors. */
  name: string;
  /** Absent: there is nothing. */
  batches: AsyncIterable<Item[]> | undefined;
}

/** What the streams have of one code, in their order. */
export interface Merged<Items extends readonly { code: string }[]> {
  code: string;
  items: { [At in keyof Items]: Items[At] | undefined };
}

/** Where one stream stands: a batch in memory and the next record in it. */
interface Cursor {
  name: string;
  iterator: AsyncIterator<{ code: string }[]> | undefined;
  batch: { code: string }[];
  at: number;
  last: string;
}

/**
 * Merges any number of sorted streams by code, in code order. One batch a stream is in memory; what is merged comes in
 * batches too, so that nothing is awaited per code.
 *
 * @throws when a stream is not sorted or has a code twice; names stream and code.
 */
export async function* mergeSorted<Items extends readonly { code: string }[]>(
  streams: {
    [At in keyof Items]: SortedStream<Items[At]>;
  },
): AsyncGenerator<Merged<Items>[]> {
  const cursors = streams.map(
    ({ name, batches }): Cursor => ({
      name,
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
      yield mergeWhileFull(cursors) as Merged<Items>[];
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

/** Merges until a stream that is still open has used its batch up. */
function mergeWhileFull(cursors: Cursor[]): Merged<readonly { code: string }[]>[] {
  const merged: Merged<readonly { code: string }[]>[] = [];
  for (;;) {
    let code: string | undefined;
    for (const cursor of cursors) {
      const head = cursor.batch[cursor.at];
      if (head === undefined) {
        if (cursor.iterator) return merged;
        continue;
      }
      if (code === undefined || head.code < code) code = head.code;
    }
    if (code === undefined) return merged;
    const next = code;
    merged.push({ code: next, items: cursors.map(cursor => take(cursor, next)) });
  }
}

function take(cursor: Cursor, code: string): { code: string } | undefined {
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

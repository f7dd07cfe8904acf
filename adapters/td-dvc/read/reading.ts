import type { HostContext } from '../../../src/adapter/adapter.ts';
import { isHostFailure, RemoteError } from '../../../src/adapter/errors.ts';
import type { Aside } from '../../../src/adapter/kit/aside.ts';
import { eachDetail, type Sized } from '../../../src/adapter/kit/each-detail.ts';
import type { SourceRecord } from '../../../src/adapter/records.ts';
import { gapRecord, isGap, quarantineRecord } from '../../../src/adapter/unread.ts';
import { numberWords } from '../../../src/domain/number-words.ts';
import type { PortalClient } from '../client.ts';

/** What every part of a reading needs. */
export interface Reading {
  client: PortalClient;
  context: HostContext;
  pageSize: number;
  /** Where what grows with the city waits. */
  aside: Aside;
}

/** Requests the parts keep under way; the shared client lets through as many of them as the host may get. */
const windowWidth = 32;

/** Nothing more will come from this host: the reading ends. */
export function endsReading(error: unknown): boolean {
  // Refused is one list or record here, of an account that may see others.
  return !(error instanceof RemoteError) || (isHostFailure(error) && error.kind !== 'refused');
}

/**
 * Reads one detail for each item and hands it to `use`, `undefined` where it could not be read (quarantined). Yields a
 * gap when too many could not.
 */
export async function* readDetails<Item, Detail>(
  { context }: Reading,
  part: string,
  items: Sized<Item>,
  keyOf: (item: Item) => string,
  ask: (item: Item) => Promise<Detail>,
  use: (item: Item, detail: Detail | undefined) => Iterable<SourceRecord>,
): AsyncGenerator<SourceRecord> {
  let unread = 0;
  const progress = (done: number, of: number) => context.progress(part, done, of);
  for await (const { item, detail, failure } of eachDetail(items, windowWidth, ask, progress, endsReading)) {
    if (failure && endsReading(failure)) throw failure;
    if (failure) {
      if (failure.status !== 404) unread++;
      yield quarantineRecord(part, keyOf(item), '', failure.message);
    }
    yield* use(item, detail);
  }
  if (isGap(unread, items.size)) {
    yield gapRecord(part, `${numberWords(unread)} trên ${numberWords(items.size)} chi tiết không đọc được`);
  }
}

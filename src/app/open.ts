import { basename, dirname, join } from 'node:path';
import type { Configuration } from '../config/configuration.ts';
import { anchorGrowth } from '../runs/audit-heads.ts';
import { trailHead } from '../store/access/audit.ts';
import type { Store } from '../store/core/contract.ts';
import { openStore, storeFailure } from '../store/core/open.ts';
import { openToOthers } from '../store/core/private-files.ts';

export { StoreError } from '../store/core/store-error.ts';
/** The right to be the only one at something on this store. */
export { claimHolder } from '../store/work/claims.ts';
export { holdClaim } from '../store/work/heartbeat.ts';
export { storeFailure };

/** Something about the store that whoever uses it should hear, though what was asked is done. */
export type Concern =
  | { what: 'open-to-others'; path: string; mode: string; wanted: string }
  | { what: 'trail-shorter' }
  | { what: 'not-anchored'; error: unknown };

/**
 * Opens the store for the length of `work` and closes it whatever happens. What `work` writes into the audit trail is
 * proven by a head outside the store: an installation may have no service that does so.
 *
 * @param mayBegin Also where a store was before and is none now.
 * @throws StoreError
 */
export async function withStore<T>(
  configuration: Configuration,
  work: (store: Store) => Promise<T>,
  { mayBegin = false, concern }: { mayBegin?: boolean; concern(concern: Concern): void },
): Promise<T> {
  const { file, dataDir } = configuration;
  // The system's own folder for what SQLite puts down for a while is memory in a container; this one is on disk.
  process.env.SQLITE_TMPDIR ??= dataDir;
  const marks = [join(dirname(file), `.${basename(file)}.stores`)];
  const store = await openStore(configuration.store, { marks, mayBegin });
  for (const open of openToOthers(configuration.store)) concern({ what: 'open-to-others', ...open });
  let before: { entries: number } | undefined;
  try {
    before = await trailHead(store);
    return await work(store);
  } catch (error) {
    throw storeFailure(configuration.store, error) ?? error;
  } finally {
    if (before) await anchored(store, configuration, before, concern);
    await store.close();
  }
}

/** What the command was for has come out as it has: here nothing is thrown. */
async function anchored(
  store: Store,
  place: Configuration,
  before: { entries: number },
  concern: (concern: Concern) => void,
): Promise<void> {
  try {
    if (!(await anchorGrowth(store, place, before, new Date().toISOString())))
      concern({ what: 'trail-shorter' });
  } catch (error) {
    concern({ what: 'not-anchored', error: storeFailure(place.store, error) ?? error });
  }
}

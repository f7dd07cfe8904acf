import type { Store, StoreSettings } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';

const known = new WeakMap<Store['db'], StoreSettings>();

/** Opens a store and remembers where it is. */
export async function openedFor(settings: StoreSettings): Promise<Store> {
  const store = await openStore(settings);
  known.set(store.db, settings);
  return store;
}

/** Where a store is that was opened by `openedFor`. */
export function settingsOf({ db }: Store): StoreSettings {
  const settings = known.get(db);
  if (!settings) throw new Error('nobody knows where this store is');
  return settings;
}

import type { Store, StoreSettings } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import type { Place } from '../support/place.ts';
import { type RunningService, startService } from '../support/service.ts';

/** Services of the test that is going on. */
const started: RunningService[] = [];

/** For `afterEach` of every file that starts any: none outlives its test. */
export async function killServices(): Promise<void> {
  for (const service of started.splice(0)) await service.kill();
}

export async function serve(
  place: Pick<Place, 'config'>,
  command: 'serve' | 'work' = 'serve',
): Promise<RunningService> {
  const service = await startService(command, place.config);
  started.push(service);
  return service;
}

/** As another program would: straight into the store of a running service. */
export async function inStore<T>(settings: StoreSettings, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(settings);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

export const askedToRun = {
  kind: 'reconcile',
  scope: {},
  priority: 10,
  requestedBy: 'an',
  origin: 'api',
} as const;

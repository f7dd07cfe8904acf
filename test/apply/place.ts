import { afterAll, afterEach, beforeAll } from 'vitest';
import type { WritableSystem } from '../../src/adapter/writer.ts';
import { type ApplyRequest, type ApplyResult, applyPlan } from '../../src/apply/execute.ts';
import { storePlan } from '../../src/apply/stored-plan.ts';
import type { ActionState, Change } from '../../src/domain/push.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { inRemoteTurn } from '../../src/runs/remote-turn.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { type ActionResult, resultsOf } from '../../src/store/push/plans.ts';
import { silent } from '../runtime/support.ts';
import { storeFile } from '../store/support.ts';
import { type ModelRemote, type ModelServer, startModel } from './model-remote.ts';
import { modelWriter } from './model-writer.ts';
import { planId, planOf } from './plan-of.ts';

/** A store and model remotes of its own for one test. */
export interface Place {
  store: Store;
  /** The system `portal`. */
  portal: ModelRemote;
  oneStop: ModelRemote;
  writers: ReadonlyMap<string, WritableSystem>;
  apply(given?: Partial<ApplyRequest>): Promise<ApplyResult>;
  results(): Promise<ActionResult[]>;
  states(): Promise<ActionState[]>;
}

/** Call it in a test file once; then `place(changes)` in tests, where need be with a store of their own. */
export function usePlaces(): (
  changes: readonly (Change & { system?: string })[] | Plan,
  store?: Store,
) => Promise<Place> {
  let server: ModelServer;
  let count = 0;
  const undo: (() => Promise<void> | void)[] = [];
  beforeAll(async () => {
    server = await startModel();
  });
  afterEach(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });
  afterAll(() => server.close());

  const emptyStore = async () => {
    const made = await storeFile();
    const store = await openStore(made.settings);
    undo.push(made.drop, () => store.close());
    return store;
  };

  return async (changes, given) => {
    const store = given ?? (await emptyStore());
    await storePlan(store, Array.isArray(changes) ? planOf(changes) : (changes as Plan));
    const [portal, oneStop] = [server.remote(`portal-${++count}`), server.remote(`one-stop-${count}`)];
    const writers = new Map([
      ['portal', modelWriter(portal.baseUrl)],
      ['oneStop', modelWriter(oneStop.baseUrl)],
    ]);
    undo.push(() => {
      for (const writer of writers.values()) writer.close();
    });
    return {
      store,
      portal,
      oneStop,
      writers,
      apply: wanted =>
        inRemoteTurn(
          store,
          `apply ${planId}`,
          { now: wanted?.now ?? (() => new Date()), log: silent },
          (fenced, lost) =>
            applyPlan({
              planId,
              store: fenced,
              writers,
              casesOf: () => [{ key: 'default', name: 'Mặc định' }],
              by: 'Trần Thị B',
              origin: 'cli',
              signal: new AbortController().signal,
              lost,
              ...wanted,
            }),
        ),
      results: () => resultsOf(store, planId),
      states: async () => (await resultsOf(store, planId)).map(({ state }) => state),
    };
  };
}

import pMap from 'p-map';
import { isHostFailure } from '../adapter/errors.ts';
import type { ServiceState } from '../domain/service-state.ts';
import { memoriesOf } from '../store/push/applied.ts';
import { isPassing, wordsOf } from './send-outcome.ts';
import type { Item, Settled, Site } from './site.ts';

export interface Looked {
  /** By procedure; every item of `readable` has one. */
  actuals: Map<string, ServiceState>;
  readable: Item[];
  unreadable: Settled[];
}

/**
 * Reads every procedure of the items fresh, each once. What cannot be read is in doubt where something may have been
 * sent for it; otherwise it waits for a better time, or failed when no time would be better.
 */
export async function look(site: Site, items: readonly Item[]): Promise<Looked> {
  const procedures = [...new Set(items.map(({ action }) => action.change.target.procedure))];
  const kinds = new Set(items.map(({ action }) => action.change.kind));
  const memories = await memoriesOf(site.store, site.system, procedures);
  const actuals = new Map<string, ServiceState>();
  const failures = new Map<string, unknown>();
  await pMap(
    procedures,
    async procedure => {
      try {
        const asked = { cases: site.casesOf(procedure), memory: memories.get(procedure)!, kinds };
        actuals.set(procedure, await site.writer.readService(procedure, asked));
      } catch (error) {
        failures.set(procedure, error);
        if (isHostFailure(error)) site.halt(wordsOf(error));
      }
    },
    { concurrency: site.parallel },
  );
  const [readable, rest] = [[] as Item[], [] as Settled[]];
  for (const item of items) {
    const { procedure } = item.action.change.target;
    if (actuals.has(procedure)) readable.push(item);
    else rest.push(unreadable(item, failures.get(procedure)));
  }
  return { actuals, readable, unreadable: rest };
}

function unreadable(item: Item, error: unknown): Settled {
  const words = wordsOf(error);
  if (item.touched) {
    return { item, state: 'in-doubt', message: `đã gửi nhưng chưa đọc lại được để xác nhận: ${words}` };
  }
  const state = isPassing(error) ? 'waiting' : 'failed';
  return { item, state, message: `không đọc được hiện trạng trước khi gửi: ${words}` };
}

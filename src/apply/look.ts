import pMap from 'p-map';
import { isHostFailure } from '../adapter/errors.ts';
import type { ServiceState } from '../domain/service-state.ts';
import { memoriesOf } from '../store/push/applied.ts';
import { isPassing, wordsOf } from './send-outcome.ts';
import { halt, type Item, type Settled, type Site, unfinished } from './site.ts';

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
        if (isHostFailure(error)) halt(site, wordsOf(error));
      }
    },
    { concurrency: site.parallel },
  );
  const { readable = [], rest = [] } = Object.groupBy(items, ({ action }) =>
    actuals.has(action.change.target.procedure) ? 'readable' : 'rest',
  );
  const unreadable = rest.map(item =>
    unreadableItem(item, failures.get(item.action.change.target.procedure)),
  );
  return { actuals, readable, unreadable };
}

function unreadableItem(item: Item, error: unknown): Settled {
  const words = wordsOf(error);
  if (item.touched) return unfinished(item, `đã gửi nhưng chưa đọc lại được để xác nhận: ${words}`);
  const message = `không đọc được hiện trạng trước khi gửi: ${words}`;
  return isPassing(error) ? unfinished(item, message) : { item, state: 'failed', message };
}

import type { City } from '../domain/city.ts';
import { dayOf } from '../domain/time.ts';
import type { LiveService } from '../review/newly-live.ts';
import { proceduresOf } from '../snapshot/stored.ts';
import type { Store } from '../store/core/contract.ts';
import { readTasks } from '../store/work/task-rows.ts';
import { portalSnapshot } from './reviewed.ts';

/**
 * Services that went live since a day: their registration is done (the portal shows them at level 4) or somebody said so.
 * Nothing is told of one that still has to be registered.
 *
 * @param since `YYYY-MM-DD`, that day included.
 * @param unit only this one.
 */
export async function newlyLive(
  store: Store,
  city: City,
  since: string,
  unit?: string,
): Promise<LiveService[]> {
  const found: LiveService[] = [];
  const states = ['done', 'confirmed'] as const;
  const filter = { kind: 'register-level', states, ...(unit !== undefined && { agency: unit }) };
  for await (const page of readTasks(store, filter))
    for (const { procedure, procedureName, agencies, closedAt, state } of page) {
      const [agency] = agencies;
      if (procedure === null || agency === undefined || closedAt === null) continue;
      const day = dayOf(closedAt);
      if (day < since) continue;
      const proof = state === 'done' ? 'shown' : 'confirmed';
      found.push({ procedure, name: procedureName ?? procedure, agency, since: day, link: null, proof });
    }
  const portal = await portalSnapshot(store, city);
  if (portal) {
    const records = await proceduresOf(store, portal.id, [
      ...new Set(found.map(({ procedure }) => procedure)),
    ]);
    for (const service of found) {
      const links = records.get(service.procedure)?.facts.publication?.links ?? [];
      service.link = links.find(({ agency }) => agency === service.agency)?.link ?? null;
    }
  }
  return found.sort((a, b) =>
    a.agency < b.agency ? -1 : a.agency > b.agency ? 1 : a.procedure < b.procedure ? -1 : 1,
  );
}

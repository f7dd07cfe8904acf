import type { Configuration } from '../config/configuration.ts';
import { dayOf } from '../domain/time.ts';
import { type LiveService, withoutWrongLinks } from '../review/newly-live.ts';
import { proceduresOf } from '../snapshot/stored.ts';
import type { Store } from '../store/core/contract.ts';
import { publications } from '../store/reviews/publications.ts';
import { readTasks } from '../store/work/task-rows.ts';
import { type ShownLink, shownLinks } from './links/prove-links.ts';
import { portalSnapshot } from './reviewed.ts';

/** Its registration is done, or somebody said so. */
const live = ['done', 'confirmed'] as const;

/** Whether people can use a service now, by its registration. */
export async function isLive(store: Store, procedure: string, agency: string): Promise<boolean> {
  for await (const page of readTasks(store, { kind: 'register-level', states: live, agency }))
    if (page.some(task => task.procedure === procedure)) return true;
  return false;
}

/**
 * Services that went live since a day: their registration is done (the portal shows them at level 4) or somebody said so.
 * Nothing is told of one that still has to be registered, nor of one whose link was seen to lead nowhere or elsewhere.
 *
 * @param since `YYYY-MM-DD`, that day included.
 * @param unit only this one.
 */
export async function newlyLive(
  store: Store,
  configuration: Pick<Configuration, 'city' | 'systems'>,
  since: string,
  unit?: string,
): Promise<{ services: LiveService[]; wrongLinks: number }> {
  const found: LiveService[] = [];
  const words = await publications(store, unit);
  const told = new Map(words.map(word => [`${word.procedure} ${word.agency}`, word]));
  const filter = { kind: 'register-level', states: live, ...(unit !== undefined && { agency: unit }) };
  for await (const page of readTasks(store, filter))
    for (const { procedure, procedureName, agencies, closedAt, state } of page) {
      const [agency] = agencies;
      if (procedure === null || agency === undefined || closedAt === null) continue;
      const day = dayOf(closedAt);
      if (day < since) continue;
      const proof = state === 'done' ? 'shown' : 'confirmed';
      const word = told.get(`${procedure} ${agency}`);
      const published = word ? { place: word.place, on: word.onDay!, by: word.by, at: word.at } : null;
      found.push({
        ...{ procedure, name: procedureName ?? procedure, agency },
        ...{ since: day, link: null, proof, published },
      });
    }
  const portal = await portalSnapshot(store, configuration.city);
  if (portal) {
    const records = await proceduresOf(store, portal.id, [
      ...new Set(found.map(({ procedure }) => procedure)),
    ]);
    for (const service of found) {
      const links = records.get(service.procedure)?.facts.publication?.links ?? [];
      service.link = links.find(({ agency }) => agency === service.agency)?.link ?? null;
    }
  }
  const links: ShownLink[] = [];
  if (found.length > 0) for await (const link of shownLinks(store, configuration)) links.push(link);
  const services = withoutWrongLinks(found, links);
  services.sort((a, b) =>
    a.agency < b.agency ? -1 : a.agency > b.agency ? 1 : a.procedure < b.procedure ? -1 : 1,
  );
  return { services, wrongLinks: found.length - services.length };
}

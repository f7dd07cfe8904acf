import type { Configuration } from '../config/configuration.ts';
import { compareText } from '../domain/canonical.ts';
import { isBroken, type LinkVerdict } from '../domain/link.ts';
import { dayOf } from '../domain/time.ts';
import { indeterminateOf } from '../reconcile/absence.ts';
import { checkRegistration } from '../reconcile/registration-check.ts';
import type { TaskAnswer } from '../reconcile/task-check.ts';
import type { LiveService, NewServices } from '../review/newly-live.ts';
import { lastCompleteSummary, proceduresOf } from '../snapshot/stored.ts';
import type { Store } from '../store/core/contract.ts';
import { publications } from '../store/reviews/publications.ts';
import { pageOfTasks, readTasks } from '../store/work/task-rows.ts';
import { levelTerms } from '../words/level-names.ts';
import { systemLabel } from '../words/sentence.ts';
import { type ShownLink, shownLinks } from './links/prove-links.ts';

/** Its registration is done, or somebody said so. */
const live = ['done', 'confirmed'] as const;

/** Whether people can use a service now, by its registration. */
export async function isLive(store: Store, procedure: string, agency: string): Promise<boolean> {
  const registration = { kind: 'register-level', states: live, procedure, agency };
  return (await pageOfTasks(store, registration, { limit: 1 })).rows.length > 0;
}

/**
 * Services that went live since a day: their registration is done (the portal shows them at level 4) or somebody said so.
 * Left out is one whose link was seen to lead nowhere or elsewhere, or that the portal does not show at level 4 by now.
 *
 * @param since `YYYY-MM-DD`, that day included.
 * @param unit only this one.
 */
export async function newlyLive(
  store: Store,
  configuration: Pick<Configuration, 'city' | 'systems'>,
  since: string,
  unit?: string,
): Promise<NewServices> {
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
  const links = new Map<string, ShownLink['verdict']>();
  if (found.length > 0)
    for await (const { procedure, agency, url, verdict } of shownLinks(store, configuration))
      links.set(`${procedure} ${agency} ${url}`, verdict);
  // The city's own portal where the national one is not read.
  const { systems } = configuration.city;
  const people = systems.find(({ role }) => role === 'nationalPortal');
  const shown = people ?? systems.find(({ role }) => role === 'portal');
  const list = shown && (await lastCompleteSummary(store, shown));
  const codes = [...new Set(found.map(({ procedure }) => procedure))];
  const records = list && (await proceduresOf(store, list.id, codes));
  const indeterminate = list && indeterminateOf(list);
  const showing = list && { label: systemLabel(shown), ...(indeterminate && { indeterminate }) };
  const levels = levelTerms(configuration.city.levelNames);
  const services = found.filter(service => {
    const record = records?.get(service.procedure);
    service.link =
      record?.facts.publication?.links.find(({ agency }) => agency === service.agency)?.link ?? null;
    const answer = showing && checkRegistration(service, record, showing, levels);
    const verdict = links.get(`${service.procedure} ${service.agency} ${service.link}`);
    return mayBeTold(service, { answer, verdict });
  });
  services.sort((a, b) => compareText(a.agency, b.agency) || compareText(a.procedure, b.procedure));
  return { services, leftOut: found.length - services.length };
}

/** What is known of a service now, apart from its registration. */
interface SeenNow {
  /** By the portal, whether it is at level 4; undefined: it was never read whole. */
  answer: TaskAnswer | undefined;
  /** Of its link; undefined: nobody has looked at it. */
  verdict: LinkVerdict | undefined;
}

/**
 * Whether people may be told of a service: never where its link was seen to lead nowhere or elsewhere; else where the
 * link answers, somebody said that it works, or the portal is not known to lack it at level 4.
 */
export function mayBeTold({ proof }: Pick<LiveService, 'proof'>, { answer, verdict }: SeenNow): boolean {
  if (verdict !== undefined && isBroken(verdict)) return false;
  if (verdict === 'answers' || proof === 'confirmed') return true;
  return answer === undefined || !('still' in answer);
}

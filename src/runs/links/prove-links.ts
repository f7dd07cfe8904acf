import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../../adapter/adapter.ts';
import type { Configuration, ConfiguredSystem } from '../../config/configuration.ts';
import { type CheckedLink, isBroken } from '../../domain/link.ts';
import { isLoopback } from '../../domain/loopback.ts';
import type { BrokenLink } from '../../reconcile/rule.ts';
import { ladderOf } from '../../review/speakers.ts';
import { lastCompleteSummary, readProcedures } from '../../snapshot/stored.ts';
import { openCache } from '../../store/core/cache.ts';
import type { Store } from '../../store/core/contract.ts';
import { type Got, guardedGet, InsideAddress } from './guarded-get.ts';
import { type Expected, judgePage } from './judge-page.ts';
import { type MayAsk, readRobots } from './robots.ts';

/** Links one run looks at: at one a second a quarter of an hour. The next run goes on. */
const mostLinks = 900;
const mostHops = 5;
const hourMs = 3_600_000;

/** A link of a snapshot with what is known of it. */
export interface ShownLink extends CheckedLink {
  procedure: string;
  /** Our code. */
  agency: string;
  system: string;
  url: string;
}

/** Broken links by procedure, of every system whose links are looked at. */
type BrokenLinks = Map<string, Map<string, BrokenLink[]>>;

interface Proving {
  configuration: Configuration;
  store: Store;
  log: Log;
  signal: AbortSignal;
  now(): Date;
}

/** Every link of a snapshot with what was last seen of it; asks nobody. */
async function* linksOf(store: Store, system: string, snapshot: number): AsyncGenerator<ShownLink> {
  const cache = openCache(store, namespaceOf(system));
  const never: CheckedLink = { verdict: 'unknown', status: null, checkedAt: null };
  for await (const batch of readProcedures(store, snapshot, { cases: false })) {
    const links = batch.flatMap(({ code: procedure, facts }) =>
      (facts.publication?.links ?? []).map(({ agency, link: url }) => ({ procedure, agency, system, url })),
    );
    const known = (await cache.getMany(links.map(keyOf))) as (CheckedLink | undefined)[];
    yield* links.map((link, at) => ({ ...link, ...(known[at] ?? never) }));
  }
}

/**
 * Looks at the links of every system where that is wanted, at its own rate, those whose last look is older than is wanted;
 * then tells which are broken. What was told once stays until it is told again: a time-out is no news.
 */
export async function proveLinks(
  proving: Proving,
  snapshots: Readonly<Record<string, { id: number; status: string }>>,
): Promise<BrokenLinks> {
  const broken: BrokenLinks = new Map();
  for (const system of proving.configuration.systems) {
    const { name } = system.profile;
    const snapshot = snapshots[name];
    if (!system.links?.enabled || !snapshot || snapshot.status === 'unreadable') continue;
    await proveSystem(proving, system, snapshot.id);
    const found = new Map<string, BrokenLink[]>();
    for await (const { verdict, ...link } of linksOf(proving.store, name, snapshot.id))
      if (isBroken(verdict))
        found.set(link.procedure, [...(found.get(link.procedure) ?? []), { ...link, verdict }]);
    broken.set(name, found);
  }
  return broken;
}

async function proveSystem(proving: Proving, system: ConfiguredSystem, snapshot: number): Promise<void> {
  const { configuration, store, signal, now, log } = proving;
  const { name } = system.profile;
  const { agencies } = configuration.city;
  const cache = openCache(store, namespaceOf(name));
  const ask = linkAsker(system, signal);
  const units = agencies.map(agency => agency.name);
  const ladder = ladderOf(configuration.city);
  // A link may stand in two rows of one procedure, and what is known of both was read before either was asked.
  const asked = new Set<string>();
  let left = mostLinks;
  for await (const link of linksOf(store, name, snapshot)) {
    signal.throwIfAborted();
    const age =
      link.checkedAt === null ? Number.POSITIVE_INFINITY : now().getTime() - Date.parse(link.checkedAt);
    if (age < system.links!.cacheHours * hourMs || asked.has(keyOf(link))) continue;
    if (left === 0) {
      log.info({ system: name, links: mostLinks }, 'further links are looked at by the next run');
      return;
    }
    asked.add(keyOf(link));
    const unit = ladder.agency(link.agency)?.name ?? '';
    const above = ladder.above(link.agency).map(ladder.name);
    const seen = await ask(link.url, { procedure: link.procedure, unit, units, above });
    signal.throwIfAborted();
    // What may not be asked took no time of anybody.
    if (seen.verdict !== 'not-allowed') left--;
    if (seen.verdict === 'unknown' && isBroken(link.verdict)) continue;
    await cache.set(keyOf(link), { ...seen, checkedAt: now().toISOString() });
  }
}

function namespaceOf(system: string): string {
  return `${system}/links`;
}

function keyOf({ url, procedure, agency }: Pick<ShownLink, 'url' | 'procedure' | 'agency'>): string {
  return JSON.stringify([procedure, agency, url]);
}

type Ask = (url: string, expected: Expected) => Promise<Omit<CheckedLink, 'checkedAt'>>;

/** Looks at one link after the other, none faster than the system allows. */
export function linkAsker({ links, http }: ConfiguredSystem, signal: AbortSignal): Ask {
  const { hosts, perSecond } = links!;
  // A system on this machine is a trial of one: its links may lead here, and those of no other may.
  const onThisMachine = http !== undefined && isLoopback(new URL(http.baseUrl).hostname);
  const listed = ({ host }: URL) => hosts.some(each => each.toLowerCase() === host.toLowerCase());
  const robots = new Map<string, MayAsk | 'indeterminate'>();
  let before = 0;

  const get = async (url: URL, mayLoopback: boolean): Promise<Got> => {
    const pause = before + 1000 / perSecond - performance.now();
    if (pause > 0) await wait(pause, undefined, { signal });
    before = performance.now();
    return guardedGet(url, { mayLoopback, signal });
  };
  const robotsOf = async (url: URL, mayLoopback: boolean): Promise<MayAsk | 'indeterminate'> => {
    const known = robots.get(url.origin);
    if (known !== undefined) return known;
    const told = await get(new URL('/robots.txt', url.origin), mayLoopback).then(
      ({ status, body }) => {
        if (status === 200) return readRobots(body);
        // One that is not there forbids nothing; one that cannot be read, or not just now, may forbid all.
        return status >= 400 && status < 500 && status !== 429 ? () => true : ('indeterminate' as const);
      },
      error => {
        if (error instanceof InsideAddress) throw error;
        return 'indeterminate' as const;
      },
    );
    robots.set(url.origin, told);
    return told;
  };

  return async (address, expected) => {
    const no = (verdict: 'not-allowed' | 'unknown', status: number | null = null) => ({ verdict, status });
    let url = URL.parse(address);
    const mayLoopback = onThisMachine && url !== null && isLoopback(url.hostname);
    let status: number | null = null;
    try {
      for (let hop = 0; hop < mostHops; hop++) {
        if (url?.username !== '' || url.password !== '' || !listed(url)) return no('not-allowed', status);
        const may = await robotsOf(url, mayLoopback);
        if (may === 'indeterminate') return no('unknown', status);
        if (!may(url.pathname + url.search)) return no('not-allowed', status);
        const got = await get(url, mayLoopback);
        status = got.status;
        if (status === 404 || status === 410) return { verdict: 'gone', status };
        if (status >= 300 && status < 400 && got.location !== undefined) {
          url = URL.parse(got.location, url);
          continue;
        }
        if (status !== 200 || !/^text\/html\b/i.test(got.type) || url.pathname === '/')
          return no('unknown', status);
        return { ...judgePage(got.body, expected), status };
      }
    } catch (error) {
      signal.throwIfAborted();
      return no(error instanceof InsideAddress ? 'not-allowed' : 'unknown', status);
    }
    return no('unknown', status);
  };
}

/** Links of every system whose links are looked at, as they were last seen. */
export async function* shownLinks(
  store: Store,
  { systems }: Pick<Configuration, 'systems'>,
): AsyncGenerator<ShownLink> {
  for (const { profile, links } of systems) {
    const summary = links?.enabled ? await lastCompleteSummary(store, profile) : undefined;
    if (!summary) continue;
    for await (const { shows: _, ...link } of linksOf(store, profile.name, summary.id)) yield link;
  }
}

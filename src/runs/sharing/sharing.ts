import { hash } from 'node:crypto';
import type { Log } from '../../adapter/adapter.ts';
import type { Configuration, ConfiguredSystem } from '../../config/configuration.ts';
import type { Store } from '../../store/contract.ts';
import type { Dispatcher } from '../jobs/dispatcher.ts';
import { type HostLimits, openHostLimits } from './host-limits.ts';

/** How work is split into parts. */
export interface PartSettings {
  /** Details one process fetches in a row. Default 200: a few seconds' worth. */
  details: number;
  /** Procedures of a stretch that is judged in one go. Default 500: about a second's worth. */
  procedures: number;
  /** Procedures of a plan whose actions one process carries out. Default 20: each takes some dozen requests. */
  chains: number;
  /**
   * Milliseconds others have to take what mostly waits for answers, before the one who conducts begins it as well.
   * Default 1000: they hear of it within moments, and where there are none nobody waits long.
   */
  patienceMs: number;
}

const usual: PartSettings = { details: 200, procedures: 500, chains: 20, patienceMs: 1_000 };

/** What lets processes on one store share a run or an applying. */
export interface Sharing {
  dispatcher: Pick<Dispatcher, 'offer' | 'attend'>;
  limits: HostLimits;
  parts: PartSettings;
  /** Gives back what this process holds of the limits of remote hosts. */
  close(): Promise<void>;
}

const known = new WeakMap<object, Sharing>();

/**
 * The sharing of this process, the same one for the same dispatcher. Undefined on SQLite, where one process does
 * everything.
 */
export function sharingOf(
  store: Store,
  dispatcher: Sharing['dispatcher'],
  log: Log,
  changed: Partial<PartSettings> = {},
): Sharing | undefined {
  if (store.driver === 'sqlite') return undefined;
  const before = known.get(dispatcher);
  if (before) return before;
  const limits = openHostLimits(store, log);
  const sharing = { dispatcher, limits, parts: { ...usual, ...changed }, close: () => limits.close() };
  known.set(dispatcher, sharing);
  return sharing;
}

/**
 * Digest of all that decides what comes out of a part: a process with another configuration must not do it. Secrets
 * and limits are left out, they may differ.
 */
export function configurationDigest(configuration: Configuration): string {
  const { city, codes, thresholds, cacheHours, roles, systems } = configuration;
  const told = { city, codes, thresholds, cacheHours, roles, systems: systems.map(tellingPart) };
  return hash('sha256', JSON.stringify(told)).slice(0, 32);
}

function tellingPart({ profile, adapter, options, http, useRemoteMapping }: ConfiguredSystem): object {
  const secret = new Set<string>(adapter.secretOptions);
  const open = Object.entries(options as object).filter(([name]) => !secret.has(name));
  return { profile, adapter: adapter.name, options: open, baseUrl: http.baseUrl, useRemoteMapping };
}

import type { DetailCache, Log, RemoteSystem } from '../adapter/adapter.ts';
import type { HttpClient } from '../adapter/http.ts';
import { createHttpClient } from '../adapter/http-client.ts';
import type { ConfiguredSystem } from '../config/configuration.ts';

export interface OpenSystem {
  remote: RemoteSystem;
  http: HttpClient;
}

export interface Opening {
  locality: string;
  fresh: boolean;
  /** How long details are trusted. */
  cacheHours: number;
  cache: DetailCache;
  log: Log;
  signal: AbortSignal;
  progress?: (part: string, done: number, total?: number) => void;
}

/** A configured system with its own client, ready to be asked. Contacts nothing yet. Close `http` when done. */
export function openSystem(system: ConfiguredSystem, opening: Opening): OpenSystem {
  const { locality, fresh, cacheHours, cache, log, signal } = opening;
  const http = createHttpClient({ ...system.http, signal }, log);
  const remote = system.adapter.open(system.options, {
    http,
    locality,
    fresh,
    cacheHours,
    concurrency: system.http.concurrency,
    cache,
    log,
    signal,
    progress: opening.progress ?? (() => {}),
  });
  return { remote, http };
}

/** For commands that keep nothing. */
export const noCache: DetailCache = { get: async () => undefined, set: async () => {} };

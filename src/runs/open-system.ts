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
  cache: DetailCache;
  log: Log;
  signal: AbortSignal;
  progress?: (part: string, done: number, total?: number) => void;
}

/** A configured system with its own client, ready to be asked. Contacts nothing yet. Close `http` when done. */
export function openSystem(system: ConfiguredSystem, opening: Opening): OpenSystem {
  const { locality, fresh, cache, log, signal } = opening;
  const http = createHttpClient({ ...system.http, signal }, log);
  const remote = system.adapter.open(system.options, {
    http,
    locality,
    fresh,
    cache,
    log,
    signal,
    progress: opening.progress ?? (() => {}),
  });
  return { remote, http };
}

/** For commands that keep nothing. */
export const noCache: DetailCache = { get: async () => undefined, set: async () => {} };

import type { BreakerState, ExchangeOutcome, HttpObserver } from '../adapter/http.ts';

/** What this process has seen of one remote system since it began; times in epoch milliseconds. */
export interface ObservedSystem {
  outcomes: Partial<Record<ExchangeOutcome, number>>;
  lastSuccess?: number;
  lastFailure?: number;
  lastFailureKind?: ExchangeOutcome;
  /** Of the last answers, newer ones counting more, in milliseconds. */
  latencyMs?: number;
  /** When the remote last handed out a session or token, where the adapter says so. */
  signedIn?: number;
  /** The worst of the clients at work now; `closed` when none is. */
  breaker: BreakerState;
}

export type ExchangeListener = (system: string, outcome: ExchangeOutcome, durationMs?: number) => void;

/** What one process sees of all remotes, whoever in it does the asking. */
export interface ObservedSystems {
  /** For a new client of `system`. */
  observer(system: string): HttpObserver;
  /** Undefined: this process has not asked it anything. */
  of(system: string): ObservedSystem | undefined;
  /** Until the answer is called. */
  listen(listener: ExchangeListener): () => void;
}

/** A tenth for the newest: settles within a few dozen answers and does not jump with each. */
const newest = 0.1;
/** A refusal or a missing record is an answer of a system that works. */
const working = new Set<ExchangeOutcome>(['ok', 'http-4xx']);
const worstFirst: readonly BreakerState[] = ['open', 'half-open', 'closed'];

export function createObservedSystems(now: () => number = Date.now): ObservedSystems {
  type Entry = ObservedSystem & { clients: Map<symbol, BreakerState> };
  const systems = new Map<string, Entry>();
  const listeners = new Set<ExchangeListener>();
  const entry = (system: string): Entry => {
    const known = systems.get(system);
    if (known) return known;
    const made: Entry = { outcomes: {}, breaker: 'closed', clients: new Map() };
    systems.set(system, made);
    return made;
  };
  return {
    of: system => systems.get(system),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    observer(system) {
      const seen = entry(system);
      const client = Symbol(system);
      const judge = () => {
        const states = [...seen.clients.values()];
        seen.breaker = worstFirst.find(state => states.includes(state)) ?? 'closed';
      };
      return {
        exchanged(outcome, durationMs) {
          seen.outcomes[outcome] = (seen.outcomes[outcome] ?? 0) + 1;
          if (working.has(outcome)) seen.lastSuccess = now();
          // What we broke off ourselves says nothing about the remote.
          else if (outcome !== 'aborted') {
            seen.lastFailure = now();
            seen.lastFailureKind = outcome;
          }
          if (durationMs !== undefined)
            seen.latencyMs = (seen.latencyMs ?? durationMs) * (1 - newest) + durationMs * newest;
          for (const listener of listeners) listener(system, outcome, durationMs);
        },
        breaker(state) {
          seen.clients.set(client, state);
          judge();
        },
        signedIn() {
          seen.signedIn = now();
        },
        closed() {
          seen.clients.delete(client);
          judge();
        },
      };
    },
  };
}

/** One process, one list. */
export const observedSystems = createObservedSystems();

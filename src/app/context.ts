import type { Log } from '../adapter/adapter.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Actor } from '../domain/actor.ts';
import type { Doing } from '../store/access/audit.ts';
import type { Store } from '../store/core/contract.ts';
import type { AccountRole } from './permissions.ts';

/** As shells hold it: opened, handed on, closed. */
export type { Store };

/** Who asks for something, and through what. */
export interface Acting extends Actor {
  role: AccountRole;
  /** Channel and address, for the audit trail: `cli`, `api 10.0.0.5` … */
  origin: string;
}

/** What a use case takes: who asks, of which store, when. A shell makes one for each thing somebody asks for. */
export interface Asking {
  store: Store;
  actor: Acting;
  now(): Date;
  /** The job he asked for it with: that is in the audit trail already. */
  job?: string;
}

/** The same where the use case goes by the configuration in force, and has something to log. */
export interface ConfiguredAsking extends Asking {
  configuration: Configuration;
  log: Log;
}

/** Who does it and when, as the audit trail has it. */
export function doingOf({ actor, now }: Pick<Asking, 'actor' | 'now'>): Doing {
  const { name: who, identity, origin } = actor;
  return { who, ...(identity !== undefined && { identity }), origin, at: now().toISOString() };
}

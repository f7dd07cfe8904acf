import type { Log } from '../adapter/adapter.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Actor } from '../domain/actor.ts';
import { Refusal } from '../domain/refusal.ts';
import { type AccountRole, type Office, officeOf } from '../domain/role.ts';
import type { Doing } from '../store/access/audit.ts';
import type { Store } from '../store/core/contract.ts';

/** As shells hold it: opened, handed on, closed. */
export type { Store };

/** Who asks for something, and through what. */
export interface Acting extends Actor {
  role: AccountRole;
  /** Our code of the unit an account of role `unit` speaks for. */
  unit?: string | undefined;
  /** Who has the machine speaks for the office he names. */
  anyOffice?: true;
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
  /** Asked again with the same key within a day, what was made then is the answer. */
  key?: string;
}

/** The same where the use case goes by the configuration in force. */
export interface ConfiguredAsking extends Asking {
  configuration: Configuration;
}

/** The same where it goes to the systems, which have something to log. */
export interface RemoteAsking extends ConfiguredAsking {
  log: Log;
}

/** Who does it and when, as the audit trail has it. */
export function doingOf({ actor, now }: Pick<Asking, 'actor' | 'now'>): Doing {
  const { name: who, identity, origin } = actor;
  return { who, ...(identity !== undefined && { identity }), origin, at: now().toISOString() };
}

/** The same as rows have it that keep somebody's word. */
export function saidBy({ who: by, identity, at }: Doing) {
  return { by, identity: identity ?? null, at };
}

/**
 * The one unit whose affairs somebody may see and speak for; undefined where there is no such limit. An account without
 * its unit sees nothing.
 */
export function ownUnit({ role, unit = '' }: Pick<Acting, 'role' | 'unit'>): string | undefined {
  return role === 'unit' ? unit : undefined;
}

/** @param units What a word is about. @throws Refusal where somebody who speaks for one unit speaks of another. */
export function requireOwnUnit(
  actor: Pick<Acting, 'name' | 'role' | 'unit'>,
  ...units: readonly (string | null)[]
): void {
  const own = ownUnit(actor);
  if (own === undefined) return;
  const other = units.find(unit => unit !== own);
  if (units.length === 0 || other !== undefined)
    throw new Refusal('other-unit', { name: actor.name, own, other: other ?? null });
}

/**
 * The office in whose name somebody speaks: that of his role.
 *
 * @param named What he says himself; on the command line it counts.
 * @throws Refusal where he speaks for none, or names the other one.
 */
export function requireOffice(
  { name, role, anyOffice }: Pick<Acting, 'name' | 'role' | 'anyOffice'>,
  named?: Office,
): Office {
  const own = (anyOffice ? named : undefined) ?? officeOf(role);
  if (own === undefined || (named !== undefined && named !== own))
    throw new Refusal('other-office', { name, role, own: own ?? null });
  return own;
}

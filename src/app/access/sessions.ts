import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ServerSettings } from '../../config/sections/server.ts';
import { type AccountRole, accountRoles } from '../../domain/role.ts';
import { type Doing, record } from '../../store/access/audit.ts';
import {
  closeSessions,
  findSession,
  listSessions,
  openSession,
  type Session,
  type TokenGrant,
} from '../../store/access/sessions.ts';
import type { Store } from '../../store/core/contract.ts';
import { inTransaction } from '../../store/core/open.ts';
import { asked } from '../audited.ts';
import type { Asking } from '../context.ts';
import { secretHash } from './check-key.ts';

export type { Session, TokenGrant };
export type OidcSettings = NonNullable<ServerSettings['oidc']>;

const text = z.string();

/** A browser session as administrators see it; times ISO 8601 UTC. */
export const shownSession = z.object({
  ...{ id: text, account: text, role: z.enum(accountRoles) },
  issuer: text.describe('Who vouched for it: `key abcd1234`, or the address of the token’s issuer.'),
  ...{ since: text, until: text },
});
export type ShownSession = z.output<typeof shownSession>;

/**
 * The highest of the roles that what was granted is mapped to now; undefined where it is none, is read otherwise, or is
 * that of a unit which the token does not name.
 */
export function grantedRole(grant: TokenGrant, settings: OidcSettings): AccountRole | undefined {
  const { audience, roleClaim, roles, unitClaim } = settings;
  if (grant.audience !== audience || grant.roleClaim !== roleClaim) return undefined;
  const held = new Set(grant.values.flatMap(value => (Object.hasOwn(roles, value) ? roles[value]! : [])));
  const role = accountRoles.findLast(role => held.has(role));
  return role === 'unit' && grant.unit?.claim !== unitClaim ? undefined : role;
}

/** Whether what gave a session its role would give it now, as far as the configuration says: provider and mapping. */
function stillGranted(
  { grant, issuer, role }: Pick<Session, 'grant' | 'issuer' | 'role'>,
  oidc: OidcSettings | undefined,
): boolean {
  return grant === null || (oidc?.issuer === issuer && grantedRole(grant, oidc) === role);
}

/** Those that hold, latest first. */
export async function shownSessions(store: Store, oidc: OidcSettings | undefined, now: string) {
  const sessions = await listSessions(store, now);
  return sessions.filter(session => stillGranted(session, oidc)).map(shown);
}

/** Ends sessions, each in the audit trail; those that were ended. */
export function endSessions(asking: Asking, which: readonly string[] | 'all'): Promise<ShownSession[]> {
  return asked(asking, 'end-session', [which].flat().join(' '), by =>
    ended(asking.store, by, ({ id }) => which === 'all' || which.includes(id)),
  );
}

/**
 * Ends the sessions whose provider or role mapping is no longer configured: they do not come back with it. To be called
 * whenever the configuration is read.
 */
export function endUngranted(store: Store, oidc: OidcSettings | undefined, now: string) {
  const by = { who: 'dvc-sync', origin: 'configuration', at: now };
  return ended(store, by, session => !stillGranted(session, oidc));
}

function ended(store: Store, by: Doing, which: (session: Session) => boolean): Promise<ShownSession[]> {
  return inTransaction(store, async inner => {
    const sessions = (await listSessions(inner, by.at)).filter(which).map(shown);
    if (sessions.length === 0) return [];
    const ids = sessions.map(({ id }) => id);
    await closeSessions(inner, ids);
    for (const { id, ...before } of sessions)
      await record(inner, { ...by, action: 'end-session', target: id, before });
    return sessions;
  });
}

function shown({ id, name, role, issuer, createdAt, expiresAt }: Session): ShownSession {
  return { id, account: name, role, issuer, since: createdAt, until: expiresAt };
}

/** A working day; whoever comes back the next one signs in again. */
export const sessionHours = 12;

/** Who signs in with a browser, and until when what was shown holds: ISO 8601 UTC, null = for good. */
export interface SigningIn {
  account: Pick<Session, 'name' | 'identity' | 'issuer' | 'role' | 'unit' | 'keyId' | 'grant'>;
  via: string;
  expiresAt: string | null;
}

/** Opens a browser session, in the audit trail too; what its cookie is to say, which is nowhere afterwards. */
export async function signIn(
  { store, now, origin }: Pick<Asking, 'store' | 'now'> & { origin: string },
  { account, via, expiresAt }: SigningIn,
): Promise<string> {
  const value = randomBytes(32).toString('base64url');
  const at = now();
  const longest = new Date(at.getTime() + sessionHours * 3_600_000).toISOString();
  const by = { who: account.name, identity: account.identity, origin, at: at.toISOString() };
  await inTransaction(store, async inner => {
    await openSession(inner, secretHash(value), {
      ...account,
      id: `s${randomUUID().slice(0, 8)}`,
      createdAt: by.at,
      expiresAt: expiresAt !== null && expiresAt < longest ? expiresAt : longest,
    });
    await record(inner, { ...by, action: 'sign-in', target: via });
  });
  return value;
}

/** Ends the browser session whose cookie says this. */
export async function signOut(
  { store, now, origin }: Pick<Asking, 'store' | 'now'> & { origin: string },
  value: string,
): Promise<void> {
  const at = now().toISOString();
  await inTransaction(store, async inner => {
    const session = await findSession(inner, secretHash(value), at);
    if (!session) return;
    await closeSessions(inner, [session.id]);
    const by = { who: session.name, identity: session.identity, origin, at };
    await record(inner, { ...by, action: 'sign-out', target: 'session' });
  });
}

/** The session whose cookie says this, if it holds: its key does, and what its token granted is still granted. */
export async function sessionOf(
  { store, now }: Pick<Asking, 'store' | 'now'>,
  value: string,
  oidc: OidcSettings | undefined,
): Promise<Session | undefined> {
  const session = await findSession(store, secretHash(value), now().toISOString());
  return session && stillGranted(session, oidc) ? session : undefined;
}

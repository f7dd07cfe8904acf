import { type Doing, record } from '../../store/audit.ts';
import type { Store } from '../../store/contract.ts';
import { inTransaction } from '../../store/open.ts';
import { closeSessions, listSessions, type Session } from '../../store/sessions.ts';
import { grantedRole, type OidcSettings } from './oidc.ts';

/** A browser session as administrators see it; times ISO 8601 UTC. */
export interface ShownSession {
  id: string;
  account: string;
  role: Session['role'];
  issuer: string;
  since: string;
  until: string;
}

/** Whether what gave a session its role would give it now, as far as the configuration says: provider and mapping. */
export function stillGranted(
  { grant, issuer, role }: Pick<Session, 'grant' | 'issuer' | 'role'>,
  oidc: OidcSettings | undefined,
): boolean {
  return grant === null || (oidc?.issuer === issuer && grantedRole(grant, oidc) === role);
}

/** Those that hold, latest first. */
export async function shownSessions(
  store: Store,
  oidc: OidcSettings | undefined,
  now: string,
): Promise<ShownSession[]> {
  const sessions = await listSessions(store, now);
  return sessions.filter(session => stillGranted(session, oidc)).map(shown);
}

/** Ends sessions, each in the audit trail; those that were ended. */
export function endSessions(
  store: Store,
  which: readonly string[] | 'all',
  by: Doing,
): Promise<ShownSession[]> {
  return ended(store, by, ({ id }) => which === 'all' || which.includes(id));
}

/**
 * Ends the sessions whose provider or role mapping is no longer configured: they do not come back with it. To be called
 * whenever the configuration is read.
 */
export function endUngranted(
  store: Store,
  oidc: OidcSettings | undefined,
  now: string,
): Promise<ShownSession[]> {
  const by = { who: 'dvc-sync', origin: 'configuration', at: now };
  return ended(store, by, session => !stillGranted(session, oidc));
}

function ended(store: Store, by: Doing, which: (session: Session) => boolean): Promise<ShownSession[]> {
  return inTransaction(store, async inner => {
    const sessions = (await listSessions(inner, by.at)).filter(which).map(shown);
    if (sessions.length === 0) return [];
    await closeSessions(
      inner,
      sessions.map(({ id }) => id),
    );
    for (const { id, ...before } of sessions)
      await record(inner, { ...by, action: 'end-session', target: id, before, after: null, outcome: 'done' });
    return sessions;
  });
}

function shown({ id, name, role, issuer, createdAt, expiresAt }: Session): ShownSession {
  return { id, account: name, role, issuer, since: createdAt, until: expiresAt };
}

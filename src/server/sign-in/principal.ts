import type { Session } from '../../app/access/sessions.ts';
import type { AccountRole } from '../../app/permissions.ts';

/** Any of these; `public`: anybody, signed in or not. */
export type RouteRoles = ReadonlySet<AccountRole> | 'public';

/** Who calls: from an API key, an OpenID Connect access token, or a browser's session that began with one of them. */
export interface Principal {
  /** What people read in the audit trail and as author and approver of plans. */
  name: string;
  /** What tells the account from every other one, whatever they are called. */
  identity: string;
  /** Who vouches for it: `key abcd1234`, or the address of the token's issuer. */
  issuer: string;
  role: AccountRole;
  /** Our code of the unit it speaks for, of role `unit`. */
  unit?: string;
  via: 'key' | 'oidc' | 'session';
  /** Of the API key behind it. */
  keyId?: string;
  /** What the token behind it said where it gave the role. */
  grant?: Session['grant'];
  /** Of the browser session, where there is one. */
  sessionId?: string;
}

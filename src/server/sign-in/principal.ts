import { accountRoles } from '../../config/sections/server.ts';

export type AccountRole = (typeof accountRoles)[number];

/** `public`: anybody, signed in or not. */
export type RouteRole = AccountRole | 'public';

/** Who calls: from an API key, an OpenID Connect access token, or a browser's session that began with one of them. */
export interface Principal {
  /** As in the audit trail; also author and approver of plans. */
  name: string;
  role: AccountRole;
  via: 'key' | 'oidc' | 'session';
  /** Of the API key behind it. */
  keyId?: string;
}

/** Each role may do what those before it may: viewer, operator, approver, admin. */
export function mayUse(role: AccountRole, needed: RouteRole): boolean {
  return needed === 'public' || accountRoles.indexOf(role) >= accountRoles.indexOf(needed);
}

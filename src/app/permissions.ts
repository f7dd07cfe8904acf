import { accountRoles } from '../config/sections/server.ts';
import { Refusal } from '../domain/refusal.ts';

export type AccountRole = (typeof accountRoles)[number];

/**
 * Who may do what, by the word the audit trail has for it. The same line serves the route, the button and the command;
 * each role may do what those before it may.
 */
export const permissions = {
  'start-run': 'operator',
  'start-reconcile': 'operator',
  'cancel-job': 'operator',
  'start-plan': 'operator',
  'approve-plan': 'approver',
  'start-apply': 'operator',
  'start-rollback': 'operator',
  adopt: 'operator',
  waive: 'operator',
  'revoke-waiver': 'operator',
  'confirm-task': 'operator',
  'import-review': 'operator',
  'withdraw-review': 'operator',
  'decide-review': 'approver',
  'revoke-review-decision': 'approver',
  'confirm-milestone': 'operator',
  'withdraw-milestone': 'operator',
  'resend-letter': 'operator',
  'start-reminders': 'operator',
  'start-digest': 'operator',
  'start-monthly-report': 'operator',
  'start-housekeeping': 'operator',
  map: 'admin',
  'create-key': 'admin',
  'revoke-key': 'admin',
  'end-session': 'admin',
  'read-administration': 'admin',
  'accept-trail': 'admin',
  backup: 'admin',
  restore: 'admin',
} as const satisfies Record<string, AccountRole>;

export type Action = keyof typeof permissions;

/** Each role may do what those before it may: viewer, operator, approver, admin. */
export function mayUse(role: AccountRole, needed: AccountRole): boolean {
  return accountRoles.indexOf(role) >= accountRoles.indexOf(needed);
}

export function mayDo(role: AccountRole, action: Action): boolean {
  return mayUse(role, permissions[action]);
}

/** @throws Refusal */
export function requirePermission({ name, role }: { name: string; role: AccountRole }, action: Action): void {
  const needed = permissions[action];
  if (!mayUse(role, needed)) throw new Refusal('role-missing', { name, role, needed });
}

import { Refusal } from '../domain/refusal.ts';
import { type AccountRole, type RankedRole, rankedRoles } from '../domain/role.ts';

export type { AccountRole };

/** The role that is named and those above it, and others beside the ranking. */
function from(least: RankedRole, ...beside: AccountRole[]): ReadonlySet<AccountRole> {
  return new Set([...rankedRoles.slice(rankedRoles.indexOf(least)), ...beside]);
}

/**
 * Who may do what, by the word the audit trail has for it. The same line serves the route, the button and the command.
 * Whatever `unit` may do it may do of itself only: the use case or the query behind it goes by `ownUnit`.
 */
export const permissions = {
  /** What is about the whole city. */
  read: from('viewer', 'regulator'),
  /** What can be cut to one unit. */
  'read-slice': from('viewer', 'regulator', 'unit'),
  'start-run': from('operator'),
  'start-reconcile': from('operator'),
  'cancel-job': from('operator'),
  'start-plan': from('operator'),
  /** Of `regulator`: plans wait for the word of VP UBND. */
  'approve-plan': from('approver', 'regulator'),
  'refuse-plan': from('approver', 'regulator'),
  'start-apply': from('operator'),
  'start-rollback': from('operator'),
  'start-define': from('operator'),
  adopt: from('operator'),
  scaffold: from('operator'),
  waive: from('operator'),
  'revoke-waiver': from('operator'),
  'make-task': from('operator'),
  /** Of `regulator` and `unit`: the tasks that are theirs. */
  'confirm-task': from('operator', 'regulator', 'unit'),
  'import-review': from('operator', 'unit'),
  'open-round': from('operator'),
  /** Of `unit`: its own answer. */
  'answer-round': from('operator', 'unit'),
  'close-round': from('operator'),
  /** Of `unit`: its own. */
  'confirm-publication': from('operator', 'unit'),
  'hold-session': from('operator', 'regulator'),
  /** Of `unit`: on what it is to do itself. */
  'settle-session-action': from('operator', 'regulator', 'unit'),
  'withdraw-review': from('operator'),
  /** Of `regulator`: what contradicts itself for a reason of law. */
  'decide-review': from('approver', 'regulator'),
  'revoke-review-decision': from('approver', 'regulator'),
  'agree-review': from('operator', 'regulator'),
  'appraise-review': from('operator'),
  /** Of `unit`: in its own name. */
  'ask-guidance': from('operator', 'regulator', 'unit'),
  'answer-guidance': from('operator', 'regulator'),
  'confirm-milestone': from('operator'),
  'withdraw-milestone': from('operator'),
  'resend-letter': from('operator'),
  'start-reminders': from('operator'),
  'start-digest': from('operator'),
  'start-monthly-report': from('operator'),
  'start-housekeeping': from('operator'),
  map: from('admin'),
  'create-key': from('admin'),
  'revoke-key': from('admin'),
  'end-session': from('admin'),
  'read-administration': from('admin'),
  'accept-trail': from('admin'),
  backup: from('admin'),
  restore: from('admin'),
} as const satisfies Record<string, ReadonlySet<AccountRole>>;

export type Action = keyof typeof permissions;

export function mayDo(role: AccountRole, action: Action): boolean {
  return permissions[action].has(role);
}

/** @throws Refusal */
export function requirePermission({ name, role }: { name: string; role: AccountRole }, action: Action): void {
  if (!mayDo(role, action))
    throw new Refusal('role-missing', { name, role, needed: [...permissions[action]] });
}

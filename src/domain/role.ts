/** Each may do what those before it may. */
export const rankedRoles = ['viewer', 'operator', 'approver', 'admin'] as const;
export type RankedRole = (typeof rankedRoles)[number];

/**
 * All roles. Beside the ranking stand `regulator` (a viewer who gives the word of VP UBND) and `unit` (its own slice,
 * nothing else). Where a token gives several, the last of them in this order is meant.
 */
export const accountRoles = ['unit', 'viewer', 'regulator', 'operator', 'approver', 'admin'] as const;
export type AccountRole = (typeof accountRoles)[number];

/** The two offices that give their word: Sở TTTT, VP UBND. */
export type Office = 'technical' | 'regulatory';

/** In whose name an account speaks: one account has one role, so it never gives both words. */
export function officeOf(role: AccountRole): Office | undefined {
  if (role === 'regulator') return 'regulatory';
  return role === 'viewer' || role === 'unit' ? undefined : 'technical';
}

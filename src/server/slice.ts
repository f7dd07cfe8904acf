import type { FastifyRequest } from 'fastify';
import { ownUnit } from '../app/context.ts';
import type { RowFilter } from '../app/queries/runs.ts';
import { callerOf } from './app.ts';
import { Problem } from './problems/problem.ts';

type Asked = Pick<FastifyRequest, 'principal'>;

/**
 * The unit a list is cut to: the one that was asked for, of an account of a unit its own. null: it asked for another
 * one, of which it sees nothing.
 */
export function unitOfList(request: Asked, asked?: string): string | undefined | null {
  const own = ownUnit(callerOf(request));
  if (own === undefined) return asked;
  return asked === undefined || asked === own ? own : null;
}

/** Which rows of a run the caller sees of those he asked for; undefined: none. */
export function rowsOfSlice(request: Asked, filter: RowFilter): RowFilter | undefined {
  const own = ownUnit(callerOf(request));
  if (own === undefined) return filter;
  const { agency = own } = filter;
  return [agency].flat().includes(own) ? { ...filter, agency: own } : undefined;
}

/** Whether the caller sees what is about these units: an account of a unit what names it, be it among others. */
export function isSeen(request: Asked, units: readonly (string | null)[]): boolean {
  const own = ownUnit(callerOf(request));
  return own === undefined || units.includes(own);
}

/** What is about one unit is not there for another one's account. @throws Problem */
export function requireSeen(request: Asked, unit: string): void {
  requireSeenBy(ownUnit(callerOf(request)), unit);
}

/** @param own The one unit the caller may see, where there is such a limit. */
export function requireSeenBy(own: string | undefined, unit: string): void {
  if (own !== undefined && own !== unit)
    throw new Problem('not-found', {
      vi: 'Tài khoản của đơn vị chỉ xem được phần của đơn vị mình.',
      en: 'The account of a unit sees what is about that unit only.',
    });
}

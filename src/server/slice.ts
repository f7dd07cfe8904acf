import type { RowFilter } from '../app/queries/runs.ts';
import type { Call } from './asking.ts';
import { Problem } from './problems/problem.ts';

type Whose = Pick<Call, 'own'>;

/**
 * The unit a list is cut to: the one that was asked for, of an account of a unit its own. null: it asked for another
 * one, of which it sees nothing.
 */
export function unitOfList({ own }: Whose, asked?: string): string | undefined | null {
  if (own === undefined) return asked;
  return asked === undefined || asked === own ? own : null;
}

/** Which rows of a run the caller sees of those he asked for; undefined: none. */
export function rowsOfSlice({ own }: Whose, filter: RowFilter): RowFilter | undefined {
  if (own === undefined) return filter;
  const { agency = own } = filter;
  return [agency].flat().includes(own) ? { ...filter, agency: own } : undefined;
}

/** Whether the caller sees what is about these units: an account of a unit what names it, be it among others. */
export function isSeen({ own }: Whose, units: readonly (string | null)[]): boolean {
  return own === undefined || units.includes(own);
}

/** Said where somebody asks for what is another unit's. */
const ownPartOnly = {
  vi: 'Tài khoản của đơn vị chỉ xem được phần của đơn vị mình.',
  en: 'The account of a unit sees what is about that unit only.',
};

/** A filter that leaves the caller nothing is no question. @throws Problem */
export function requireSlice<Filter>(filter: Filter | undefined): Filter {
  if (filter === undefined) throw new Problem('not-found', ownPartOnly);
  return filter;
}

/** What is about one unit is not there for another one's account. @throws Problem */
export function requireSeen({ own }: Whose, unit: string): void {
  if (own !== undefined && own !== unit) throw new Problem('not-found', ownPartOnly);
}

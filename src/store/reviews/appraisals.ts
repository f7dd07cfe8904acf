import type { Appraisal } from '../../domain/appraisal.ts';
import type { Store } from '../core/contract.ts';
import { inOrder, placeOf } from '../core/in-order.ts';
import type { Row } from '../tables/index.ts';

type Place = Pick<Appraisal, 'procedure' | 'agency'>;

/** The checks that count, by procedure and agency; of some of them, or after one, where asked. */
export async function latestAppraisals(
  { db }: Store,
  { after, limit, ...wanted }: Partial<Place> & { after?: Place; limit?: number } = {},
): Promise<Appraisal[]> {
  let latest = db
    .selectFrom('appraisal as latest')
    .select(({ fn }) => fn.max('id').as('id'))
    .groupBy(['procedure', 'agency']);
  const columns = ['procedure', 'agency'] as const;
  for (const column of columns)
    if (wanted[column] !== undefined) latest = latest.where(column, '=', wanted[column]);
  // The page is cut where they are grouped: those of all other rows are not looked at.
  const page = inOrder(latest, columns, { after: after && placeOf(after, columns), limit });
  const checks = inOrder(db.selectFrom('appraisal').selectAll().where('id', 'in', page), columns);
  return (await checks.execute()).map(appraisalOf);
}

/** Rows whose latest check they have passed, as `procedure agency`. */
export async function passedAppraisals(store: Store): Promise<ReadonlySet<string>> {
  const passed = (await latestAppraisals(store)).filter(({ result }) => result === 'passed');
  return new Set(passed.map(({ procedure, agency }) => `${procedure} ${agency}`));
}

function appraisalOf({ procedure, agency, result, items, by, at, reason }: Row<'appraisal'>): Appraisal {
  return { procedure, agency, result, items, by, at, reason };
}

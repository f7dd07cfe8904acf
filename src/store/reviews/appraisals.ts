import type { Appraisal } from '../../domain/appraisal.ts';
import type { Store } from '../core/contract.ts';
import { inOrder, placeOf } from '../core/in-order.ts';
import type { Row } from '../tables/index.ts';

/** The check that counts of a row; undefined where there is none. */
export async function latestAppraisal(
  { db }: Store,
  { procedure, agency }: Pick<Appraisal, 'procedure' | 'agency'>,
): Promise<Appraisal | undefined> {
  const row = await db
    .selectFrom('appraisal')
    .selectAll()
    .where('procedure', '=', procedure)
    .where('agency', '=', agency)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && appraisalOf(row);
}

/** The checks that count, by procedure and agency; of one unit, or after one of them, where asked. */
export async function latestAppraisals(
  { db }: Store,
  {
    agency,
    after,
    limit,
  }: { agency?: string; after?: Pick<Appraisal, 'procedure' | 'agency'>; limit?: number } = {},
): Promise<Appraisal[]> {
  const latest = db
    .selectFrom('appraisal')
    .selectAll()
    .where('id', 'in', ({ selectFrom }) =>
      selectFrom('appraisal as latest')
        .select(({ fn }) => fn.max('latest.id').as('id'))
        .groupBy(['latest.procedure', 'latest.agency']),
    );
  const wanted = agency === undefined ? latest : latest.where('agency', '=', agency);
  const columns = ['procedure', 'agency'];
  const page = inOrder(wanted, columns, { after: after && placeOf(after, columns), limit });
  return (await page.execute()).map(appraisalOf);
}

/** Rows whose latest check they have passed, as `procedure agency`. */
export async function passedAppraisals(store: Store): Promise<ReadonlySet<string>> {
  const passed = (await latestAppraisals(store)).filter(({ result }) => result === 'passed');
  return new Set(passed.map(({ procedure, agency }) => `${procedure} ${agency}`));
}

function appraisalOf({ procedure, agency, result, items, by, at, reason }: Row<'appraisal'>): Appraisal {
  return { procedure, agency, result, items, by, at, reason };
}

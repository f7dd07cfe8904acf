import type { Appraisal } from '../../domain/appraisal.ts';
import type { Store } from '../core/contract.ts';
import type { Row } from '../tables/index.ts';

/** Writes a check down; earlier ones of the row stay. */
export async function addAppraisal(
  { db }: Store,
  appraisal: Appraisal & { identity: string | null },
): Promise<Appraisal> {
  return appraisalOf(
    await db.insertInto('appraisal').values(appraisal).returningAll().executeTakeFirstOrThrow(),
  );
}

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
  let query = db
    .selectFrom('appraisal')
    .selectAll()
    .where('id', 'in', ({ selectFrom }) =>
      selectFrom('appraisal as latest')
        .select(({ fn }) => fn.max('latest.id').as('id'))
        .groupBy(['latest.procedure', 'latest.agency']),
    )
    .orderBy('procedure')
    .orderBy('agency');
  if (agency !== undefined) query = query.where('agency', '=', agency);
  if (after)
    query = query.where(({ or, and, eb }) =>
      or([
        eb('procedure', '>', after.procedure),
        and([eb('procedure', '=', after.procedure), eb('agency', '>', after.agency)]),
      ]),
    );
  if (limit !== undefined) query = query.limit(limit);
  return (await query.execute()).map(appraisalOf);
}

/** Rows whose latest check they have passed, as `procedure agency`. */
export async function passedAppraisals(store: Store): Promise<ReadonlySet<string>> {
  const passed = (await latestAppraisals(store)).filter(({ result }) => result === 'passed');
  return new Set(passed.map(({ procedure, agency }) => `${procedure} ${agency}`));
}

function appraisalOf({ procedure, agency, result, items, by, at, reason }: Row<'appraisal'>): Appraisal {
  return { procedure, agency, result, items, by, at, reason };
}

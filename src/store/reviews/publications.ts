import type { Store } from '../core/contract.ts';
import type { Row } from '../tables/index.ts';

export type PublicationWord = Row<'publicationWord'>;

/** Who has told people of what: the last word of each offering, where it says so; sorted by unit and procedure. */
export async function publications({ db }: Store, agency?: string): Promise<PublicationWord[]> {
  const query = db
    .selectFrom('publicationWord')
    .selectAll()
    .where('id', 'in', ({ selectFrom }) =>
      selectFrom('publicationWord as latest')
        .select(({ fn }) => fn.max('latest.id').as('id'))
        .groupBy(['latest.procedure', 'latest.agency']),
    )
    .where(({ and }) => and({ agency }))
    .orderBy('agency')
    .orderBy('procedure');
  return (await query.execute()).filter(({ published }) => published);
}

import type { Store } from '../core/contract.ts';
import type { Row } from '../tables/index.ts';

export type PublicationWord = Row<'publicationWord'>;

/** Who has told people of what: the last word of each offering, where it says so; sorted by unit and procedure. */
export async function publications({ db }: Store, agency?: string): Promise<PublicationWord[]> {
  const word = db.selectFrom('publicationWord').groupBy(['procedure', 'agency']);
  const last = word.select(({ fn }) => fn.max('id').as('id'));
  const words = db.selectFrom('publicationWord').selectAll().where('id', 'in', last);
  const wanted = words
    .where(({ and }) => and({ agency }))
    .orderBy('agency')
    .orderBy('procedure');
  return (await wanted.execute()).filter(({ published }) => published);
}

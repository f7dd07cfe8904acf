import { z } from 'zod';
import { localParts } from '../../domain/local-part.ts';
import { localisations } from '../../runs/localisation.ts';
import type { App } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { operation } from './operation.ts';
import { firstOf, pageBehind, pageOf, pageQuery, places } from './paging.ts';

const announced = {
  decision: z.string().nullable().describe('In the words of its system; null = none, or not told.'),
  day: z.string().nullable().describe('YYYY-MM-DD; null = not told.'),
};
const localisation = z
  .object({
    procedure: z.string(),
    name: z.string(),
    national: z.object(announced),
    city: z.object({ ...announced, system: z.string().nullable() }),
    missing: z.array(z.enum(localParts)),
    unknown: z.array(z.enum(localParts)).describe('Nobody could tell.'),
  })
  .meta({ id: 'Localisation' });

/** The national announcing decision of each procedure beside the city's, and what the city has still to add. */
export function localisationRoutes(app: App, context: ServerContext): void {
  app.get(
    '/review/localisation',
    operation('read', 'reviews', 'listLocalisation', {
      summary: 'Announcing and localising, procedure by procedure, as the systems were last read whole',
      querystring: z.strictObject({
        ...pageQuery,
        missing: z.stringbool().default(false).describe('Only those that lack something.'),
      }),
      response: { 200: pageOf(localisation) },
    }),
    ({ query }) =>
      pageBehind(query, ['localisation', String(query.missing)], places.procedure, (after, count) =>
        firstOf(
          localisations(context.store, context.configuration(), after),
          count,
          row => !query.missing || row.missing.length > 0,
        ),
      ),
  );
}

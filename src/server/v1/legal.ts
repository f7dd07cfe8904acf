import { z } from 'zod';
import { ownUnit } from '../../app/context.ts';
import { type App, callerOf } from '../app.ts';
import { goneOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { operation } from './operation.ts';
import { cursorOf, pageOf, pageQuery, placeOf } from './paging.ts';
import { documents, give, mediaTypes } from './reports.ts';

const part = z.string().nullable().describe('null: not named.');
const obstacle = z.object({
  id: z.string().describe('<number>/d<article>/k<clause>/<point>; what was not named is left out.'),
  text: z.string(),
  number: z.string(),
  ...{ article: part, clause: part, point: part },
  issuer: z.string().nullable(),
  offerings: z.number().describe('Whose own target it blocks.'),
  units: z.number(),
  fields: z.array(z.string()),
});
const unreadReason = z.object({ procedure: z.string(), agency: z.string(), text: z.string() });

/** What law keeps from level 4. */
export function legalRoutes(app: App, context: ServerContext): void {
  app.get(
    '/review/legal',
    operation('read-slice', 'reviews', 'listLegalObstacles', {
      summary:
        'Provisions that keep services from level 4, largest effect first; and reasons that could not be read',
      querystring: z.strictObject(pageQuery),
      response: { 200: pageOf(obstacle).extend({ unread: z.array(unreadReason) }) },
    }),
    async (request, reply) => {
      const { limit, cursor } = request.query;
      const unit = ownUnit(callerOf(request));
      const of = ['legal', unit];
      const from = placeOf(cursor, of, z.int().nonnegative()) ?? 0;
      const wanted = { unit, from, count: limit };
      const { provisions, unread } = await context.reader.look('legal', wanted, goneOf(reply));
      const next = provisions.length > limit ? cursorOf(from + limit, of) : null;
      return { items: provisions.slice(0, limit), next, unread };
    },
  );

  app.get(
    '/review/legal/free/:count',
    operation('read', 'reviews', 'readFreedByLaw', {
      summary: 'Which provisions to amend so that most services are free of law',
      params: z.object({ count: z.coerce.number().int().min(1).max(999) }),
      response: {
        200: z.object({
          provisions: z.array(z.string()).describe('Ids.'),
          offerings: z.number(),
          exact: z.boolean().describe('No other choice frees more.'),
        }),
      },
    }),
    async ({ params: { count } }, reply) => {
      const wanted = { unit: undefined, from: 0, count: 0, free: count };
      return (await context.reader.look('legal', wanted, goneOf(reply))).freed!;
    },
  );

  app.get(
    '/review/legal/letter/:form',
    operation('read', 'reviews', 'downloadLegalLetter', {
      summary: 'A draft letter to the body that may change a provision, with the services it holds',
      params: z.object({ form: z.enum(['docx', 'xlsx']) }),
      querystring: z.strictObject({ id: z.string().trim().max(500).describe('As the register has it.') }),
      response: { 200: documents('The draft.', mediaTypes.docx!, mediaTypes.xlsx!) },
    }),
    async ({ params: { form }, query }, reply) => {
      const now = context.now().toISOString();
      return give(context, reply, { what: 'legal-letter', id: query.id.normalize('NFC'), form, now });
    },
  );
}

import { z } from 'zod';
import { ownUnit } from '../../app/context.ts';
import { freedByLaw } from '../../review/freed-by-law.ts';
import { legalRegister } from '../../runs/legal-register.ts';
import type { App } from '../app.ts';
import { askingOf, may } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { pageFrom, pageOf, pageQuery, placeOf } from './paging.ts';

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
const unread = z.object({ procedure: z.string(), agency: z.string(), text: z.string() });

/** So many reasons that could not be read are shown at once. */
const mostUnread = 1_000;

/** What law keeps from level 4. */
export function legalRoutes(app: App, context: ServerContext): void {
  const { store } = context;

  app.get(
    '/review/legal',
    {
      config: may('read-slice'),
      schema: {
        tags: ['reviews'],
        operationId: 'listLegalObstacles',
        summary:
          'Provisions that keep services from level 4, largest effect first; and reasons that could not be read',
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(obstacle).extend({ unread: z.array(unread) }) },
      },
    },
    async request => {
      const { limit, cursor } = request.query;
      const own = ownUnit(askingOf(request, context).actor);
      const of = ['legal', own];
      const after = placeOf(cursor, of, z.int().nonnegative()) ?? 0;
      const register = await legalRegister(store, context.configuration().city, own);
      const rows = register.provisions.slice(after, after + limit + 1);
      return {
        ...pageFrom(rows, limit, () => after + limit, of),
        unread: register.unread.slice(0, mostUnread),
      };
    },
  );

  app.get(
    '/review/legal/free/:count',
    {
      config: may('read'),
      schema: {
        tags: ['reviews'],
        operationId: 'readFreedByLaw',
        summary: 'Which provisions to amend so that most services are free of law',
        params: z.object({ count: z.coerce.number().int().min(1).max(999) }),
        response: {
          200: z.object({
            provisions: z.array(z.string()).describe('Ids.'),
            offerings: z.number(),
            exact: z.boolean().describe('No other choice frees more.'),
          }),
        },
      },
    },
    async ({ params: { count } }) => {
      const { blocked } = await legalRegister(store, context.configuration().city);
      return freedByLaw(blocked, count);
    },
  );
}

import { z } from 'zod';
import { legalObstacle, unreadReason } from '../../review/legal-register.ts';
import type { Api } from './api.ts';
import { cursorOf, pageOf, pageQuery, placeOf } from './paging.ts';
import { text } from './schemas.ts';

/** What law keeps from level 4. */
export function legalRoutes({ get, paper }: Api): void {
  get('/review/legal', ['read-slice', 'reviews', 'listLegalObstacles'], {
    summary:
      'Provisions that keep services from level 4, largest effect first; and reasons that could not be read',
    query: pageQuery,
    answer: pageOf(legalObstacle).extend({ unread: z.array(unreadReason) }),
    async do({ context, own: unit, query: { limit, cursor }, gone }) {
      const of = ['legal', unit];
      const from = placeOf(cursor, of, z.int().nonnegative()) ?? 0;
      const wanted = { unit, from, count: limit };
      const { provisions, unread } = await context.reader.look('legal', wanted, gone);
      const next = provisions.length > limit ? cursorOf(from + limit, of) : null;
      return { items: provisions.slice(0, limit), next, unread };
    },
  });

  get('/review/legal/free/:count', ['read', 'reviews', 'readFreedByLaw'], {
    summary: 'Which provisions to amend so that most services are free of law',
    params: { count: z.coerce.number().int().min(1).max(999) },
    answer: z.object({
      provisions: z.array(text).describe('Ids.'),
      offerings: z.number(),
      exact: z.boolean().describe('No other choice frees more.'),
    }),
    async do({ context, params: { count: free }, gone }) {
      const wanted = { unit: undefined, from: 0, count: 0, free };
      return (await context.reader.look('legal', wanted, gone)).freed!;
    },
  });

  paper('/review/legal/letter/:form', ['read', 'reviews', 'downloadLegalLetter'], {
    summary: 'A draft letter to the body that may change a provision, with the services it holds',
    params: { form: z.enum(['docx', 'xlsx']) },
    query: { id: z.string().trim().max(500).describe('As the register has it.') },
    is: ['The draft.', 'docx', 'xlsx'],
    wanted: ({ params: { form }, query, now }) => ({
      what: 'legal-letter',
      id: query.id.normalize('NFC'),
      form,
      now,
    }),
  });
}

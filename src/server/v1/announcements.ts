import { z } from 'zod';
import { publications } from '../../app/queries/reviews.ts';
import { confirmPublished } from '../../app/reviews/publish.ts';
import { liveService, published } from '../../review/newly-live.ts';
import { givenDay } from '../given-day.ts';
import { requireSeen, unitOfList } from '../slice.ts';
import type { Api } from './api.ts';
import { foundAgency } from './found.ts';
import { emptyPage, pageOf, pageOfWhole, pageQuery } from './paging.ts';
import { code, each, text } from './schemas.ts';

/** Services that went live, for units to tell people of, and who has. */
export function announcementRoutes({ get, list, post, paper }: Api): void {
  get('/review/announce', ['read-slice', 'reviews', 'listNewServices'], {
    summary: 'Services that went live since a day, and whether the unit has told people',
    query: { ...pageQuery, since: givenDay, agency: code.optional() },
    answer: pageOf(liveService).extend({
      leftOut: z
        .int()
        .describe(
          'So many more went live of which people are not told: the link leads nowhere or elsewhere, or the portal does not show level 4 by now.',
        ),
    }),
    async do(call) {
      const { since, agency, ...page } = call.query;
      const unit = unitOfList(call, agency);
      if (unit === null) return { ...emptyPage, leftOut: 0 };
      const { services, leftOut } = await call.context.reader.look('announce', { since, unit }, call.gone);
      return { ...pageOfWhole(services, page, ['announce', since, unit]), leftOut };
    },
  });

  paper('/review/announce/:unit/:form', ['read-slice', 'reviews', 'downloadAnnouncement'], {
    summary: 'What a unit may publish of its new services: the text, or sheets of A4 with a QR code each',
    params: { unit: code, form: z.enum(['txt', 'html']) },
    query: { since: givenDay },
    is: ['The text or the sheets.', 'txt', 'html'],
    wanted(call) {
      requireSeen(call, call.params.unit);
      foundAgency(call.city.agencies, call.params.unit);
      return { what: 'announcement', ...call.params, ...call.query };
    },
  });

  list('/review/published', ['read-slice', 'reviews', 'listPublications'], {
    summary: 'Which units say that they have told people of which service',
    cut: 'agency',
    query: { agency: code.optional() },
    item: z.object({ ...each(text, 'procedure', 'agency'), ...published.shape }),
    all: ({ store, query: { agency } }) => publications(store, agency),
    show: ({ onDay, ...row }) => ({ ...row, on: onDay! }),
  });

  post('/review/published', ['confirm-publication', 'reviews', 'confirmPublished'], {
    summary: 'Say that a unit has told people of a service that went live, or take that back',
    body: z.strictObject({
      ...each(code, 'procedure', 'agency'),
      place: z.string().trim().max(2_000).describe('Where people can read it; of a word taken back, why.'),
      on: givenDay.optional().describe('Today where it is not said.'),
      revoke: z.boolean().default(false),
    }),
    answer: z.object({ ...each(text, 'procedure', 'agency'), published: z.boolean() }),
    do: ({ asking, body }) => confirmPublished(asking, body),
  });
}

import { z } from 'zod';
import { publications } from '../../app/queries/reviews.ts';
import { confirmPublished } from '../../app/reviews/publish.ts';
import type { App } from '../app.ts';
import { askingOf, goneOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { givenDay } from '../given-day.ts';
import { requireSeen, unitOfList } from '../slice.ts';
import { operation } from './operation.ts';
import { emptyPage, pageOf, pageOfWhole, pageQuery } from './paging.ts';
import { documents, give, mediaTypes } from './reports.ts';

const code = z.string().trim().min(1).max(100);
const published = z.object({
  place: z.string().describe('Where people can read it.'),
  on: z.string(),
  by: z.string(),
  at: z.string(),
});
const announced = z.object({
  ...{ procedure: z.string(), name: z.string(), agency: z.string(), since: z.string() },
  link: z.string().nullable().describe('null: not known.'),
  proof: z.enum(['shown', 'confirmed']),
  published: published
    .nullable()
    .describe('The unit’s word that it has told people; null: it has not said so.'),
});
const announcedPage = pageOf(announced).extend({
  leftOut: z
    .int()
    .describe(
      'So many more went live of which people are not told: the link leads nowhere or elsewhere, or the portal does not show level 4 by now.',
    ),
});
const word = z.object({ procedure: z.string(), agency: z.string(), ...published.shape });

/** Services that went live, for units to tell people of, and who has. */
export function announcementRoutes(app: App, context: ServerContext): void {
  const { store } = context;

  app.get(
    '/review/announce',
    operation('read-slice', 'reviews', 'listNewServices', {
      summary: 'Services that went live since a day, and whether the unit has told people',
      querystring: z.strictObject({ ...pageQuery, since: givenDay, agency: code.optional() }),
      response: { 200: announcedPage },
    }),
    async (request, reply) => {
      const { since, agency } = request.query;
      const unit = unitOfList(request, agency);
      if (unit === null) return { ...emptyPage, leftOut: 0 };
      const { services, leftOut } = await context.reader.look('announce', { since, unit }, goneOf(reply));
      return { ...pageOfWhole(services, request.query, ['announce', since, unit]), leftOut };
    },
  );

  app.get(
    '/review/announce/:unit/:form',
    operation('read-slice', 'reviews', 'downloadAnnouncement', {
      summary: 'What a unit may publish of its new services: the text, or sheets of A4 with a QR code each',
      params: z.object({ unit: code, form: z.enum(['txt', 'html']) }),
      querystring: z.strictObject({ since: givenDay }),
      response: { 200: documents('The text or the sheets.', mediaTypes.txt!, mediaTypes.html!) },
    }),
    async (request, reply) => {
      const { unit, form } = request.params;
      requireSeen(request, unit);
      return give(context, reply, { what: 'announcement', unit, form, since: request.query.since });
    },
  );

  app.get(
    '/review/published',
    operation('read-slice', 'reviews', 'listPublications', {
      summary: 'Which units say that they have told people of which service',
      querystring: z.strictObject({ ...pageQuery, agency: code.optional() }),
      response: { 200: pageOf(word) },
    }),
    async request => {
      const unit = unitOfList(request, request.query.agency);
      if (unit === null) return emptyPage;
      const words = (await publications(store, unit)).map(({ onDay, ...rest }) => ({ ...rest, on: onDay! }));
      return pageOfWhole(words, request.query, ['published', unit]);
    },
  );

  app.post(
    '/review/published',
    operation('confirm-publication', 'reviews', 'confirmPublished', {
      summary: 'Say that a unit has told people of a service that went live, or take that back',
      body: z.strictObject({
        ...{ procedure: code, agency: code },
        place: z.string().trim().max(2_000).describe('Where people can read it; of a word taken back, why.'),
        on: givenDay.optional().describe('Today where it is not said.'),
        revoke: z.boolean().default(false),
      }),
      response: { 200: z.object({ procedure: z.string(), agency: z.string(), published: z.boolean() }) },
    }),
    async request => confirmPublished(askingOf(request, context), request.body),
  );
}

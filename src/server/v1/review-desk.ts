import { z } from 'zod';
import { currentEntries, entriesOfUnit, unitsReported } from '../../app/queries/reviews.ts';
import { localParts } from '../../domain/local-part.ts';
import { reviewStatus } from '../../report/reviews/status-model.ts';
import { uncodedReasons } from '../../review/uncoded.ts';
import { localisations } from '../../runs/localisation.ts';
import { reviewState } from '../../runs/review-state.ts';
import type { App } from '../app.ts';
import { goneOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { isSeen, requireSeen, unitOfList } from '../slice.ts';
import { foundAgency } from './found.ts';
import { operation } from './operation.ts';
import { firstOf, pageBehind, pageOf, pageOfWhole, pageQuery, places } from './paging.ts';
import { reviewLists } from './review-schema.ts';

const code = z.string().trim().min(1).max(100);

const handedIn = z
  .object({
    agency: z.string(),
    list: z.enum(reviewLists),
    entries: z.int(),
    file: z.int(),
    name: z.string(),
    firstAt: z.string(),
    lastAt: z.string(),
  })
  .meta({ id: 'ReportedList' });

const status = z.object({
  madeAt: z.string(),
  nationalAt: z.string().nullable(),
  targets: z.looseObject({}).nullable().describe('What became of all offerings; null for a unit.'),
  items: z.array(z.looseObject({ agency: z.string(), owed: z.int(), complete: z.boolean() })),
  next: z.string().nullable(),
});

const ground = z.looseObject({ reasons: z.array(z.string()), text: z.string().nullable() });
const entry = z.looseObject({
  ...{ agency: z.string(), list: z.enum(reviewLists), procedure: z.string(), name: z.string() },
  ...{ technical: ground, legal: ground, importedAt: z.string() },
});

const uncoded = z.object({
  text: z.string(),
  ground: z.enum(['technical', 'legal']),
  rows: z.int(),
  example: z.looseObject({ procedure: z.string(), agency: z.string() }),
});

/** What `review …` of the command line lists and says, under the command's words. */
export function reviewDeskRoutes(app: App, context: ServerContext): void {
  const { store } = context;
  const city = () => context.configuration().city;
  const nowText = () => context.now().toISOString();

  app.get(
    '/review/list',
    operation('read-slice', 'reviews', 'listReportedLists', {
      summary: 'Lists that units have handed in and that count now',
      querystring: z.strictObject(pageQuery),
      response: { 200: pageOf(handedIn) },
    }),
    async request => {
      const lists = (await unitsReported(store)).filter(({ agency }) => isSeen(request, [agency]));
      return pageOfWhole(lists, request.query, 'review-list');
    },
  );

  app.get(
    '/review/show/:unit',
    operation('read-slice', 'reviews', 'listReviewEntries', {
      summary: 'Rows of a unit that count now',
      params: z.object({ unit: code }),
      querystring: z.strictObject(pageQuery),
      response: { 200: pageOf(entry) },
    }),
    async request => {
      const { unit } = request.params;
      requireSeen(request, unit);
      foundAgency(city().agencies, unit);
      const rows = (await entriesOfUnit(store, unit)) as unknown as z.output<typeof entry>[];
      return pageOfWhole(rows, request.query, ['review-show', unit]);
    },
  );

  app.get(
    '/review/status',
    operation('read-slice', 'reviews', 'readReviewStatus', {
      summary: 'Which unit has handed in what, what it owes, whom it waits for',
      querystring: z.strictObject(pageQuery),
      response: { 200: status },
    }),
    async request => {
      const { madeAt, nationalAt, targets, units } = reviewStatus(
        await reviewState(store, city()),
        city(),
        nowText(),
      );
      const seen = (units ?? []).filter(({ agency }) => isSeen(request, [agency]));
      const whole = isSeen(request, []);
      return {
        ...{ madeAt, nationalAt, targets: whole ? { ...targets } : null },
        ...pageOfWhole(seen as unknown as z.output<typeof status>['items'], request.query, 'review-status'),
      };
    },
  );

  app.get(
    '/review/reasons',
    operation('read', 'reviews', 'listUncodedReasons', {
      summary: 'Reasons no word of the list codes yet, most frequent first',
      querystring: z.strictObject(pageQuery),
      response: { 200: pageOf(uncoded) },
    }),
    async ({ query }) =>
      pageOfWhole(await uncodedReasons(currentEntries(store), city()), query, 'review-reasons'),
  );

  app.get(
    '/review/readiness',
    operation('read-slice', 'reviews', 'listReadiness', {
      summary: 'What to improve first in the whole city, or every offering of a unit with what it lacks',
      querystring: z.strictObject({ ...pageQuery, agency: code.optional() }),
      response: {
        200: pageOf(z.looseObject({})).extend({
          counts: z.looseObject({}),
          agency: z.string().nullable(),
          madeAt: z.string(),
        }),
      },
    }),
    async (request, reply) => {
      const asked = unitOfList(request, request.query.agency);
      const agency = asked === undefined ? undefined : foundAgency(city().agencies, asked).code;
      const { items, counts } = await context.reader.look(
        'readiness',
        { agency, now: nowText() },
        goneOf(reply),
      );
      return {
        ...pageOfWhole(items as unknown as Record<string, unknown>[], request.query, ['readiness', agency]),
        ...{ counts: { ...counts }, agency: agency ?? null, madeAt: nowText() },
      };
    },
  );
}

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

import { z } from 'zod';
import { currentEntries, entriesOfUnit, unitsReported } from '../../app/queries/reviews.ts';
import { reviewLists } from '../../domain/review.ts';
import { localisedProcedure } from '../../reconcile/localisation.ts';
import { reviewStatus } from '../../report/reviews/status-model.ts';
import { uncodedReasons } from '../../review/uncoded.ts';
import { localisations } from '../../runs/localisation.ts';
import { reviewState } from '../../runs/review-state.ts';
import { isSeen, requireSeen, unitOfList } from '../slice.ts';
import type { Api } from './api.ts';
import { foundAgency } from './found.ts';
import { firstOf, pageOf, pageOfWhole, pageQuery, places } from './paging.ts';
import { code, each, maybe, text } from './schemas.ts';

const handedIn = z
  .object({
    ...each(text, 'agency', 'name', 'firstAt', 'lastAt'),
    list: z.enum(reviewLists),
    ...each(z.int(), 'entries', 'file'),
  })
  .meta({ id: 'ReportedList' });

const status = z.object({
  madeAt: text,
  nationalAt: maybe,
  targets: z.looseObject({}).nullable().describe('What became of all offerings; null for a unit.'),
  items: z.array(z.looseObject({ agency: text, owed: z.int(), complete: z.boolean() })),
  next: maybe,
});

const ground = z.looseObject({ reasons: z.array(text), text: maybe });
const entry = z.looseObject({
  ...each(text, 'agency', 'procedure', 'name', 'importedAt'),
  list: z.enum(reviewLists),
  ...each(ground, 'technical', 'legal'),
});

const uncoded = z.object({
  text,
  ground: z.enum(['technical', 'legal']),
  rows: z.int(),
  example: z.looseObject(each(text, 'procedure', 'agency')),
});

const localisation = localisedProcedure.meta({ id: 'Localisation' });

/** What `review …` of the command line lists and says, under the command's words. */
export function reviewDeskRoutes({ list, longList, get }: Api): void {
  list('/review/list', ['read-slice', 'reviews', 'listReportedLists'], {
    summary: 'Lists that units have handed in and that count now',
    cut: 'rows',
    item: handedIn,
    all: async call => (await unitsReported(call.store)).filter(({ agency }) => isSeen(call, [agency])),
  });

  list('/review/show/:unit', ['read-slice', 'reviews', 'listReviewEntries'], {
    summary: 'Rows of a unit that count now',
    cut: 'rows',
    params: { unit: code },
    item: entry,
    async all(call) {
      const { unit } = call.params;
      requireSeen(call, unit);
      foundAgency(call.city.agencies, unit);
      return (await entriesOfUnit(call.store, unit)) as unknown as z.output<typeof entry>[];
    },
  });

  get('/review/status', ['read-slice', 'reviews', 'readReviewStatus'], {
    summary: 'Which unit has handed in what, what it owes, whom it waits for',
    query: pageQuery,
    answer: status,
    async do(call) {
      const { store, city, now, query } = call;
      const { madeAt, nationalAt, targets, units } = reviewStatus(await reviewState(store, city), city, now);
      const seen = (units ?? []).filter(({ agency }) => isSeen(call, [agency]));
      const rows = seen as unknown as z.output<typeof status>['items'];
      const whole = isSeen(call, []);
      return {
        ...{ madeAt, nationalAt, targets: whole ? { ...targets } : null },
        ...pageOfWhole(rows, query, 'review-status'),
      };
    },
  });

  list('/review/reasons', ['read', 'reviews', 'listUncodedReasons'], {
    summary: 'Reasons no word of the list codes yet, most frequent first',
    item: uncoded,
    all: ({ store, city }) => uncodedReasons(currentEntries(store), city),
  });

  get('/review/readiness', ['read-slice', 'reviews', 'listReadiness'], {
    summary: 'What to improve first in the whole city, or every offering of a unit with what it lacks',
    query: { ...pageQuery, agency: code.optional() },
    answer: pageOf(z.looseObject({})).extend({
      counts: z.looseObject({}),
      agency: maybe,
      madeAt: text,
    }),
    async do(call) {
      const { context, city, now, query, gone } = call;
      const asked = unitOfList(call, query.agency);
      const agency = asked === undefined ? undefined : foundAgency(city.agencies, asked).code;
      const { items, counts } = await context.reader.look('readiness', { agency, now }, gone);
      const rows = items as unknown as Record<string, unknown>[];
      return {
        ...pageOfWhole(rows, query, ['readiness', agency]),
        ...{ counts: { ...counts }, agency: agency ?? null, madeAt: now },
      };
    },
  });

  // The national announcing decision of each procedure beside the city's, and what the city has still to add.
  longList('/review/localisation', ['read', 'reviews', 'listLocalisation'], {
    summary: 'Announcing and localising, procedure by procedure, as the systems were last read whole',
    query: { missing: z.stringbool().default(false).describe('Only those that lack something.') },
    item: localisation,
    place: places.procedure,
    behind: ({ store, configuration, query: { missing } }, after, count) =>
      firstOf(localisations(store, configuration, after), count, row => !missing || row.missing.length > 0),
  });
}

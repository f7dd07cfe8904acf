import { z } from 'zod';
import {
  currentEntries,
  decisionHistory,
  decisionsInForce,
  entriesOfUnit,
  unitsReported,
} from '../../app/queries/reviews.ts';
import { decide, takeBackDecision } from '../../app/reviews/decide.ts';
import { confirmMilestone, takeBackMilestone } from '../../app/reviews/milestones.ts';
import { isNationalShape, localCode } from '../../domain/code.ts';
import type { Words } from '../../domain/language.ts';
import { dayOf } from '../../domain/time.ts';
import { milestoneBoard } from '../../report/reviews/milestones-model.ts';
import { reviewStatus } from '../../report/reviews/status-model.ts';
import { unitsOf } from '../../review/milestones.ts';
import { uncodedReasons } from '../../review/uncoded.ts';
import { milestonesAt, reviewState } from '../../runs/review-state.ts';
import { type App, callerOf } from '../app.ts';
import { askingOf, may } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { givenDay } from '../given-day.ts';
import { goneOf } from '../gone.ts';
import { Problem } from '../problems/problem.ts';
import { isSeen, requireSeen, unitOfList } from '../slice.ts';
import { pageOf, pageOfWhole, pageQuery } from './paging.ts';
import { reviewLists } from './review-schema.ts';

const code = z.string().trim().min(1).max(100);
const reason = z.string().trim().min(1).max(2_000);

const decision = z
  .object({
    id: z.int(),
    procedure: z.string(),
    agency: z.string().nullable().describe('null = every agency.'),
    eligible: z.boolean(),
    ...{ by: z.string(), reason: z.string(), at: z.string() },
    ...{ revokedAt: z.string().nullable(), revokedBy: z.string().nullable() },
  })
  .meta({ id: 'ReviewDecision' });

const conflict = z
  .looseObject({
    procedure: z.string(),
    name: z.string().nullable().optional(),
    agencies: z.array(z.string()),
    tier: z.string(),
    cause: z.enum(['technical', 'legal']),
    decides: z.string().describe('The office whose decision it waits for, as people call it.'),
    sides: z.array(z.looseObject({ eligible: z.boolean(), agencies: z.array(z.string()) })),
  })
  .meta({ id: 'ReviewConflict' });

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

const milestone = z
  .looseObject({
    ...{ id: z.string(), name: z.string(), due: z.string(), lastDay: z.string() },
    states: z.array(z.looseObject({ unit: z.string(), state: z.string() })),
  })
  .meta({ id: 'Milestone' });

/** What `review …` of the command line lists and says, under the command's words. */
export function reviewDeskRoutes(app: App, context: ServerContext): void {
  const { store } = context;
  const city = () => context.configuration().city;
  const nowText = () => context.now().toISOString();

  app.get(
    '/review/list',
    {
      config: may('read-slice'),
      schema: {
        tags: ['reviews'],
        operationId: 'listReportedLists',
        summary: 'Lists that units have handed in and that count now',
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(handedIn) },
      },
    },
    async request => {
      const lists = (await unitsReported(store)).filter(({ agency }) => isSeen(request, [agency]));
      const rows = lists.map(({ agency, list, entries, file, name, firstAt, lastAt }) => {
        return { agency, list, entries, file, name, firstAt, lastAt };
      });
      return pageOfWhole(rows, request.query, 'review-list');
    },
  );

  app.get(
    '/review/show/:unit',
    {
      config: may('read-slice'),
      schema: {
        tags: ['reviews'],
        operationId: 'listReviewEntries',
        summary: 'Rows of a unit that count now',
        params: z.object({ unit: code }),
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(entry) },
      },
    },
    async request => {
      const { unit } = request.params;
      requireSeen(request, unit);
      if (!city().agencies.some(agency => agency.code === unit)) throw noAgency();
      const rows = (await entriesOfUnit(store, unit)) as unknown as z.output<typeof entry>[];
      return pageOfWhole(rows, request.query, ['review-show', unit]);
    },
  );

  app.get(
    '/review/status',
    {
      config: may('read-slice'),
      schema: {
        tags: ['reviews'],
        operationId: 'readReviewStatus',
        summary: 'Which unit has handed in what, what it owes, whom it waits for',
        querystring: z.strictObject(pageQuery),
        response: { 200: status },
      },
    },
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
    {
      config: may('read'),
      schema: {
        tags: ['reviews'],
        operationId: 'listUncodedReasons',
        summary: 'Reasons no word of the list codes yet, most frequent first',
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(uncoded) },
      },
    },
    async ({ query }) => pageOfWhole(await uncodedReasons(currentEntries(store)), query, 'review-reasons'),
  );

  app.get(
    '/review/conflicts',
    {
      config: may('read-slice'),
      schema: {
        tags: ['reviews'],
        operationId: 'listReviewConflicts',
        summary: 'Lists that contradict each other, and whose decision they wait for',
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(conflict) },
      },
    },
    async request => {
      const { conflicts } = reviewStatus(await reviewState(store, city()), city(), nowText());
      const seen = conflicts.filter(({ agencies }) => isSeen(request, agencies));
      return pageOfWhole(seen as unknown as z.output<typeof conflict>[], request.query, 'review-conflicts');
    },
  );

  app.get(
    '/review/decisions',
    {
      config: may('read-slice'),
      schema: {
        tags: ['reviews'],
        operationId: 'listReviewDecisions',
        summary: 'Decisions in force; of one procedure every one there ever was',
        querystring: z.strictObject({ ...pageQuery, procedure: code.optional() }),
        response: { 200: pageOf(decision) },
      },
    },
    async request => {
      const { procedure } = request.query;
      const rows =
        procedure === undefined
          ? await decisionsInForce(store)
          : await decisionHistory(store, localCode(procedure, city().locality));
      // What is decided for every unit is each one's.
      const seen = rows.filter(({ agency }) => agency === null || isSeen(request, [agency]));
      return pageOfWhole(seen, request.query, ['review-decisions', procedure]);
    },
  );

  app.post(
    '/review/decisions',
    {
      config: may('decide-review'),
      schema: {
        tags: ['reviews'],
        operationId: 'decideReview',
        summary:
          'Decide on a procedure, at one agency or at all: counts more than any list; or take a decision back',
        body: z.union([
          z.strictObject({
            procedure: code,
            agency: code.nullable().default(null).describe('null = every agency.'),
            eligible: z.boolean().describe('Can it go to level 4?'),
            reason,
          }),
          z.strictObject({ revoke: z.int().positive().describe('The number of the decision.'), reason }),
        ]),
        response: { 200: decision },
      },
    },
    async request => {
      const { body } = request;
      const asking = askingOf(request, context);
      if ('revoke' in body) return takeBackDecision(asking, city(), body.revoke, body.reason);
      const procedure = localCode(body.procedure, city().locality);
      if (!isNationalShape(procedure))
        throw wrong('procedure', {
          vi: 'không phải mã thủ tục quốc gia (dạng 1.004194)',
          en: 'is no national code such as 1.004194',
        });
      if (body.agency !== null && !city().agencies.some(({ code: known }) => known === body.agency))
        throw wrong('agency', { vi: 'danh sách đơn vị không có mã này', en: 'no agency has this code' });
      return decide(asking, city(), { ...body, procedure });
    },
  );

  app.get(
    '/review/milestones',
    {
      config: may('read-slice'),
      schema: {
        tags: ['reviews'],
        operationId: 'listMilestones',
        summary: 'Milestones of the plan: who is done, late, has yet to begin',
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(milestone) },
      },
    },
    async request => {
      const configuration = context.configuration();
      const states = (await milestonesAt(store, configuration, nowText())).filter(({ unit }) =>
        isSeen(request, [unit]),
      );
      const { milestones } = milestoneBoard(configuration.reviews, states, city(), nowText());
      const seen = milestones.filter(part => isSeen(request, []) || part.states.length > 0);
      return pageOfWhole(seen as unknown as z.output<typeof milestone>[], request.query, 'milestones');
    },
  );

  app.post(
    '/review/milestones',
    {
      config: may('confirm-milestone'),
      schema: {
        tags: ['reviews'],
        operationId: 'confirmMilestone',
        summary: 'Say that a unit is done with a milestone no run can see, or take that back',
        body: z.strictObject({
          milestone: code,
          unit: code.describe('Our agency code, or `technical`, `regulatory`.'),
          on: givenDay.optional().describe('Done on which day; by default today.'),
          reason,
          revoke: z.boolean().default(false),
        }),
        response: {
          200: z.object({
            ...{ milestone: z.string(), unit: z.string(), by: z.string() },
            doneOn: z.string().nullable().describe('null = taken back.'),
          }),
        },
      },
    },
    async request => {
      const { milestone: id, unit, on, reason: why, revoke } = request.body;
      const known = context.configuration().reviews.milestones.find(one => one.id === id);
      if (!known) throw wrong('milestone', { vi: 'không có mốc này', en: 'there is no such milestone' });
      if (!unitsOf(known, city()).includes(unit))
        throw wrong('unit', {
          vi: 'mốc này không phải việc của bên ấy',
          en: 'is not concerned by this milestone',
        });
      const asking = askingOf(request, context);
      const by = callerOf(request).name;
      if (revoke) {
        await takeBackMilestone(asking, { milestone: id, unit, reason: why });
        return { milestone: id, unit, by, doneOn: null };
      }
      const today = dayOf(nowText());
      const doneOn = on ?? today;
      if (doneOn > today)
        throw wrong('on', { vi: 'không phải một ngày đã qua', en: 'is no day that has come' });
      await confirmMilestone(asking, { milestone: id, unit, doneOn, reason: why });
      return { milestone: id, unit, by, doneOn };
    },
  );

  app.get(
    '/review/readiness',
    {
      config: may('read-slice'),
      schema: {
        tags: ['reviews'],
        operationId: 'listReadiness',
        summary: 'What to improve first in the whole city, or every offering of a unit with what it lacks',
        querystring: z.strictObject({ ...pageQuery, agency: code.optional() }),
        response: {
          200: pageOf(z.looseObject({})).extend({
            counts: z.looseObject({}),
            agency: z.string().nullable(),
            madeAt: z.string(),
          }),
        },
      },
    },
    async (request, reply) => {
      const asked = unitOfList(request, request.query.agency);
      if (asked === null || (asked !== undefined && !city().agencies.some(unit => unit.code === asked)))
        throw noAgency();
      const { items, counts } = await context.reader.readiness(asked, goneOf(reply));
      return {
        ...pageOfWhole(items as unknown as Record<string, unknown>[], request.query, ['readiness', asked]),
        ...{ counts: { ...counts }, agency: asked ?? null, madeAt: nowText() },
      };
    },
  );
}

function noAgency(): Problem {
  return new Problem('not-found', {
    vi: 'Danh sách đơn vị không có mã này.',
    en: 'No agency of this code is configured.',
  });
}

function wrong(key: string, problem: Words): Problem {
  return new Problem('invalid-request', undefined, { errors: [{ path: `/body/${key}`, problem }] });
}

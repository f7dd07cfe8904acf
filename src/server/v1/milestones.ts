import { z } from 'zod';
import { confirmMilestone, takeBackMilestone } from '../../app/reviews/milestones.ts';
import { dayOf } from '../../domain/time.ts';
import { milestoneOverview } from '../../report/reviews/milestones-model.ts';
import { unitsOf } from '../../review/milestones.ts';
import { milestonesAt } from '../../runs/review-state.ts';
import { type App, callerOf } from '../app.ts';
import { askingOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { givenDay } from '../given-day.ts';
import { wrongField } from '../problems/problem.ts';
import { isSeen } from '../slice.ts';
import { operation } from './operation.ts';
import { pageOf, pageOfWhole, pageQuery } from './paging.ts';

const code = z.string().trim().min(1).max(100);
const reason = z.string().trim().min(1).max(2_000);

const milestone = z
  .looseObject({
    ...{ id: z.string(), name: z.string(), due: z.string(), lastDay: z.string() },
    states: z.array(z.looseObject({ unit: z.string(), state: z.string() })),
  })
  .meta({ id: 'Milestone' });

/** Milestones of the city's plan, and the word that one is reached which no run can see. */
export function milestoneRoutes(app: App, context: ServerContext): void {
  const { store } = context;
  const city = () => context.configuration().city;
  const nowText = () => context.now().toISOString();

  app.get(
    '/review/milestones',
    operation('read-slice', 'reviews', 'listMilestones', {
      summary: 'Milestones of the plan: who is done, late, has yet to begin',
      querystring: z.strictObject(pageQuery),
      response: { 200: pageOf(milestone) },
    }),
    async request => {
      const configuration = context.configuration();
      const states = (await milestonesAt(store, configuration, nowText())).filter(({ unit }) =>
        isSeen(request, [unit]),
      );
      const { milestones } = milestoneOverview(configuration.reviews, states, city(), nowText());
      const seen = milestones.filter(part => isSeen(request, []) || part.states.length > 0);
      return pageOfWhole(seen as unknown as z.output<typeof milestone>[], request.query, 'milestones');
    },
  );

  app.post(
    '/review/milestones',
    operation('confirm-milestone', 'reviews', 'confirmMilestone', {
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
    }),
    async request => {
      const { milestone: id, unit, on, reason: why, revoke } = request.body;
      const known = context.configuration().reviews.milestones.find(one => one.id === id);
      if (!known) throw wrongField('milestone', { vi: 'không có mốc này', en: 'there is no such milestone' });
      if (!unitsOf(known, city()).includes(unit))
        throw wrongField('unit', {
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
        throw wrongField('on', { vi: 'không phải một ngày đã qua', en: 'is no day that has come' });
      await confirmMilestone(asking, { milestone: id, unit, doneOn, reason: why });
      return { milestone: id, unit, by, doneOn };
    },
  );
}

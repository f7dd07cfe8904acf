import { z } from 'zod';
import { confirmMilestone, takeBackMilestone } from '../../app/reviews/milestones.ts';
import { dayOf } from '../../domain/time.ts';
import { milestoneOverview } from '../../report/reviews/milestones.ts';
import { unitsOf } from '../../review/milestones.ts';
import { milestonesAt } from '../../runs/review-state.ts';
import { givenDay } from '../given-day.ts';
import { wrongField } from '../problems/problem.ts';
import { isSeen } from '../slice.ts';
import type { Api } from './api.ts';
import { code, each, reason, text } from './schemas.ts';

const milestone = z
  .looseObject({
    ...each(text, 'id', 'name', 'due', 'lastDay'),
    states: z.array(z.looseObject(each(text, 'unit', 'state'))),
  })
  .meta({ id: 'Milestone' });

/** Milestones of the city's plan, and the word that one is reached which no run can see. */
export function milestoneRoutes({ list, post }: Api): void {
  list('/review/milestones', ['read-slice', 'reviews', 'listMilestones'], {
    summary: 'Milestones of the plan: who is done, late, has yet to begin',
    cut: 'rows',
    item: milestone,
    async all(call) {
      const { store, configuration, city, now } = call;
      const states = await milestonesAt(store, configuration, now);
      const own = states.filter(({ unit }) => isSeen(call, [unit]));
      const { milestones } = milestoneOverview(configuration.reviews, own, city, now);
      const seen = milestones.filter(part => isSeen(call, []) || part.states.length > 0);
      return seen as unknown as z.output<typeof milestone>[];
    },
  });

  post('/review/milestones', ['confirm-milestone', 'reviews', 'confirmMilestone'], {
    summary: 'Say that a unit is done with a milestone no run can see, or take that back',
    body: z.strictObject({
      milestone: code,
      unit: code.describe('Our agency code, or `technical`, `regulatory`.'),
      on: givenDay.optional().describe('Done on which day; by default today.'),
      reason,
      revoke: z.boolean().default(false),
    }),
    answer: z.object({
      ...each(text, 'milestone', 'unit', 'by'),
      doneOn: z.string().nullable().describe('null = taken back.'),
    }),
    async do({ asking, configuration, city, caller, now, body: { on, revoke, ...said } }) {
      const known = configuration.reviews.milestones.find(({ id }) => id === said.milestone);
      if (!known) throw wrongField('milestone', { vi: 'không có mốc này', en: 'there is no such milestone' });
      if (!unitsOf(known, city).includes(said.unit))
        throw wrongField('unit', {
          vi: 'mốc này không phải việc của bên ấy',
          en: 'is not concerned by this milestone',
        });
      const { reason: _, ...told } = { ...said, by: caller.name };
      if (revoke) {
        await takeBackMilestone(asking, said);
        return { ...told, doneOn: null };
      }
      const today = dayOf(now);
      const doneOn = on ?? today;
      if (doneOn > today)
        throw wrongField('on', { vi: 'không phải một ngày đã qua', en: 'is no day that has come' });
      await confirmMilestone(asking, { ...said, doneOn });
      return { ...told, doneOn };
    },
  });
}

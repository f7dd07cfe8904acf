import { z } from 'zod';
import type { App } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { requireSeen } from '../slice.ts';
import { operation } from './operation.ts';
import { documents, give, mediaTypes } from './reports.ts';

/** A unit's form of review; filled in, it comes back like any list. */
export function guidedFormRoutes(app: App, context: ServerContext): void {
  app.get(
    '/review/forms/:unit',
    operation('read-slice', 'reviews', 'downloadReviewForm', {
      summary:
        'The form of review of a unit: its procedures, what is known of the conditions, answers to choose',
      params: z.object({ unit: z.string().trim().min(1).max(100) }),
      response: { 200: documents('The workbook.', mediaTypes.xlsx!) },
    }),
    async (request, reply) => {
      const { unit } = request.params;
      requireSeen(request, unit);
      return give(context, reply, { what: 'guided-form', unit, now: context.now().toISOString() });
    },
  );
}

import { z } from 'zod';
import type { App } from '../app.ts';
import { may } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { requireSeen } from '../slice.ts';
import { documents, give, mediaTypes } from './reports.ts';

/** A unit's form of review; filled in, it comes back like any list. */
export function guidedFormRoutes(app: App, context: ServerContext): void {
  app.get(
    '/review/forms/:unit',
    {
      config: may('read-slice'),
      schema: {
        tags: ['reviews'],
        operationId: 'downloadReviewForm',
        summary:
          'The form of review of a unit: its procedures, what is known of the conditions, answers to choose',
        params: z.object({ unit: z.string().trim().min(1).max(100) }),
        response: { 200: documents('The workbook.', mediaTypes.xlsx!) },
      },
    },
    async (request, reply) => {
      const { unit } = request.params;
      requireSeen(request, unit);
      return give(context, reply, { what: 'guided-form', unit, now: context.now().toISOString() });
    },
  );
}

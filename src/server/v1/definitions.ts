import { z } from 'zod';
import { startJob } from '../../app/jobs/start.ts';
import { isNationalShape, localCode } from '../../domain/code.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import { askingOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { wrongField } from '../problems/problem.ts';
import { started, startedResponse, startHeaders } from './jobs.ts';
import { operation } from './operation.ts';

const problem = z.object({
  file: z.string().describe('Relative to the configuration.'),
  line: z.int().optional(),
  path: z.string(),
  reason: z.string(),
  warning: z.boolean(),
});

const status = z.object({
  services: z.array(
    z.object({
      procedure: z.string(),
      name: z.string(),
      cases: z.int(),
      warnings: z.int(),
    }),
  ),
  problems: z.array(problem).describe('Those without `warning` keep a service from being pushed.'),
});

export function definitionRoutes(app: App, context: ServerContext): void {
  app.get(
    '/definitions',
    operation('read', 'definitions', 'readDefinitions', {
      summary: 'Which desired services may be pushed, and what is wrong with the others',
      response: { 200: status.meta({ id: 'Definitions' }) },
    }),
    () => context.reader.definitions(),
  );

  app.post(
    '/definitions',
    operation('start-define', 'definitions', 'draftDefinition', {
      summary:
        'Draft the definition of a procedure, from the national record or from what a system has of it',
      headers: startHeaders,
      body: z.strictObject({
        procedure: z.string().trim().min(1).max(100),
        from: z
          .string()
          .min(1)
          .max(100)
          .optional()
          .describe(
            'System whose configuration is taken over; without it the national record is drafted from.',
          ),
        replace: z.boolean().default(false).describe('Over the definition there is.'),
      }),
      response: startedResponse,
    }),
    async (request, reply) => {
      const { procedure: given, from, replace } = request.body;
      const { city } = context.configuration();
      const procedure = localCode(given, city.locality);
      if (!isNationalShape(procedure)) throw new Refusal('procedures-not-national', { procedures: [given] });
      if (from !== undefined && !city.systems.some(({ name }) => name === from))
        throw wrongField('from', {
          vi: 'cấu hình không có hệ thống này',
          en: 'no such system is configured',
        });
      const scope = { procedure, ...(from !== undefined && { from }), ...(replace && { replace }) };
      const wish = { kind: 'define' as const, scope };
      return started(reply, await startJob(askingOf(request, context), context.jobs, wish));
    },
  );
}

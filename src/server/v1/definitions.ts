import { z } from 'zod';
import { startJob } from '../../app/jobs/start.ts';
import { isNationalShape, localCode } from '../../domain/code.ts';
import { Refusal } from '../../domain/refusal.ts';
import { definitionsAsTheyStand } from '../../runs/validated-definitions.ts';
import { wrongField } from '../problems/problem.ts';
import type { Api } from './api.ts';
import { code } from './schemas.ts';

const status = definitionsAsTheyStand.meta({ id: 'Definitions' });

export function definitionRoutes({ get, start }: Api): void {
  get('/definitions', ['read', 'definitions', 'readDefinitions'], {
    summary: 'Which desired services may be pushed, and what is wrong with the others',
    answer: status,
    do: ({ context }) => context.reader.definitions(),
  });

  start('/definitions', ['start-define', 'definitions', 'draftDefinition'], {
    summary: 'Draft the definition of a procedure, from the national record or from what a system has of it',
    body: z.strictObject({
      procedure: code,
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
    async job({ asking, context, city, body: { procedure: given, from, replace } }) {
      const procedure = localCode(given, city.locality);
      if (!isNationalShape(procedure)) throw new Refusal('procedures-not-national', { procedures: [given] });
      if (from !== undefined && !city.systems.some(({ name }) => name === from))
        throw wrongField('from', {
          vi: 'cấu hình không có hệ thống này',
          en: 'no such system is configured',
        });
      const scope = { procedure, ...(from !== undefined && { from }), ...(replace && { replace }) };
      return startJob(asking, context.jobs, { kind: 'define', scope });
    },
  });
}

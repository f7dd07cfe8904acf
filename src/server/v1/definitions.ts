import { z } from 'zod';
import type { App } from '../app.ts';
import { may } from '../asking.ts';
import type { ServerContext } from '../context.ts';

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
    {
      config: may('read'),
      schema: {
        tags: ['definitions'],
        operationId: 'readDefinitions',
        summary: 'Which desired services may be pushed, and what is wrong with the others',
        response: { 200: status.meta({ id: 'Definitions' }) },
      },
    },
    () => context.reader.definitions(),
  );
}

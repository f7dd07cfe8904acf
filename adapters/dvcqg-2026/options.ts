import { z } from 'zod';

/** Own keys of a `systems.<name>` entry. */
export const optionsSchema = z.strictObject({
  apiPath: z
    .string()
    .regex(/^\/\S*[^/\s]$/)
    .default('/api/v1')
    .describe('Path of the interface below the address of the portal'),
  pageSize: z
    .int()
    .min(1)
    .max(200)
    .default(200)
    .describe('Rows asked for on one page; where they are refused 100, 50 and 25 are tried'),
  detailsAtOnce: z
    .int()
    .min(0)
    .default(900)
    .describe(
      'Where more details of procedures than these have never been read, they are not all read at once (at one a second) but in turn over `cacheHours`',
    ),
});

export type Options = z.output<typeof optionsSchema>;

import { z } from 'zod';
import { type Profile, processProfile, profiles } from './schema.ts';

/** Own keys of a `systems.<name>` entry. */
export const optionsSchema = z.strictObject({
  maxAgeDays: z
    .int()
    .min(1)
    .max(3_650)
    .default(30)
    .describe('Days after which files are too old to be believed whole: the reading is partial then'),
  profile: z
    .enum([...(Object.keys(profiles) as Profile[]), processProfile])
    .optional()
    .describe('What every table of the folder is; absent = told by the headings of its columns'),
});

export type Options = z.output<typeof optionsSchema>;

import { z } from 'zod';

export const optionsSchema = z.strictObject({
  username: z.string().min(1).describe('Account of the one-stop system (HTTP Basic)'),
  password: z.string().min(1).describe('Its password'),
  groupId: z
    .union([z.int().positive(), z.string().regex(/^[1-9]\d*$/)])
    .describe('Liferay site that all data is divided by'),
  basePath: z
    .string()
    .regex(/^(?:\/.*)?$/, 'phải bắt đầu bằng /')
    .optional()
    .describe('Path of REST v2; /o/rest/v2 unless baseUrl has /rest/v2 already'),
  pageSize: z.int().min(1).max(5000).default(200).describe('Rows asked for on one page of a list'),
  accept: z.enum(['json', 'xml']).default('json').describe('Form in which answers are asked for'),
  indexLagMs: z
    .int()
    .min(0)
    .max(60_000)
    .default(2_000)
    .describe('Milliseconds that lists may lag behind a write; used when writing only'),
  administrationCode: z
    .string()
    .min(1)
    .optional()
    .describe('Code out of the dictionary SERVICE_ADMINISTRATION for procedures that are newly made'),
});

export type OpencpsOptions = z.output<typeof optionsSchema>;

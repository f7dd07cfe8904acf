import { z } from 'zod';
import { findingStates } from '../../domain/finding.ts';
import { jobKinds, jobStates } from '../../domain/job.ts';
import { owners, severities } from '../../domain/severity.ts';

export const text = z.string();
export const maybe = z.string().nullable();
/** ISO 8601, UTC. */
export const moment = z.string().describe('ISO 8601, UTC.');

/** Fields that are alike, by their names. */
export function each<Name extends string, Of extends z.ZodType>(of: Of, ...names: Name[]): Record<Name, Of> {
  return Object.fromEntries(names.map(name => [name, of])) as Record<Name, Of>;
}

/** Of what people send: the code of a unit, a procedure, a system; what they say; and why they do something. */
export const code = z.string().trim().min(1).max(100);
export const said = z.string().trim().min(1).max(2_000);
export const reason = z.string().trim().min(1).max(2_000);
/** Number of something that is kept, as it stands in an address. */
export const number = z.coerce.number().int().positive();

export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'month');

/** Of routes that make something anew each time. */
export const startHeaders = z.looseObject({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'token')
    .optional()
    .describe('The same request sent again with the same key within a day starts nothing new.'),
});

export const jobSchema = z
  .object({
    id: text,
    kind: z.enum(jobKinds),
    scope: z.record(z.string(), z.unknown()),
    priority: z.int(),
    state: z.enum(jobStates),
    ...each(text, 'requestedBy', 'origin', 'queuedAt'),
    ...each(maybe, 'startedAt', 'finishedAt', 'worker'),
    attempts: z.int(),
    cancelRequested: z.boolean(),
    ...each(maybe, 'runId', 'planId'),
    message: maybe.describe('Outcome or reason, Vietnamese.'),
  })
  .meta({ id: 'Job' });

const plainValue = z.union([z.string(), z.number()]).nullable();

export const discrepancySchema = z
  .object({
    fingerprint: text,
    rule: text.describe('Of this version or of an earlier one.'),
    severity: z.enum(severities),
    owner: z.enum(owners),
    ...each(maybe, 'procedure', 'agency', 'system'),
    key: maybe.describe('Case, tier or remote code.'),
    ...each(plainValue, 'expected', 'actual'),
    message: text,
    state: z.enum(findingStates),
    ...each(text, 'firstSeen', 'lastSeen'),
    resolvedAt: maybe,
    evidence: z.record(z.string(), z.unknown()),
    waiver: z.object({ ...each(text, 'by', 'reason', 'at'), until: maybe }).nullable(),
  })
  .meta({ id: 'Discrepancy' });

export const historySchema = discrepancySchema
  .extend({
    units: z.array(text).readonly().describe('All units it is about.'),
    lives: z
      .array(z.object({ ...each(text, 'firstSeen', 'lastSeen'), resolvedAt: maybe }))
      .describe('Latest first.'),
    waivers: z.array(
      z.object({ ...each(text, 'by', 'reason', 'at'), ...each(maybe, 'until', 'revokedAt', 'revokedBy') }),
    ),
  })
  .meta({ id: 'DiscrepancyHistory' });

import { z } from 'zod';

/** Service names (`LayThuTuc`), codes or ids a quirk is for; `true` = all. */
const targets = z.union([z.boolean(), z.array(z.string())]).default(false);

const quirksSchema = z.strictObject({
  /** Which options the sandbox hands out; it always speaks both. */
  way: z.enum(['session', 'gateway']).default('session'),
  /** A session is refused after so many calls. */
  sessionCalls: z.number().default(500),
  expireAlways: z.boolean().default(false),
  /** The gateway no longer takes its token. */
  tokenRefused: z.boolean().default(false),
  /** How a refused session looks; the service has no code of its own for it. */
  expiryShape: z
    .enum(['code', 'missing-result', 'html', 'unauthorized', 'forbidden'])
    .default('missing-result'),
  errorCodeShape: z.enum(['int', 'string', 'double-zero', 'absent']).optional(),
  /** Default: plain for sessions, JSON inside a string at the gateway. */
  envelope: z.enum(['plain', 'string', 'object', 'null-message']).optional(),
  /** HTML with status 200; also `login`. */
  html: targets,
  /** JSON that stops half-way. */
  cut: targets,
  missingResultFor: targets,
  /** Listed, but `LayThuTuc` knows nothing of them: result null. */
  unknownCodes: targets,
  /** A code other than zero. */
  errorFor: targets,
  /** Latency of every answer, and of the list besides; milliseconds. */
  delayMs: z.number().default(0),
  slowList: z.number().default(0),
  /** A single row comes as an object, not as a list of one. */
  singleObject: z.boolean().default(false),
  /** Connections are torn down. */
  down: z.boolean().default(false),
  /** The list is a JSON text of this many bytes. */
  hugeAnswer: z.number().default(0),
  listWithoutNames: z.boolean().default(false),
  /** Every code stands twice in the list. */
  duplicateRows: z.boolean().default(false),
  /** The list shows this share of the catalogue only (0…1). */
  listShare: z.number().min(0).max(1).default(1),
  /** dstcode travels in the query here. */
  requireQueryDstcode: z.boolean().default(false),
});

export type Quirks = z.output<typeof quirksSchema>;

/** Throws for a quirk this sandbox does not have. */
export function readQuirks(quirks: Record<string, unknown>): Quirks {
  return quirksSchema.parse(quirks);
}

/** Is this service, code or id among the targets of a quirk? */
export function touches(targets: boolean | string[], name: string): boolean {
  return targets === true || (Array.isArray(targets) && targets.includes(name));
}

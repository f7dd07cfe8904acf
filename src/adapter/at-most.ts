import type { z } from 'zod';
import { tooLong } from '../domain/text-limits.ts';

/** For `superRefine`: refuses a text that is longer than any of its kind, before it is cleaned or copied. */
export function atMost(kind: Parameters<typeof tooLong>[1]) {
  return (value: unknown, context: z.core.$RefinementCtx): void => {
    const message = typeof value === 'string' ? tooLong(value, kind) : undefined;
    if (message) context.addIssue({ code: 'custom', message });
  };
}

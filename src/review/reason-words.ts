import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { asText } from '../domain/language.ts';
import { ownFile } from '../domain/own-files.ts';
import { groundKinds, type ReasonCode } from '../domain/review.ts';

const startingList = 'config/can-tho/review-reasons.yaml';
const phrases = z.array(z.string().trim().min(1));

/** The word list as its YAML file has it; what each key means stands in the built-in one. */
export const reasonWordsSchema = z.strictObject({
  conditions: z.record(
    z.string().regex(
      /^[a-z][a-z0-9-]{0,39}$/,
      asText({
        vi: 'mã điều kiện chỉ gồm chữ thường không dấu, số và "-"',
        en: 'the code of a condition has small letters without marks, digits and "-" only',
      }),
    ),
    z.strictObject({
      name: z.string().trim().min(1),
      ground: z.enum(groundKinds),
      words: phrases.min(1),
    }),
  ),
  /** Say of a clause that a condition is met or not asked for. */
  settled: phrases.default([]),
  /** Say of a clause that something is missing; they win over `settled`. */
  lacking: phrases.default([]),
  /**
   * Say of a clause that it is a plan, a wish or work under way; they win over `settled`. Files from before this list and
   * the next were known must not read plans as facts.
   */
  intending: phrases.default((): string[] => defaultReasonWords().intending),
  /** Say that something is there or can be done: enough in Phụ lục I, too little in Phụ lục II. */
  affirming: phrases.default((): string[] => defaultReasonWords().affirming),
});

/** Words by which free text is coded to the conditions of the plan. */
export type ReasonWords = z.infer<typeof reasonWordsSchema>;

/** Understood as a reason, but none of the words: listed for a person to code. */
export const unknownReason: ReasonCode = 'other';

let builtIn: ReasonWords | undefined;

/** The built-in list: the one that is there to start from. Read when it is first needed. */
export function defaultReasonWords(): ReasonWords {
  builtIn ??= reasonWordsSchema.parse(parse(readFileSync(ownFile(startingList), 'utf8')));
  return builtIn;
}

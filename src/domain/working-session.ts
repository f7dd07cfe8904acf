import { z } from 'zod';

/** What a session is about: one unit, by its code, or one field of work in all units, by its name. */
export interface SessionScope {
  scope: 'unit' | 'field';
  subject: string;
}

const text = z.string();

/** One thing that keeps offerings from level 4, as it is talked about. */
export const openObstacle = z.object({
  /** The same in every session: `law:123/2015/NĐ-CP/d7`, `condition:digital-signature`, `conflict` … */
  key: text,
  /** In words, as it was called then. */
  what: text,
  since: text.nullable().describe('Day since when a list names it; null: not known.'),
  /** Sorted. */
  turn: z.array(text).describe('`technical`, `regulatory`, or codes of units.'),
  offerings: z.int(),
  frees: z.int().describe('Of these, held by nothing else.'),
  procedures: z.array(text).describe('The first hundred.'),
  units: z.array(text),
});
export type OpenObstacle = z.output<typeof openObstacle>;

/** Whoever takes part, with whom they speak for. */
export interface SessionParticipant {
  name: string;
  office: string;
}

/** A later word on what was agreed. */
export const actionWords = ['done', 'dropped', 'postponed'] as const;
export type ActionWord = (typeof actionWords)[number];

/** Something that was agreed, with what was said of it later. */
export const agreedAction = z
  .object({
    ...{ id: z.int(), session: z.int() },
    /** Of the obstacle it is about; null = of none in particular. */
    obstacle: text.nullable(),
    action: text,
    owner: text.describe('`technical`, `regulatory`, or the code of a unit.'),
    /** The day by which it is to be done, as it was last said, `YYYY-MM-DD`. */
    until: text,
    state: z.enum(['open', 'done', 'dropped']),
    ...{ by: text, at: text },
    /** Oldest first. */
    words: z.array(
      z.object({
        word: z.enum(actionWords),
        ...{ until: text.nullable(), reason: text, by: text, at: text },
      }),
    ),
  })
  .meta({ id: 'AgreedAction' });
export type AgreedAction = z.output<typeof agreedAction>;

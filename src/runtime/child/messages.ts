import type { HandedConfiguration } from '../../config/hand-over.ts';
import type { Words } from '../../domain/language.ts';
import type { Refusal } from '../../domain/refusal.ts';

/** The first message to a child: everything it works by, so that its command line holds nothing of it. */
export interface Errand {
  configuration: HandedConfiguration;
  logLevel: string;
  /** What the errand itself needs; its shape is the errand's own. */
  given: unknown;
}

/** The only other message to a child: to end at its next safe point. */
export const endWord = 'end';

/** What a child says. Whatever it prints goes to the log of its parent. */
export type Said = { told: unknown } | { begun: true } | LastWord;

export type LastWord =
  | { answer: unknown }
  | { refused: Pick<Refusal, 'code' | 'params'> }
  /** `words`: the database cannot be used, for people; `lost`: what it wrote for is in other hands. */
  | { failed: { message: string; stack?: string; words?: Words; lost?: true } };

export const keeping = 'keeping';

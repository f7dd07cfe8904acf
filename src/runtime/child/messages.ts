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

/** What a child may take before it is ended. */
export interface ChildLimits {
  /** Of the objects of JavaScript; V8 itself ends the process beyond. */
  heapMegabytes: number;
  /** Of the whole process: buffers lie outside the heap. */
  residentMegabytes: number;
  /** From when the store is open: waiting for one that is busy is no work. */
  seconds: number;
}

/** Reading what people send. The largest list that is read, 2,000,000 cells of 25 MB, takes a third of each. */
export const readingLimits: ChildLimits = { heapMegabytes: 1_024, residentMegabytes: 1_536, seconds: 120 };

/** Making one paper or report of the largest city; whoever waits for it waits no longer. */
export const paperLimits: ChildLimits = { ...readingLimits, seconds: 300 };

/** A run of a city of 80,000 offerings takes a quarter of the memory and minutes; an applying waits for slow systems. */
export const jobLimits: ChildLimits = {
  heapMegabytes: 2_048,
  residentMegabytes: 3_072,
  seconds: 12 * 3_600,
};

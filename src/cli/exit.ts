import type { Words } from '../domain/language.ts';
import { said } from './language.ts';

/** Exit codes, stable: scripts and monitoring rely on them (PRODUCT.md, machine interface). */
export const exitCodes = {
  clean: 0,
  failed: 1,
  discrepancies: 2,
  partial: 3,
  usage: 64,
  interrupted: 130,
} as const;

/** Said in a sentence; never shown with a stack. */
class Mistake extends Error {
  constructor(words: Words) {
    super(said(words));
  }
}

/** A user's mistake. */
export class UsageError extends Mistake {}

/** Something else holds what this command needs, or the work failed in a way the user can read. */
export class CommandError extends Mistake {}

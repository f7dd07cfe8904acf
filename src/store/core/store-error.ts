import type { Words } from '../../domain/language.ts';

/** The database cannot be used. Its words name the file or host, never a password, and what to do. */
export class StoreError extends Error {
  readonly words: Words;
  /** The message is Vietnamese. */
  constructor(words: Words, cause?: unknown) {
    super(words.vi, cause === undefined ? undefined : { cause });
    this.name = 'StoreError';
    this.words = words;
  }
}

/** What is wrong, after where. */
export function at(place: string, { vi, en }: Words): Words {
  return { vi: `${place}: ${vi}`, en: `${place}: ${en}` };
}

/** What the database says itself, where we have no words of our own. */
export function unsaid({ message }: { message: string }): Words {
  return { vi: message, en: message };
}

import { optional, texts, whole } from './columns.ts';

export const cache = {
  ...texts('namespace', 'key', 'value'),
  /** Epoch milliseconds, as Keyv counts them. */
  expires: optional(whole()),
  stored: optional(whole()),
};

import { optional, text, whole } from './columns.ts';

export const cache = {
  namespace: text(),
  key: text(),
  value: text(),
  /** Epoch milliseconds, as Keyv counts them. */
  expires: optional(whole()),
  stored: optional(whole()),
};

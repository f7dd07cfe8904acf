import { type DetailSettings, type Details, openDetails } from '../../src/adapter/kit/details.ts';

/** Details kept in memory as a database keeps them: JSON in and out. `values` are the texts by key. */
export function keptDetails(
  settings: Partial<Omit<DetailSettings, 'store'>> = {},
  values = new Map<string, string>(),
): Details & { values: Map<string, string> } {
  const store = {
    async get(key: string) {
      const text = values.get(key);
      return text === undefined ? undefined : JSON.parse(text);
    },
    async set(key: string, value: unknown) {
      values.set(key, JSON.stringify(value));
    },
    missing: async (keys: readonly string[]) => keys.filter(key => !values.has(key)),
  };
  return { ...openDetails({ maxAgeHours: 72, now: Date.now, ...settings, store }), values };
}

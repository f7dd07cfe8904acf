import { DatabaseSync } from 'node:sqlite';
import { CompiledQuery } from 'kysely';
import { expect, it, vi } from 'vitest';
import type { Store } from '../../src/store/core/contract.ts';
import { actionCounts } from '../../src/store/push/plans.ts';
import { currentEntries, entriesOfUnit, unitsReported } from '../../src/store/reviews/review-rows.ts';
import { collect, onEveryDatabase } from './support.ts';

/** With what SQLite says where it reads all rows there ever were. */
const questions: Record<string, [(store: Store) => Promise<unknown>, RegExp]> = {
  'what counts of a unit': [store => entriesOfUnit(store, 'H13.1'), /^SCAN e\b/],
  'what counts of one list of a unit, page by page': [
    store => collect(currentEntries(store, { agency: 'H13.1', list: 'not-eligible' })),
    /^SCAN e\b/,
  ],
  'when each list first came': [unitsReported, /^SEARCH q$/],
  'how many actions are in which state': [actionCounts, /^SCAN plan_action$/],
};

onEveryDatabase(
  'a store',
  database => {
    it.for(Object.entries(questions))('is not read through to tell %s', async ([, [ask, whole]]) => {
      const store = await database.open();
      const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare');
      await ask(store);
      const asked = prepare.mock.calls.map(([text]) => text);
      prepare.mockRestore();
      const steps: string[] = [];
      for (const text of asked) {
        const plan = CompiledQuery.raw(`explain query plan ${text}`);
        const { rows } = await store.db.executeQuery<{ detail: string }>(plan);
        steps.push(...rows.map(({ detail }) => detail));
      }
      expect(steps.length).toBeGreaterThan(0);
      expect(steps.filter(step => whole.test(step))).toEqual([]);
    });
  },
  ['sqlite'],
);

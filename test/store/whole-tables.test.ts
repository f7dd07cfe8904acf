import { DatabaseSync } from 'node:sqlite';
import { CompiledQuery, createQueryId, type RootOperationNode, sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { insertRows } from '../../src/store/core/bulk.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { actionCounts } from '../../src/store/push/plans.ts';
import { latestAppraisals } from '../../src/store/reviews/appraisals.ts';
import { currentEntries, entriesOfUnit, unitsReported } from '../../src/store/reviews/review-rows.ts';
import { collect, onEveryDatabase } from './support.ts';

/** With what SQLite says where it reads all rows there ever were. */
const questions: Record<string, [(store: Store) => Promise<unknown>, RegExp]> = {
  'what counts of a unit': [store => entriesOfUnit(store, 'H13.1'), /^SCAN e\b/],
  'what counts of one list of a unit, page by page': [
    store => collect(currentEntries(store, { agency: 'H13.1', list: 'not-eligible' })),
    /^SCAN e\b/,
  ],
  'what is said of some procedures': [
    store => collect(currentEntries(store, { procedures: ['1.000001', '1.000002'] })),
    /^SCAN e\b/,
  ],
  'the last check of a row': [
    store => latestAppraisals(store, { procedure: '1.000001', agency: 'H13.1' }),
    /^SCAN latest/,
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

onEveryDatabase(
  'a store of many lists',
  database => {
    const codes = Array.from({ length: 1_000 }, (_, at) => `1.00${1_000 + at}`);
    it.for<[string, Parameters<typeof currentEntries>[1] & {}, number, RegExp]>([
      ['one procedure', { procedures: codes.slice(7, 8) }, 20, /Index Cond: \(procedure = /],
      ['a hundred procedures', { procedures: codes.slice(0, 100) }, 2_000, /Index Cond: \(procedure = ANY /],
      ['one list', { list: 'eligible' }, 20_000, /Index Cond: \(list = /],
    ])('is not read through to tell what is said of %s', async ([, wanted, count, looksUp]) => {
      const store = await database.open();
      await keepLists(store, codes, 20);
      const asked: RootOperationNode[] = [];
      const transformQuery = ({ node }: { node: RootOperationNode }) => {
        asked.push(node);
        return node;
      };
      const db = store.db.withPlugin({ transformQuery, transformResult: async ({ result }) => result });
      expect(await collect(currentEntries({ ...store, db }, wanted))).toHaveLength(count);
      const { sql: text, parameters } = db.getExecutor().compileQuery(asked[0]!, createQueryId());
      const { rows: plan } = await store.db.executeQuery(
        CompiledQuery.raw(`explain ${text}`, [...parameters]),
      );
      expect(JSON.stringify(plan)).toMatch(looksUp);
    });
  },
  ['postgres'],
);

/** What so many units say of these procedures, and PostgreSQL knows how many rows there are. */
async function keepLists(store: Store, codes: readonly string[], units: number): Promise<void> {
  const file = { name: 'a', sha256: '', bytes: 1, options: '', digest: '', importedAt: '' };
  await insertRows(store, 'reviewFile', [{ ...file, importedBy: '', origin: '', answer: null }]);
  const agencies = Array.from({ length: units }, (_, at) => `H13.${at}`);
  const counts = { fileId: 1, list: 'eligible', entries: codes.length, endedAt: null } as const;
  await insertRows(
    store,
    'reviewPart',
    agencies.map(agency => ({ agency, ...counts, supersededBy: null })),
  );
  const ground = { blocks: false, reasons: [], text: null };
  const said = { list: 'eligible', name: '', sheet: '', row: 1, technical: ground, legal: ground } as const;
  const rows = agencies.flatMap((agency, at) =>
    codes.map(procedure => ({ partId: at + 1, agency, procedure, ...said, basis: null })),
  );
  await insertRows(store, 'reviewEntry', rows);
  await sql`analyze`.execute(store.db);
}

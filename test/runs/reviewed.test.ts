import type { RootOperationNode } from 'kysely';
import { expect, it } from 'vitest';
import type { RolledUp } from '../../src/review/roll-up.ts';
import { legalRegister } from '../../src/runs/legal-register.ts';
import { reviewState } from '../../src/runs/review-state.ts';
import { hasReviews, reviewsOf, rolledUpReviews } from '../../src/runs/reviewed.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { addDecision, revokeDecision } from '../../src/store/reviews/decisions.ts';
import { keepReview, type NewReview } from '../../src/store/reviews/reviews.ts';
import { city, inOrder } from '../review/support.ts';
import { seedSnapshot } from '../snapshot/support.ts';
import { minute, onEveryDatabase } from '../store/support.ts';

const by = { by: 'B', who: 'B', at: minute(5), origin: 'cli' };

type Given = string | Pick<NewReview, 'basis'>;

async function handIn(store: Store, agency: string, ...given: Given[]): Promise<void> {
  const procedures = given.filter(each => typeof each === 'string');
  const part = { agency, list: 'eligible' as const };
  await keepReview(
    store,
    {
      ...{ file: { name: `${agency}.xlsx`, sha256: agency, bytes: 1 }, options: '', answer: null },
      ...{ importedAt: minute(1), by: 'B', origin: 'cli', parts: [part] },
      ...given.find(each => typeof each !== 'string'),
    },
    procedures.map((procedure, at) => ({
      ...{ ...part, procedure, name: `Thủ tục ${procedure}`, technical: inOrder, legal: inOrder },
      source: { sheet: 'PL', row: at + 1 },
    })),
  );
}

async function rolledUp(store: Store): Promise<RolledUp[]> {
  const all: RolledUp[] = [];
  for await (const batch of rolledUpReviews(store, city)) all.push(...batch);
  return all;
}

onEveryDatabase('reviews as they stream', database => {
  it('come procedure by procedure, those only a decision names among them', async () => {
    const store = await database.open();
    expect(await hasReviews(store)).toBe(false);
    await handIn(store, 'H13.21.1', '1.000002', '3.000001');
    await handIn(store, 'H13.21.2', '1.000002');
    const decision = { procedure: '2.000001', agency: 'H13.22.1', eligible: true, reason: 'họp' };
    const { made } = await addDecision(store, decision, by);
    const found = await rolledUp(store);
    expect(found.map(({ procedure, targets }) => [procedure, targets.map(({ agency }) => agency)])).toEqual([
      ['1.000002', ['H13.21.1', 'H13.21.2']],
      ['2.000001', ['H13.22.1']],
      ['3.000001', ['H13.21.1']],
    ]);
    await revokeDecision(store, made.id, by);
    expect((await rolledUp(store)).map(({ procedure }) => procedure)).toEqual(['1.000002', '3.000001']);
  });

  it('remember what units of the city spoke about, and of no others', async () => {
    const store = await database.open();
    const basis = new Map([['1.000002', { decision: ['1/QĐ'] }]]);
    for (const agency of ['H13.21.1', 'H13.9']) await handIn(store, agency, '1.000002', { basis });
    const remembered: unknown[] = [];
    for await (const batch of rolledUpReviews(store, city, { remembered: true }))
      for (const rolled of batch) remembered.push(...(rolled.remembered ?? []));
    expect(remembered).toEqual([{ agency: 'H13.21.1', facts: { decision: ['1/QĐ'] } }]);
  });

  it('are the same asked for one by one', async () => {
    const store = await database.open();
    await handIn(store, 'H13.21.1', '1.000002', '1.000003', '3.000001');
    await addDecision(
      store,
      { procedure: '2.000001', agency: 'H13.22.1', eligible: true, reason: 'họp' },
      by,
    );
    const whole = await rolledUp(store);
    const codes = whole.map(({ procedure }) => procedure);
    expect([...(await reviewsOf(store, city, [...codes, '9.999999'])).values()]).toEqual(whole);
  });

  it('are asked for together, however many procedures there are', async () => {
    const store = await database.open();
    const codes = Array.from({ length: 30 }, (_, at) => `1.0000${at + 10}`);
    await handIn(store, 'H13.21.1', ...codes);
    let asked = 0;
    const transformQuery = ({ node }: { node: RootOperationNode }) => {
      asked++;
      return node;
    };
    const db = store.db.withPlugin({ transformQuery, transformResult: async ({ result }) => result });
    expect(await reviewsOf({ ...store, db }, city, codes)).toHaveProperty('size', codes.length);
    expect(asked).toBeLessThan(codes.length);
  });

  it('are read of one unit alone for its part of the legal register', async () => {
    const store = await database.open();
    const codes = Array.from({ length: 1_100 }, (_, at) => `1.${100_000 + at}`);
    await handIn(store, 'H13.21.1', ...codes);
    const pages = async (unit: string) => {
      let read = 0;
      const transformQuery = ({ node }: { node: RootOperationNode }) => {
        if (JSON.stringify(node).includes('"review_entry"')) read++;
        return node;
      };
      const db = store.db.withPlugin({ transformQuery, transformResult: async ({ result }) => result });
      await legalRegister({ ...store, db }, city, unit);
      return read;
    };
    expect(await pages('H13.22.1')).toBeLessThan(await pages('H13.21.1'));
  });
});

/** The same store, where another run ends as soon as the first question was answered. */
function meanwhile(store: Store, ends: () => Promise<unknown>): Store {
  let ended = false;
  const db = store.db.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      if (!ended) {
        ended = true;
        await ends();
      }
      return result;
    },
  });
  return { ...store, db };
}

onEveryDatabase(
  'what goes by the national list and by the reviews',
  database => {
    it('goes by one national list, also where a run ends in between', async () => {
      const store = await database.open();
      await handIn(store, 'H13.21.1', '1.000001', '1.000002');
      const list = (code: string) => {
        const told = { mapped: false, forms: [code], detailed: true, offerings: [], cases: [] };
        return seedSnapshot(store, code, 'national', [{ code, ...told, facts: { name: `Tên ${code}` } }]);
      };
      await list('1.000001');
      const state = await reviewState(
        meanwhile(store, () => list('1.000002')),
        city,
      );
      expect(Object.fromEntries(state.names)).toEqual({
        '1.000001': 'Tên 1.000001',
        '1.000002': 'Thủ tục 1.000002',
      });
    });
  },
  ['sqlite'],
);

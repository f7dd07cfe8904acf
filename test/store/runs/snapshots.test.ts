import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/store/core/contract.ts';
import { ordered, unordered } from '../../../src/store/core/order.ts';
import {
  beginSnapshot,
  finishSnapshot,
  latestComplete,
  pruneSnapshots,
  readPacked,
  readQuarantine,
  readStaged,
  stageRows,
  writeProcedures,
  writeQuarantine,
} from '../../../src/store/runs/snapshots.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { collect, minute, onEveryDatabase } from '../support.ts';

/** Any code a remote could come up with: ordinary ones, and every unit of UTF-16, half pairs and NUL included. */
const anyCode = fc.oneof(
  fc.stringMatching(/^\d\.\d{6}(\.H\d\d)?$/),
  fc.string({ unit: anyCharacter, minLength: 1, maxLength: 6 }),
  fc
    .array(
      fc.constantFrom(0, 1, 2, 0x41, 0x7f, 0xd7fe, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xe000, 0xfffd, 0xffff),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map(units => String.fromCharCode(...units)),
);
const someCodes = fc.uniqueArray(anyCode, { maxLength: 40 });

async function finished(
  store: Store,
  status: 'complete' | 'partial' | 'unreadable' = 'complete',
  system = 'portal',
): Promise<number> {
  const id = await beginSnapshot(store, '20261123T050000Z-0000', system, minute(0));
  await finishSnapshot(store, id, status, { procedures: id });
  return id;
}

describe('texts made ready to be ordered by bytes', () => {
  it('order like the code units they stand for, and can be turned back', () => {
    fc.assert(
      fc.property(anyCode, anyCode, (a, b) => {
        expect(unordered(ordered(a))).toBe(a);
        const bytes = Buffer.compare(Buffer.from(ordered(a)), Buffer.from(ordered(b)));
        expect(Math.sign(bytes)).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leave ordinary codes alone', () => {
    expect(ordered('1.004194.000.00.00.H13 Đất đai')).toBe('1.004194.000.00.00.H13 Đất đai');
  });
});

onEveryDatabase('a snapshot', database => {
  it('is read in the order of code units, whatever the codes, the order of writing and the batches', async () => {
    const store = await database.open();
    await fc.assert(
      fc.asyncProperty(someCodes, fc.integer({ min: 1, max: 7 }), async (codes, batch) => {
        const id = await beginSnapshot(store, 'run', 'portal', minute(0));
        await writeProcedures(
          store,
          id,
          codes.map(code => ({ code, body: JSON.stringify(code) })),
        );
        const rest = { agencyList: null, offered: null };
        const expected = [...codes].sort().map(code => ({ code, body: JSON.stringify(code), ...rest }));
        expect(await collect(readPacked(store, id, { batch, cases: false }))).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('gives staged rows back as they came', async () => {
    const store = await database.open();
    await fc.assert(
      fc.asyncProperty(someCodes, fc.string({ unit: anyCharacter }), async (codes, text) => {
        const id = await beginSnapshot(store, 'run', 'portal', minute(0));
        const rows = codes.map(procedure => ({ procedure, kind: 'offering', body: JSON.stringify([text]) }));
        await stageRows(store, id, rows);
        const half = codes.slice(0, codes.length >> 1);
        const read = await readStaged(store, id, half);
        expect(read.sort((a, b) => half.indexOf(a.procedure) - half.indexOf(b.procedure))).toEqual(
          rows.slice(0, codes.length >> 1),
        );
      }),
      { numRuns: 20 },
    );
  });

  it('takes more rows than a statement has parameters', async () => {
    const store = await database.open();
    const id = await beginSnapshot(store, 'run', 'portal', minute(0));
    const rows = Array.from({ length: 40_000 }, (_, n) => ({
      procedure: `1.00000${n % 5}`,
      kind: 'offering',
      body: `[${n}]`,
    }));
    await stageRows(store, id, rows);
    expect(await readStaged(store, id, ['1.000003'])).toHaveLength(8_000);
  });

  it('that is finished has nothing staged left, however much it was; one that was given up keeps it', async () => {
    const store = await database.open();
    const [id, other] = [await finishable(), await finishable()];
    await finishSnapshot(store, id, 'complete', {});
    expect(await staged(id)).toBe(0);
    expect(await staged(other)).toBe(9_000);
    await store.db.updateTable('snapshot').set({ status: 'partial' }).where('id', '=', other).execute();
    await expect(finishSnapshot(store, other, 'complete', {})).rejects.toMatchObject({
      code: 'snapshot-given-up',
    });
    expect(await staged(other)).toBe(9_000);

    async function finishable() {
      const id = await beginSnapshot(store, 'run', 'portal', minute(0));
      // One procedure alone is more than is deleted at a time; the others are not, and their codes are any.
      const codes = ['', 'one', '1.000001', '\0', '\uffff', '\u{1f600}', ...Array(5_000).fill('many')];
      const more = Array.from({ length: 3_994 }, (_, n) => `${n % 1_500}`);
      const rows = [...codes, ...more].map(procedure => ({ procedure, kind: 'offering', body: '[]' }));
      await stageRows(store, id, rows);
      return id;
    }

    async function staged(id: number) {
      const rows = store.db.selectFrom('staged').where('snapshotId', '=', id);
      const { count } = await rows
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    }
  });

  it('keeps what a broken record is made of, without what PostgreSQL refuses', async () => {
    const store = await database.open();
    const id = await beginSnapshot(store, 'run', 'portal', minute(0));
    await writeQuarantine(store, id, [
      { part: 'fee', key: 'a\0b', path: 'PHILEPHI[0]', reason: 'half \ud83d of a pair' },
    ]);
    expect(await readQuarantine(store, id)).toEqual([
      { part: 'fee', key: 'a\ufffdb', path: 'PHILEPHI[0]', reason: 'half \ufffd of a pair' },
    ]);
  });

  it('is a base of comparison only when it was read whole', async () => {
    const store = await database.open();
    expect(await latestComplete(store, 'portal')).toBeUndefined();
    const first = await finished(store);
    const second = await finished(store);
    await finished(store, 'partial');
    await finished(store, 'unreadable');
    await finished(store, 'complete', 'oneStop');
    await beginSnapshot(store, 'run', 'portal', minute(1));
    expect(await latestComplete(store, 'portal')).toMatchObject({
      id: second,
      summary: { procedures: second },
    });
    expect(await latestComplete(store, 'portal', second)).toMatchObject({ id: first });
  });

  it('is thrown away when several newer ones are there, but never the last complete one nor one being read', async () => {
    const store = await database.open();
    const reading = await beginSnapshot(store, 'run', 'portal', minute(0));
    const ids: number[] = [];
    for (const status of ['complete', 'complete', 'partial', 'unreadable', 'partial'] as const) {
      ids.push(await finished(store, status));
    }
    const other = await finished(store, 'partial', 'oneStop');
    await writeProcedures(store, ids[0]!, [{ code: '1.004194', body: '[]', cases: '[]' }]);
    await pruneSnapshots(store, 2);
    const left = await store.db.selectFrom('snapshot').select('id').orderBy('id').execute();
    expect(left.map(row => row.id)).toEqual([reading, ids[1], ids[3], ids[4], other]);
    for (const table of ['snapshotProcedure', 'snapshotProcedureRest'] as const)
      expect(await store.db.selectFrom(table).selectAll().execute()).toEqual([]);
  });
});

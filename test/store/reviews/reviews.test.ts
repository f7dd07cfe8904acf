import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { withdrawReview } from '../../../src/app/reviews/withdraw.ts';
import type { ReviewList } from '../../../src/domain/review.ts';
import { listAudit } from '../../../src/store/access/audit.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import {
  conditionsEver,
  currentEntries,
  entriesOfUnit,
  reviewFiles,
  unitsReported,
} from '../../../src/store/reviews/review-rows.ts';
import { keepReview, type NewEntry, type NewReview } from '../../../src/store/reviews/reviews.ts';
import { asking } from '../../support/asking.ts';
import { collect, minute, onEveryDatabase } from '../support.ts';

function entry(procedure: string, agency = 'H13.3', list: ReviewList = 'eligible', row = 5): NewEntry {
  return {
    agency,
    list,
    procedure,
    name: `Thủ tục ${procedure}`,
    technical: { blocks: false, reasons: [], text: null },
    legal: { blocks: undefined, reasons: ['legislation'], text: 'theo Luật' },
    source: { sheet: 'Sheet1', row },
  };
}

function keep(store: Store, name: string, at: number, entries: NewEntry[], more: Partial<NewReview> = {}) {
  const parts = [
    ...new Map(entries.map(({ agency, list }) => [`${agency} ${list}`, { agency, list }])).values(),
  ];
  const file = { name, sha256: name, bytes: 10 };
  const review = {
    file,
    options: '',
    importedAt: minute(at),
    by: 'Anh A',
    origin: 'cli',
    answer: { rows: 1 },
    parts,
  };
  return keepReview(store, { ...review, ...more }, entries);
}

const codes = async (store: Store) =>
  (await collect(currentEntries(store, { batch: 2 }))).map(e => `${e.procedure} ${e.agency} ${e.list}`);

onEveryDatabase('review lists', database => {
  it('are kept with where each row stands, and come by procedure, agency and list', async () => {
    const store = await database.open();
    const rows = [
      entry('1.000003'),
      entry('1.000001', 'H13.4'),
      entry('1.000001', 'H13.3', 'not-eligible'),
      entry('1.000001'),
      entry('1.000002'),
    ];
    const kept = await keep(store, 'a.xlsx', 1, rows);
    expect(kept).toMatchObject({ state: 'kept', superseded: [] });
    expect(await codes(store)).toEqual([
      '1.000001 H13.3 eligible',
      '1.000001 H13.3 not-eligible',
      '1.000001 H13.4 eligible',
      '1.000002 H13.3 eligible',
      '1.000003 H13.3 eligible',
    ]);
    expect(await collect(currentEntries(store, { procedures: ['1.000002'] }))).toEqual([
      {
        ...rows[4],
        source: { file: kept.file, name: 'a.xlsx', sheet: 'Sheet1', row: 5 },
        importedAt: minute(1),
      },
    ]);
    expect((await entriesOfUnit(store, 'H13.4')).map(e => e.procedure)).toEqual(['1.000001']);
    expect((await listAudit(store, 5)).map(({ action, target }) => [action, target])).toEqual([
      ['import-review', 'a.xlsx'],
    ]);
  });

  it('tell what rows of Phụ lục II named, of the file that came first first', async () => {
    const store = await database.open();
    const rows = [entry('1.000001', 'H13.3', 'not-eligible'), entry('1.000001', 'H13.4', 'not-eligible')];
    const { file: first } = await keep(store, 'a.xlsx', 1, [rows[0]!]);
    const { file: second } = await keep(store, 'b.xlsx', 2, [rows[1]!]);
    // As the parts of two that import at once may be numbered.
    const other = sql<number>`${first + second} - file_id`;
    await store.db.updateTable('reviewPart').set({ fileId: other }).execute();
    expect((await collect(conditionsEver(store))).map(({ agency }) => agency)).toEqual(['H13.4', 'H13.3']);
  });

  it('imported twice change nothing', async () => {
    const store = await database.open();
    const first = await keep(store, 'a.xlsx', 1, [entry('1.000001')]);
    const again = await keep(store, 'a.xlsx', 2, [entry('1.000001')]);
    expect(again).toEqual({ ...first, state: 'unchanged' });
    expect(await reviewFiles(store)).toHaveLength(1);
    expect(await listAudit(store, 5)).toHaveLength(1);
  });

  it('take the place of the unit’s earlier list, and leave its other list and other units alone', async () => {
    const store = await database.open();
    const first = await keep(store, 'a.xlsx', 1, [
      entry('1.000001'),
      entry('1.000002'),
      entry('1.000003', 'H13.3', 'not-eligible'),
      entry('1.000001', 'H13.4'),
    ]);
    const second = await keep(store, 'b.xlsx', 2, [entry('1.000002'), entry('1.000004')]);
    expect(second.superseded).toEqual([
      {
        agency: 'H13.3',
        list: 'eligible',
        file: first.file,
        name: 'a.xlsx',
        importedAt: minute(1),
        dropped: ['1.000001'],
      },
    ]);
    expect(await codes(store)).toEqual([
      '1.000001 H13.4 eligible',
      '1.000002 H13.3 eligible',
      '1.000003 H13.3 not-eligible',
      '1.000004 H13.3 eligible',
    ]);
    expect((await unitsReported(store)).map(({ file, ...rest }) => rest)).toEqual([
      {
        agency: 'H13.3',
        list: 'eligible',
        entries: 2,
        firstAt: minute(1),
        lastAt: minute(2),
        name: 'b.xlsx',
      },
      {
        agency: 'H13.3',
        list: 'not-eligible',
        entries: 1,
        firstAt: minute(1),
        lastAt: minute(1),
        name: 'a.xlsx',
      },
      {
        agency: 'H13.4',
        list: 'eligible',
        entries: 1,
        firstAt: minute(1),
        lastAt: minute(1),
        name: 'a.xlsx',
      },
    ]);
    const [late, early] = await reviewFiles(store, { agency: 'H13.3' });
    expect(late?.parts).toEqual([
      { agency: 'H13.3', list: 'eligible', entries: 2, current: true, supersededBy: null },
    ]);
    expect(early?.parts.map(({ current, supersededBy }) => [current, supersededBy])).toEqual([
      [false, second.file],
      [true, null],
      [true, null],
    ]);
  });

  it('an empty list says that there is none', async () => {
    const store = await database.open();
    await keep(store, 'a.xlsx', 1, [entry('1.000001')]);
    await keep(store, 'b.xlsx', 2, [], { parts: [{ agency: 'H13.3', list: 'eligible' }] });
    expect(await codes(store)).toEqual([]);
    expect(await unitsReported(store)).toMatchObject([{ entries: 0, name: 'b.xlsx' }]);
  });

  it('that came first do not come back by sending them again, unless asked for', async () => {
    const store = await database.open();
    await keep(store, 'a.xlsx', 1, [entry('1.000001')]);
    const { file } = await keep(store, 'b.xlsx', 2, [entry('1.000002')]);
    expect(await keep(store, 'a.xlsx', 3, [entry('1.000001')])).toMatchObject({
      state: 'unchanged',
      supersededBy: [{ file, name: 'b.xlsx', importedAt: minute(2) }],
    });
    expect(await codes(store)).toEqual(['1.000002 H13.3 eligible']);
    await keep(store, 'a.xlsx', 4, [entry('1.000001')], { again: true });
    expect(await codes(store)).toEqual(['1.000001 H13.3 eligible']);
  });

  it('read differently the second time replace the whole first reading', async () => {
    const store = await database.open();
    await keep(store, 'a.xlsx', 1, [entry('1.000001'), entry('1.000002', 'H13.4')]);
    const coded = { ...entry('1.000001'), legal: { blocks: true, reasons: ['payment'], text: 'theo Luật' } };
    await keep(store, 'a.xlsx', 2, [coded, entry('1.000002', 'H13.5')]);
    expect(await codes(store)).toEqual(['1.000001 H13.3 eligible', '1.000002 H13.5 eligible']);
    expect((await entriesOfUnit(store, 'H13.3'))[0]?.legal.reasons).toEqual(['payment']);
  });

  it('imported by mistake are withdrawn as if they had never come', async () => {
    const store = await database.open();
    const first = await keep(store, 'a.xlsx', 1, [entry('1.000001'), entry('1.000009', 'H13.4')]);
    const second = await keep(store, 'b.xlsx', 2, [entry('1.000002'), entry('1.000003', 'H13.5')]);
    const by = asking(store, { name: 'Chị B' }, minute(3));
    expect(await withdrawReview(by, second.file, 'nhầm đơn vị')).toMatchObject({
      withdrawn: [{ agency: 'H13.3' }, { agency: 'H13.5' }],
      restored: [{ agency: 'H13.3', list: 'eligible', file: first.file }],
    });
    expect(await codes(store)).toEqual(['1.000001 H13.3 eligible', '1.000009 H13.4 eligible']);
    expect((await unitsReported(store)).map(({ agency, firstAt }) => [agency, firstAt])).toEqual([
      ['H13.3', minute(1)],
      ['H13.4', minute(1)],
    ]);
    expect((await listAudit(store, 1))[0]).toMatchObject({ who: 'Chị B', action: 'withdraw-review' });
    await expect(withdrawReview(by, second.file, 'nữa')).rejects.toThrow('review-file-withdrawn');
    await expect(withdrawReview(by, 99, 'x')).rejects.toThrow('review-file-unknown');
    // The mistaken file may come again, for the right unit.
    expect(await keep(store, 'b.xlsx', 4, [entry('1.000002'), entry('1.000003', 'H13.5')])).toMatchObject({
      state: 'kept',
    });
  });

  it('withdrawn after a later one came bring nothing back', async () => {
    const store = await database.open();
    const first = await keep(store, 'a.xlsx', 1, [entry('1.000001')]);
    const second = await keep(store, 'b.xlsx', 2, [entry('1.000002')]);
    await keep(store, 'c.xlsx', 3, [entry('1.000003')]);
    const by = asking(store, { name: 'Chị B' }, minute(4));
    for (const { file } of [first, second])
      await expect(withdrawReview(by, file, 'x')).rejects.toThrow('review-file-withdrawn');
    expect(await codes(store)).toEqual(['1.000003 H13.3 eligible']);
  });
});

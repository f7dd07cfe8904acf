import { describe, expect, it } from 'vitest';
import { appliedPath, listedAs, readProcedureList } from '../../../adapters/dvcqg-2026/read/applied.ts';
import { readPortal } from '../../../adapters/dvcqg-2026/read/everything.ts';
import { listingsPath } from '../../../adapters/dvcqg-2026/read/listings.ts';
import { createUnits, type Reading } from '../../../adapters/dvcqg-2026/read/reading.ts';
import { RemoteError } from '../../../src/adapter/errors.ts';
import { Aside, withAside } from '../../../src/adapter/kit/aside.ts';
import { noDetails } from '../../../src/adapter/kit/details.ts';
import type { SourceRecord } from '../../../src/adapter/records.ts';
import { gapsIn, levelsIn, procedure, procedureIn, procedures, read, seedOf } from './support.ts';

const nine = seedOf(procedures(9));
const whole = levelsIn((await read(nine)).records);

describe('a list of the national portal', () => {
  it('is read to its end, however the cursor says that it is there', async () => {
    expect(whole).toHaveLength(27);
    for (const quirks of [
      { end: 'empty' },
      { end: 'no-last-id' },
      { end: 'stays' },
      { shortPages: true },
      { status200: true },
      { end: 'empty', totalMissing: true },
      { end: 'no-last-id', totalMissing: true },
    ]) {
      const { records, error } = await read(nine, quirks, { pageSize: 4 });
      expect([quirks, error, gapsIn(records), levelsIn(records)]).toEqual([quirks, undefined, [], whole]);
    }
  });

  it.each([
    ['stands still', { cursorStallsAfter: 8 }, 'Cổng ghi tổng số 27'],
    [
      'stands still and no total is said',
      { cursorStallsAfter: 8, totalMissing: true },
      'con trỏ trang đứng yên',
    ],
    ['comes round again', { cursorRepeatsAfter: 8 }, 'Cổng ghi tổng số 27'],
    ['ends where the total says more', { totalOff: 3 }, 'Cổng ghi tổng số'],
    ['ends where the total says less', { totalOff: -3 }, 'Cổng ghi tổng số'],
  ])('is a gap when its cursor %s', async (_what, quirks, reason) => {
    const { records, error } = await read(nine, quirks, { pageSize: 4 });
    expect(error).toBeUndefined();
    expect(gapsIn(records)).toContainEqual(expect.stringContaining(reason));
  });

  it('is asked for in smaller pages where large ones are refused', async () => {
    for (const overCeiling of ['gateway-timeout', 'hang']) {
      const { records, error, sandbox } = await read(nine, { pageCeiling: 30, overCeiling });
      expect([error, gapsIn(records), levelsIn(records)]).toEqual([undefined, [], whole]);
      // The first list finds out, the others do not ask for what was refused.
      const sizes = sandbox.visits.flatMap(({ body }) => {
        const { limit, pageSize } = JSON.parse(body || '{}');
        return limit ?? pageSize ?? [];
      });
      expect(sizes.filter((size, at) => size !== sizes[at - 1])).toEqual([200, 100, 50, 25]);
    }
  }, 30_000);

  it('is a gap when even the smallest page is refused', async () => {
    const { records } = await read(nine, { pageCeiling: 20 });
    expect(gapsIn(records)).toContainEqual(expect.stringContaining('không đọc được danh sách dịch vụ'));
    expect(levelsIn(records)).toEqual([]);
  });

  it.each([
    ['takes every code that begins like ours', { offeringFilter: 'prefix' }],
    ['is ignored', { offeringFilter: 'ignored' }],
    ['takes our own code alone', { offeringFilter: 'exact' }],
    ['lets strangers in', { strayRows: 3 }],
  ])('shows the city alone where the filter %s', async (_what, quirks) => {
    const { records, error } = await read(nine, quirks, { pageSize: 4 });
    expect([error, gapsIn(records), levelsIn(records)]).toEqual([undefined, [], whole]);
    const ids = records.filter(record => record.kind === 'agency').map(({ id }) => id);
    expect(ids.sort()).toEqual(['H13.01', 'H13.02', 'H13.105']);
  });

  it('that shows no unit of the city at all is a gap, not a city without services', async () => {
    const { records } = await read(seedOf(procedures(2, { listings: [] })));
    expect(gapsIn(records)).toContainEqual(expect.stringContaining('không có dòng nào của đơn vị mã H13'));
  });

  it('that shows no unit of the city to one audience is believed where the other showed that the code filters', async () => {
    const { records, sandbox } = await read(seedOf(procedures(2, { audiences: ['VIETNAMESE_CITIZEN'] })));
    expect(gapsIn(records)).toEqual([]);
    expect(levelsIn(records)).toHaveLength(6);
    expect(sandbox.visits.some(({ body }) => JSON.parse(body || '{}').departmentCode === '')).toBe(false);
  });

  it('that has a procedure twice tells of every unit to which one in force applies', async () => {
    const row = (id: string, state: string, appliedDepartmentIds?: string[]) => {
      return { id, code: '1.100000', name: 'Hai lần', state, appliedDepartmentIds };
    };
    const appliedTo = async (...items: object[]) => {
      const client = {
        visit: async () => {},
        ask: async () => ({ items, pagination: { total: items.length } }),
      };
      const reading = {
        client,
        pageSize: { now: 200 },
        context: { progress() {} },
      } as unknown as Reading;
      for (const list = readProcedureList(reading, new Aside()); ; ) {
        const { done, value } = await list.next();
        if (done) return listedAs(value, '1.100000')!.appliedTo;
      }
    };
    const [one, other] = [row('a', 'UPDATED', ['x', 'y']), row('b', 'UPDATED', ['y', 'z'])];
    expect(await appliedTo(one, other)).toEqual(['x', 'y', 'z']);
    for (const withdrawn of [row('c', 'INACTIVE', ['w']), row('c', 'INACTIVE')]) {
      expect(await appliedTo(one, withdrawn)).toEqual(['x', 'y']);
      expect(await appliedTo(withdrawn, one)).toEqual(['x', 'y']);
    }
    // Of one of them it was not told.
    expect(await appliedTo(one, row('d', 'UPDATED'))).toBeUndefined();
  });

  it('is a gap when one audience cannot be read to its end', async () => {
    const quirks = { failingAudience: 'ENTERPRISE', failingAudienceAfter: 8 };
    const { records, error } = await read(nine, quirks, { pageSize: 4 });
    expect(error).toBeUndefined();
    expect(gapsIn(records)).toEqual([expect.stringContaining('dịch vụ cho doanh nghiệp')]);
  });

  it.each(['reporting/formalities', 'provide-online-tree', 'list-with-location'])(
    'leaves a gap and the other lists where %s is down',
    async path => {
      const { records, error } = await read(nine, { unavailable: path });
      expect(error).toBeUndefined();
      expect(gapsIn(records)).toHaveLength(1);
      expect(levelsIn(records)).toEqual(whole);
    },
  );

  it('has every row that can be read; one that cannot makes its procedure indeterminate, not absent', async () => {
    const { records } = await read(seedOf([...procedures(2), procedure('2.000001')]), {
      brokenRows: '2.000001',
    });
    expect(levelsIn(records)).toHaveLength(6);
    const lost = records.flatMap(record => (record.kind === 'quarantine' && record.lost) || []);
    expect(lost).toContainEqual({ what: 'offering', agency: 'H13.105' });
    expect(lost).toContainEqual({ what: 'procedure' });
  });

  it('reads numbers and booleans that come as text, and names in another form of Unicode', async () => {
    const { records } = await read(nine, { wrongTypes: true, nonNfc: true });
    expect(gapsIn(records)).toEqual([]);
    expect(levelsIn(records)).toEqual(whole);
    expect(procedureIn(records, '1.100000').facts.name).toBe('Thủ tục 1.100000');
  });

  it('writes a code out that came as a number, and leaves it to the national list whether there is one', async () => {
    const seed = seedOf([procedure('1.000080'), procedure('1.100001')]);
    const plain = await read(seed);
    const { records } = await read(seed, { numericCodes: '1.000080' });
    expect([gapsIn(records), levelsIn(records)]).toEqual([[], levelsIn(plain.records)]);
    expect(records.filter(({ kind }) => kind === 'quarantine')).toEqual([]);
    expect(procedureIn(records, '1.000080')).toEqual({
      ...procedureIn(plain.records, '1.000080'),
      fromNumber: true,
    });
    expect(procedureIn(records, '1.100001')).toEqual(procedureIn(plain.records, '1.100001'));
  });

  it('takes details for those of a procedure that another list names with the suffix of the city', async () => {
    const offering = { departmentId: 'u', departmentCode: 'H13.01', implementLevel: 'FULL' };
    const named = async (code: string) => {
      const records = await readLists({
        [appliedPath]: { items: [{ id: 'q', code: '1.100000', state: 'UPDATED' }], pagination: { total: 1 } },
        [listingsPath]: { rows: [{ id: 'a', formalityId: 'p', formalityCode: code, ...offering }] },
        'configuring/formality/get-formality-by-citizen': { id: 'p', code: '1.000080', state: 'UPDATED' },
      });
      return procedureIn(records, code).detail;
    };
    expect(await named('1.000080.000.00.00.H13')).toBe('read');
    expect(await named('1.000080.H56')).toBe('unread');
  });

  it('calls a service whose row is odd by its procedure and unit', async () => {
    const row = { id: '019d-a', departmentCode: 'H13.01', formalityCode: '1.000080', implementLevel: 'FULL' };
    const listed = { items: [{ id: 'p', code: '1.000080', state: 'UPDATED' }], pagination: { total: 1 } };
    for (const odd of [{ implementLevel: 'NỬA' }, { isTesting: 'maybe' }, { citizenUrl: { at: 1 } }]) {
      const records = await readLists({
        [appliedPath]: listed,
        [listingsPath]: { rows: [{ ...row, ...odd }] },
      });
      expect(records).toContainEqual(
        expect.objectContaining({ kind: 'quarantine', key: '1.000080@H13.01', path: Object.keys(odd)[0] }),
      );
    }
  });

  it('takes a number in the place of a code for the procedure whose id stands beside it', async () => {
    const offering = { departmentId: 'u', departmentCode: 'H13.01', implementLevel: 'FULL' };
    const lists = (code: unknown) => ({
      [appliedPath]: {
        items: [{ id: 'p', code: '1.000080', state: 'UPDATED', appliedDepartmentIds: [] }],
        pagination: { total: 1 },
      },
      [listingsPath]: { rows: [{ id: 'a', formalityId: 'p', formalityCode: code, ...offering }] },
    });
    for (const code of [1.00008, 1.0000801234]) {
      const records = await readLists(lists(code));
      expect(levelsIn(records)).toEqual(['1.000080 H13.01 4']);
      expect(procedureIn(records, '1.000080').fromNumber).toBeUndefined();
    }
  });

  it('leaves a row that names no procedure to none, though one of the list came without an id', async () => {
    const offering = { departmentId: 'u', departmentCode: 'H13.01', implementLevel: 'FULL' };
    const lists: Record<string, object> = {
      [appliedPath]: { items: [{ code: '1.100000', state: 'UPDATED' }], pagination: { total: 1 } },
      [listingsPath]: {
        rows: [
          { id: 'a', formalityCode: '1.200000', ...offering },
          { id: 'b', ...offering },
        ],
      },
    };
    const records = await readLists(lists);
    expect(levelsIn(records)).toEqual(['1.200000 H13.01 4']);
    expect(records).toContainEqual(expect.objectContaining({ kind: 'quarantine', path: 'formalityCode' }));
  });
});

/** A portal that has these lists and nothing else. */
async function readLists(lists: Record<string, object>): Promise<SourceRecord[]> {
  const client = {
    visit: async () => {},
    ask: async (path: string) => {
      if (!lists[path]) throw new RemoteError('remote-fault', 'HTTP 500');
      return lists[path];
    },
  };
  const reading = {
    ...{ client, pageSize: { now: 200 }, units: createUnits('H13'), detailsAtOnce: 1 },
    context: { locality: 'H13', progress() {}, details: noDetails },
  } as unknown as Reading;
  const records: SourceRecord[] = [];
  for await (const record of withAside(aside => readPortal(reading, aside))) records.push(record);
  return records;
}

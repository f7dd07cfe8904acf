import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Aside } from '../../../src/adapter/kit/aside.ts';
import type { Level } from '../../../src/domain/level.ts';
import type { SandboxSeed, SeedOffering } from '../../sandbox/seed.ts';
import { startSandbox } from '../../sandbox/td-dvc/sandbox.ts';
import { size } from '../../support/thorough.ts';
import { department, district, openPortal, readSandbox, seed, seedProcedure } from './support.ts';

const busy = (rows: number, recipients: number): SandboxSeed =>
  seed(
    ...Array.from({ length: rows }, (_, number) =>
      seedProcedure(`1.${String(number).padStart(6, '0')}`, {
        offerings: [{ agency: department, level: 3, recipients }],
        cases: [],
      }),
    ),
  );

/** Too long as one list, not as one of each agency. */
function tooLongAsOne(): SandboxSeed {
  const at = (agency: string, from: number) =>
    Array.from({ length: 20 }, (_, n) =>
      seedProcedure(`1.0000${from + n}`, { offerings: [{ agency, level: 3 }], cases: [] }),
    );
  return seed(...at(department, 10), ...at(district, 30));
}
const small = { maxAnswerBytes: 22_000, attempts: 1 };

describe('reading offerings', () => {
  it('gets every row of an agency whose rows and recipients would fill many pages', async () => {
    const { offering, gap } = await readSandbox(busy(40, 3), {}, { pageSize: 7 });
    expect(new Set(offering.map(each => each.procedure)).size).toBe(40);
    expect(offering).toHaveLength(40);
    expect(gap).toEqual([]);
  });

  it('reads the pages a server insists on again, until every pair of row and recipient was seen', async () => {
    const { offering, gap, requests } = await readSandbox(busy(12, 2), { pageSizeLimit: 12 });
    expect(offering).toHaveLength(12);
    expect(gap).toEqual([]);
    // Two pages and a count, for two readings of the whole list.
    expect(requests.get('/api/v1/donvithutucs')).toBe(2 * (2 + 1));
  });

  it('asks for the whole list once, however many agencies there are', async () => {
    const city = busy(30, 2);
    for (let n = 1; n <= 40; n++) city.agencies.push({ id: `X${n}`, name: `Xã ${n}`, tier: 'commune' });
    const { agency, offering, requests } = await readSandbox(city);
    expect([agency.length, offering.length]).toEqual([42, 30]);
    // The page and the count.
    expect(requests.get('/api/v1/donvithutucs')).toBe(2);
  });

  it('asks agency by agency where the whole list is refused, and says so', async () => {
    const { offering, gap, note } = await readSandbox(tooLongAsOne(), {}, {}, small);
    expect([offering.length, gap]).toEqual([40, []]);
    expect(note).toMatchObject([{ text: expect.stringContaining('theo từng đơn vị') }]);
  });

  it('leaves nothing lying aside when whoever listens stops half way through the agencies', async () => {
    const made = new Set<Aside>();
    const closed = new Set<Aside>();
    const { rows, close } = Aside.prototype;
    const rowsAside = vi.spyOn(Aside.prototype, 'rows').mockImplementation(function (this: Aside) {
      made.add(this);
      return rows.call(this) as never;
    });
    const closing = vi.spyOn(Aside.prototype, 'close').mockImplementation(function (this: Aside) {
      closed.add(this);
      close.call(this);
    });
    const city = tooLongAsOne();
    for (let n = 1; n <= 20; n++) city.agencies.push({ id: `X${n}`, name: `Xã ${n}`, tier: 'commune' });
    const sandbox = await startSandbox(city);
    const { system, http } = openPortal(sandbox, {}, small);
    try {
      for await (const { kind } of system.read()) if (kind === 'offering') break;
      expect(made.size).toBeGreaterThan(2);
      expect([...made].filter(one => !closed.has(one))).toEqual([]);
    } finally {
      for (const spy of [rowsAside, closing]) spy.mockRestore();
      http.close();
      await sandbox.close();
    }
  });

  it('says so when rows get lost between pages', async () => {
    const { offering, gap, error } = await readSandbox(busy(40, 3), { pageSizeLimit: 10 });
    expect(error).toBeUndefined();
    expect(new Set(offering.map(each => each.row)).size).toBe(offering.length);
    expect(gap).toMatchObject([{ part: 'offerings', reason: expect.stringContaining(department) }]);
  });

  it('believes two equal readings where a procedure deleted and created again is counted twice', async () => {
    const city = busy(3, 2);
    const { offering, gap } = await readSandbox(city, { duplicateProcedureRows: ['1.000001'] });
    expect(offering).toHaveLength(3);
    expect(gap).toEqual([]);
  });

  it('does not believe a list that changes at every request', async () => {
    const { gap, requests } = await readSandbox(busy(3, 1), { restless: 'donvithutucs' });
    expect(gap.map(({ part }) => part)).toEqual(['offerings', 'offerings']);
    expect(requests.get('/api/v1/donvithutucs')).toBe(2 * 2 + 2 * 4 * 2);
  });

  it('calls an agency without offerings just that', async () => {
    const { offering, gap } = await readSandbox(seed(seedProcedure('1.000001', { offerings: [] })), {
      nullOnEmpty: true,
    });
    expect([offering, gap]).toEqual([[], []]);
  });

  it('writes agencies as the list of agencies does, whatever the case elsewhere', async () => {
    const city = seed(
      seedProcedure('1.000001', { offerings: [{ agency: department.toLowerCase(), level: 4 }] }),
    );
    const { offering } = await readSandbox(city);
    expect(offering).toMatchObject([{ agency: department, level: 4 }]);
  });

  it('reads back any city exactly, however it is paged', async () => {
    const levels: (Level | null)[] = [1, 2, 3, 4, null];
    const offerings = fc.array(
      fc.record({
        agency: fc.constantFrom(department, district),
        level: fc.constantFrom(...levels),
        recipients: fc.integer({ min: 0, max: 4 }),
        account: fc.boolean(),
      }),
      { maxLength: 4 },
    );
    const cities = fc.array(offerings, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(cities, fc.integer({ min: 1, max: 6 }), async (procedures, pageSize) => {
        const city = seed(
          ...procedures.map((rows: SeedOffering[], number) =>
            seedProcedure(`1.00000${number}`, { offerings: rows, cases: [] }),
          ),
        );
        const told = await readSandbox(city, {}, { pageSize });
        const shown = (rows: { procedure: string; agency: string; level: unknown; account?: boolean }[]) =>
          rows
            .map(({ procedure, agency, level, account }) => `${procedure} ${agency} ${level} ${account}`)
            .sort();
        const expected = city.procedures.flatMap(({ code, offerings: rows }) =>
          rows.map(row => ({ procedure: code, account: false, ...row })),
        );
        expect(told.gap).toEqual([]);
        expect(shown(told.offering)).toEqual(shown(expected));
      }),
      { numRuns: size(25, 8) },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AppliedFacts } from '../../src/domain/applied.ts';
import { pair } from '../../src/reconcile/pair.ts';
import type { ProcedureGroup } from '../../src/reconcile/rule.ts';
import type { SnapshotProcedure } from '../../src/snapshot/model.ts';
import { record } from './support.ts';

async function* streamed(batches: SnapshotProcedure[][]): AsyncGenerator<SnapshotProcedure[]> {
  yield* batches;
}

async function paired(
  sources: (SnapshotProcedure[][] | undefined)[],
  national = 0,
): Promise<ProcedureGroup[]> {
  const groups = pair(
    sources.map((batches, at) => ({ system: `system${at}`, batches: batches && streamed(batches) })),
    national,
  );
  const all: ProcedureGroup[] = [];
  for await (const batch of groups) all.push(...batch);
  return all;
}

/** The same by looking every code up in every list. */
function naive(sources: SnapshotProcedure[][], national: number): ProcedureGroup[] {
  const codes = [...new Set(sources.flat().map(({ code }) => code))].sort();
  return codes.map(code => {
    const records = sources.map(source => source.find(one => one.code === code));
    return { code, records, ...(records[national] && { national: records[national] }) };
  });
}

// Codes whose order by code units differs from the order a person would give them.
const code = fc.oneof(
  fc.constantFrom(
    '1.000001',
    '1.000010',
    '2.000001',
    '1.000001.H56',
    'b',
    'B',
    'đ',
    'a\u0301',
    'á',
    '😀',
    '\uffee',
  ),
  fc.string({ minLength: 1 }),
);
const source = fc
  .uniqueArray(code)
  .map(codes => codes.sort().map((one, at) => record(one, { forms: [`${at}`] })));
/** A list cut into batches at arbitrary places; empty batches included. */
const batched = source.chain(records =>
  fc
    .array(fc.integer({ min: 0, max: records.length }))
    .map(cuts => [0, ...cuts.sort((a, b) => a - b), records.length])
    .map(cuts => cuts.slice(1).map((end, at) => records.slice(cuts[at], end))),
);

describe('pairing by streaming merge', () => {
  test('gives what looking every code up gives, whatever the batches', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(batched, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: -1, max: 4 }),
        async (sources, national) => {
          const flat = sources.map(batches => batches.flat());
          expect(await paired(sources, national)).toEqual(naive(flat, national));
        },
      ),
    );
  });

  test('leaves the place of a system without a snapshot empty', async () => {
    const [group] = await paired([[[record('1.000001')]], undefined]);
    expect(group).toMatchObject({ code: '1.000001', records: [{ code: '1.000001' }, undefined] });
    expect(group?.national?.code).toBe('1.000001');
  });

  test.each([
    ['out of order', ['1.000002', '1.000001']],
    ['the same code twice', ['1.000001', '1.000001']],
  ])('refuses a snapshot that is not sorted: %s', async (_, codes) => {
    const bad = codes.map(one => record(one));
    await expect(paired([[[record('1.000001'), record('1.000003')]], [bad]])).rejects.toThrow(
      `snapshot of system1 is not sorted: 1.000001 after ${codes[0]}`,
    );
    await expect(paired([[], bad.map(one => [one])])).rejects.toThrow('system1');
  });

  test('lays what was applied beside the records of its system, whatever is missing on either side', async () => {
    async function* applied(codes: string[]): AsyncGenerator<AppliedFacts[]> {
      for (const code of codes) yield [{ code, levels: {}, cases: {} }];
    }
    const sources = [
      { system: 'a', batches: streamed([[record('1'), record('3')]]) },
      { system: 'b', batches: streamed([[record('3')]]), applied: applied(['2', '3']) },
      { system: 'c', batches: undefined, applied: applied(['3']) },
    ];
    const seen: unknown[] = [];
    for await (const groups of pair(sources, -1))
      for (const { code, records, applied: facts } of groups)
        seen.push([code, records.map(one => one?.code), facts?.map(one => one?.code)]);
    expect(seen).toEqual([
      ['1', ['1', undefined, undefined], [undefined, undefined, undefined]],
      ['2', [undefined, undefined, undefined], [undefined, '2', undefined]],
      ['3', ['3', '3', undefined], [undefined, '3', '3']],
    ]);
  });

  test('refuses applied values that are not sorted', async () => {
    async function* applied(): AsyncGenerator<AppliedFacts[]> {
      yield ['2', '1'].map(code => ({ code, levels: {}, cases: {} }));
    }
    const source = { system: 'a', batches: undefined, applied: applied() };
    await expect(pair([source], -1).next()).rejects.toThrow('applied values of a is not sorted: 1 after 2');
  });

  test('holds one batch of each source, not more', async () => {
    let read = 0;
    async function* counted(): AsyncGenerator<SnapshotProcedure[]> {
      for (let at = 0; at < 100; at++) {
        read++;
        yield [record(String(at).padStart(3, '0'))];
      }
    }
    let seen = 0;
    for await (const groups of pair([{ system: 'only', batches: counted() }], -1)) {
      seen += groups.length;
      expect(read).toBe(seen);
    }
    expect(seen).toBe(100);
  });

  test('lets go of every source when reading stops half-way', async () => {
    const closed: string[] = [];
    async function* held(name: string): AsyncGenerator<SnapshotProcedure[]> {
      try {
        yield [record('1.000001')];
        yield [record('1.000002')];
      } finally {
        closed.push(name);
      }
    }
    for await (const _ of pair(
      ['a', 'b'].map(system => ({ system, batches: held(system) })),
      -1,
    ))
      break;
    expect(closed).toEqual(['a', 'b']);
  });
});

import { StatementSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Aside, MemoryMap } from '../../../src/adapter/kit/aside.ts';
import { anyCharacter } from '../../support/any-character.ts';

const key = fc.oneof(
  fc.constantFrom('', '"a"', 'a', 'A', '\0', '\ud800', '\ufffd', 'Cần', 'Câ\u0300n'),
  fc.string({ unit: anyCharacter }),
);

describe('rows put aside', () => {
  it('come back in their order, all of them or those under either of two keys, each once', () => {
    const row = fc.record({ value: fc.jsonValue(), keys: fc.array(key, { maxLength: 2 }) });
    fc.assert(
      fc.property(fc.array(row), key, key, (all, one, other) => {
        const aside = new Aside();
        const rows = aside.rows();
        for (const { value, keys } of all) rows.add({ value }, ...keys);
        const named = (...wanted: string[]) =>
          all.filter(({ keys }) => keys.some(each => wanted.includes(each))).map(({ value }) => ({ value }));
        const plain = (list: unknown) => JSON.parse(JSON.stringify(list));
        expect(plain([...rows])).toEqual(plain(all.map(({ value }) => ({ value }))));
        expect(plain(rows.of(one))).toEqual(plain(named(one)));
        expect(plain(rows.of(one, other))).toEqual(plain(named(one, other)));
        expect(rows.size).toBe(all.length);
        expect(new Set(rows.keys())).toEqual(new Set(all.flatMap(({ keys }) => keys)));
        expect(rows.has(one)).toBe(named(one).length > 0);
        aside.close();
      }),
    );
  });

  it('are more than are fetched at once, and may be added to while they are walked through', () => {
    const aside = new Aside();
    const rows = aside.rows<number>();
    for (let n = 0; n < 500; n++) rows.add(n, `${n % 7}`);
    const seen: number[] = [];
    for (const n of rows) {
      if (n < 500) rows.add(1_000 + n);
      seen.push(n);
    }
    expect(seen).toEqual([...Array(500).keys(), ...Array.from({ length: 500 }, (_, n) => 1_000 + n)]);
    expect(rows.of('3').length).toBe(71);
    aside.close();
  });

  it('of one kind do not meet those of another, and go alone', () => {
    const aside = new Aside();
    const [one, other] = [aside.rows<number>(), aside.rows<number>()];
    one.add(1, 'k');
    other.add(2, 'k');
    one.drop();
    expect([other.of('k'), [...other]]).toEqual([[2], [2]]);
    aside.close();
  });
});

describe('rows put aside, one under each key', () => {
  it('are those that came last, in the order of their keys, and those without a key as often as they came', () => {
    const entry = fc.record({ key: fc.option(key, { nil: undefined }), value: fc.jsonValue() });
    fc.assert(
      fc.property(fc.array(entry), key, (all, asked) => {
        const aside = new Aside();
        const rows = aside.map();
        const wanted = new Map<unknown, unknown>();
        for (const { key, value } of all) {
          rows.set(key, { value });
          wanted.set(key ?? Symbol(), { value });
        }
        const plain = (list: unknown) => JSON.parse(JSON.stringify(list));
        expect(plain([...rows])).toEqual(plain([...wanted.values()]));
        expect(plain([rows.get(asked)])).toEqual(plain([wanted.get(asked)]));
        expect(rows.size).toBe(wanted.size);
        expect([...rows.keys()]).toEqual([...wanted.keys()].filter(key => typeof key === 'string'));
        aside.close();
      }),
    );
  });

  it('are those that came first where these are to count, on disk as in memory', () => {
    const entry = fc.record({ key: fc.option(key, { nil: undefined }), value: fc.nat() });
    fc.assert(
      fc.property(fc.array(entry), all => {
        const aside = new Aside();
        const wanted = new Map<unknown, number>();
        const isFirst = all.map(({ key = Symbol(), value }) => {
          const isNew = !wanted.has(key);
          if (isNew) wanted.set(key, value);
          return isNew;
        });
        for (const rows of [aside.map<number>(), new MemoryMap<number>()]) {
          expect(all.map(({ key, value }) => rows.add(key, value))).toEqual(isFirst);
          expect([...rows]).toEqual([...wanted.values()]);
          expect(rows.size).toBe(wanted.size);
          expect(rows.named).toBe([...wanted.keys()].filter(key => typeof key === 'string').length);
        }
        aside.close();
      }),
    );
  });

  it('may be put back while they are walked through', () => {
    const aside = new Aside();
    const rows = aside.map<number>();
    for (let n = 0; n < 500; n++) rows.set(`${n}`, n);
    for (const n of rows) rows.set(`${n}`, n + 1_000);
    expect([...rows]).toEqual(Array.from({ length: 500 }, (_, n) => n + 1_000));
    aside.close();
  });
});

describe('keys put aside', () => {
  it('are there once each, and are told apart to the last sign', () => {
    fc.assert(
      fc.property(fc.array(key), key, (all, asked) => {
        const aside = new Aside();
        const keys = aside.keys();
        for (const each of all) keys.add(each);
        expect(keys.size).toBe(new Set(all).size);
        expect(keys.has(asked)).toBe(all.includes(asked));
        expect(new Set(keys)).toEqual(new Set(all));
        expect([...keys].length).toBe(keys.size);
        aside.close();
      }),
    );
  });

  it('are whole, and come to an end, where the driver reads no text behind a NUL, as that of Node 24.0', () => {
    const { all } = StatementSync.prototype;
    const cut = (value: unknown) => (typeof value === 'string' ? value.split('\0')[0] : value);
    const reading = vi.spyOn(StatementSync.prototype, 'all').mockImplementation(function (
      this: StatementSync,
      ...values: unknown[]
    ) {
      const rows = all.apply(this, values as never) as Record<string, unknown>[];
      return rows.map(row => Object.fromEntries(Object.entries(row).map(([name, at]) => [name, cut(at)])));
    } as never);
    const aside = new Aside();
    try {
      const [keys, rows, map] = [aside.keys(), aside.rows(), aside.map()];
      const wanted = Array.from({ length: 300 }, (_, n) => `1.000\0${n}`);
      for (const each of wanted) {
        keys.add(each);
        rows.add(each, each);
        map.set(each, each);
      }
      for (const told of [keys, rows.keys(), map.keys()])
        expect(new Set(Iterator.from(told).take(400))).toEqual(new Set(wanted));
    } finally {
      aside.close();
      reading.mockRestore();
    }
  });
});

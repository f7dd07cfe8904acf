import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExactJson } from '../../src/adapter/exact-json.ts';
import { codeOfNumber } from '../../src/domain/code.ts';

describe('JSON from a remote', () => {
  it('keeps every digit of a number that cannot be held, and its last zeros', () => {
    const text = '{"id": 9007199254740993, "list": [-90071992547409931, 1.000080, 1e999], "deep": {"a":0.1}}';
    expect(parseExactJson(text)).toEqual({
      id: '9007199254740993',
      list: ['-90071992547409931', '1.000080', '1e999'],
      deep: { a: 0.1 },
    });
    expect(parseExactJson('12345678901234567890')).toBe('12345678901234567890');
  });

  it('leaves numbers that are whole anyway, and texts that look like numbers', () => {
    expect(parseExactJson('{"total":10.0,"n":1e3,"code":"1.000080","id":"9007199254740993"}')).toEqual({
      total: 10,
      n: 1000,
      code: '1.000080',
      id: '9007199254740993',
    });
  });

  it('is the same as any other JSON where nothing is lost', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const text = JSON.stringify(value);
        const exact = (one: unknown): unknown => {
          if (typeof one === 'number') return String(one);
          if (Array.isArray(one)) return one.map(exact);
          if (typeof one !== 'object' || one === null) return one;
          return Object.fromEntries(Object.entries(one).map(([key, each]) => [key, exact(each)]));
        };
        // A number may come as the text it was written as; nothing else changes.
        expect(exact(parseExactJson(text))).toEqual(exact(JSON.parse(text)));
      }),
      { numRuns: 500 },
    );
  });

  it('throws where it is none', () => {
    expect(() => parseExactJson('{"a":1.5,')).toThrow(SyntaxError);
  });
});

describe('a code that came as a number', () => {
  it('gets back the zeros a number loses, and is none where more was lost', () => {
    expect([1.00008, 1.000894, 2, 1.1].map(codeOfNumber)).toEqual([
      '1.000080',
      '1.000894',
      '2.000000',
      '1.100000',
    ]);
    expect([1.0000801, 10.000001, -1.00001, 1e21, Number.NaN].map(codeOfNumber)).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
  });

  it('is the one it was, for every code of national shape', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), number => {
        const digits = String(number).padStart(7, '0');
        const code = `${digits[0]}.${digits.slice(1)}`;
        expect(codeOfNumber(Number(code))).toBe(code);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Level } from '../../src/domain/level.ts';
import { packProcedure, unpackProcedure } from '../../src/snapshot/codec.ts';
import type { SnapshotOffering, SnapshotProcedure } from '../../src/snapshot/model.ts';

const text = fc.oneof(fc.string(), fc.constantFrom('a\nb', '"', '\u2028', 'Đăng ký', '😀', ','));
const offering = fc.record<SnapshotOffering>(
  {
    agency: text,
    level: fc.constantFrom<Level | null | undefined>(1, 2, 3, 4, null, undefined),
    rows: fc.array(text, { maxLength: 3 }),
    onlineClosed: fc.boolean(),
    account: fc.boolean(),
    resultByPost: fc.boolean(),
  },
  { requiredKeys: ['agency', 'level', 'rows'], noNullPrototype: true },
);
const procedure = fc.record<SnapshotProcedure>(
  {
    code: text,
    mapped: fc.boolean(),
    forms: fc.array(text),
    detailed: fc.boolean(),
    facts: fc.record(
      { name: fc.option(text), active: fc.boolean() },
      { requiredKeys: [], noNullPrototype: true },
    ),
    cases: fc.array(fc.record({ key: text, agencies: fc.option(fc.array(text)) }, { noNullPrototype: true })),
    offerings: fc.uniqueArray(offering, { selector: one => one.agency }),
    unmappedOfferings: fc.nat(),
  },
  { requiredKeys: ['code', 'mapped', 'forms', 'detailed', 'facts', 'offerings'], noNullPrototype: true },
);

describe('packing a procedure', () => {
  test('unpacking gives back an equal one, whatever is in it', () => {
    fc.assert(
      fc.property(procedure, one => {
        const back = unpackProcedure(one.code, packProcedure(one));
        expect(back).toStrictEqual(one);
        expect(packProcedure(back)).toBe(packProcedure(one));
      }),
    );
  });

  test('the columns say what the offerings say', () => {
    fc.assert(
      fc.property(procedure, one => {
        const { columns, offerings } = unpackProcedure(one.code, packProcedure(one));
        expect(columns).toEqual({
          agencies: offerings.map(each => each.agency),
          levels: offerings
            .map(({ level }) => (level === undefined ? '?' : level === null ? '0' : level))
            .join(''),
          doubled: offerings.flatMap(({ rows }, at) => (rows.length > 1 ? [[at, rows]] : [])),
          closed: [...offerings.keys()].filter(at => offerings[at]!.onlineClosed === true),
          closedUntold: offerings.some(({ onlineClosed }) => onlineClosed === undefined),
        });
      }),
    );
  });

  test('a copy of a record with other offerings does not carry the columns of the first', () => {
    const one: SnapshotProcedure = {
      code: '1.000001',
      mapped: true,
      forms: [],
      detailed: true,
      facts: {},
      offerings: [{ agency: 'H13.1', level: 4, rows: ['1'] }],
    };
    const back = unpackProcedure(one.code, packProcedure(one));
    expect({ ...back, offerings: [] }.columns).toBeUndefined();
  });

  test('equal lists of agencies become one array, also after the table of lists was full', () => {
    const at = (...agencies: string[]) =>
      unpackProcedure(
        '1.000001',
        packProcedure({
          code: '1.000001',
          mapped: true,
          forms: [],
          detailed: true,
          facts: {},
          offerings: agencies.map(agency => ({ agency, level: 4, rows: ['1'] })),
        }),
      ).columns!.agencies;
    expect(at('H13.1', 'H13.2')).toBe(at('H13.1', 'H13.2'));
    for (let other = 0; other < 1_000; other++) expect(at(`H13.${other}`)).toEqual([`H13.${other}`]);
    expect(at('H13.1', 'H13.2')).toBe(at('H13.1', 'H13.2'));
  });
});

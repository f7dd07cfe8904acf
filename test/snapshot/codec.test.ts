import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Level } from '../../src/domain/level.ts';
import type { CaseBrief, CaseFacts } from '../../src/domain/procedure.ts';
import { eformOf, overrunsOf, workflowOf } from '../../src/readiness/case.ts';
import { NumberedLists, sharedList } from '../../src/snapshot/agency-lists.ts';
import {
  lacksCases,
  type PackedProcedure,
  packProcedure,
  unpackProcedure,
} from '../../src/snapshot/codec.ts';
import type { RowLevel, SnapshotOffering, SnapshotProcedure } from '../../src/snapshot/model.ts';
import { caseFacts } from '../reconcile/any-records.ts';
import { handCases, packedAndUnpacked, packedApart } from './packed.ts';

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
/** As it comes out of JSON: what could not be told is not there. */
const anyCase = fc
  .tuple(caseFacts, text, fc.option(fc.array(text)))
  .map(([facts, key, agencies]) => JSON.parse(JSON.stringify({ ...facts, key, agencies })) as CaseFacts);
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
    cases: fc.array(anyCase),
    offerings: fc.uniqueArray(offering, { selector: one => one.agency }),
    unmappedOfferings: fc.nat(),
  },
  { requiredKeys: ['code', 'mapped', 'forms', 'detailed', 'facts', 'offerings'], noNullPrototype: true },
);

const rest = ({ agencyList, offered, rowIds }: PackedProcedure) => ({ agencyList, offered, rowIds: rowIds! });

/** As the first version packed it: everything in lines of one text, in ASCII. */
function packedBefore({ mapped, detailed, forms, facts, cases, ...one }: SnapshotProcedure): string {
  const ascii = (value: unknown) =>
    JSON.stringify(value).replace(
      /[\u0080-\uffff]/g,
      letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  const { offerings, unmappedOfferings } = one;
  const marks = (told: (boolean | undefined)[]) =>
    told.every(each => each === undefined)
      ? ''
      : told.map(each => (each === undefined ? '?' : each ? '1' : '0')).join('');
  const doubled = offerings.flatMap(({ rows = [] }, at) => (rows.length > 1 ? [[at, rows]] : []));
  const head = [(mapped ? 1 : 0) + (detailed ? 2 : 0), forms, facts, cases ?? null];
  if (unmappedOfferings !== undefined) head.push(unmappedOfferings);
  if (offerings.length === 0) return ascii(head);
  return [
    ascii(head),
    ascii(offerings.map(({ agency }) => agency)),
    offerings.map(({ level }) => (level === undefined ? '?' : (level ?? '0'))).join(''),
    doubled.length === 0 ? '' : ascii(doubled),
    marks(offerings.map(({ onlineClosed }) => onlineClosed)),
    marks(offerings.map(({ account }) => account)),
    ascii(offerings.map(({ rows = [] }) => (rows.length === 1 ? rows[0] : rows))),
    ...[marks(offerings.map(({ resultByPost }) => resultByPost))].filter(line => line !== ''),
  ].join('\n');
}

const plain: SnapshotProcedure = {
  code: '1.000001',
  mapped: true,
  forms: [],
  detailed: true,
  facts: {},
  offerings: [],
};

const noLists = {
  get(): never {
    throw new Error('a body of before names no list');
  },
};

describe('packing a procedure', () => {
  test('unpacking gives back an equal one, whatever is in it', () => {
    fc.assert(
      fc.property(procedure, one => {
        const back = packedAndUnpacked(one);
        expect({ ...back }).toStrictEqual(one);
        expect({ ...packedAndUnpacked(back) }).toStrictEqual(one);
      }),
    );
  });

  test('what a version before packed is read the same', () => {
    fc.assert(
      fc.property(procedure, one => {
        const before = { body: packedBefore(one), agencyList: null, offered: null, rowIds: null };
        const back = unpackProcedure(one.code, before, noLists);
        expect({ ...back }).toStrictEqual(one);
        expect(back.columns).toStrictEqual(packedAndUnpacked(one).columns);

        const lists = new NumberedLists();
        const columns = rest(packProcedure(one, lists));
        const [list] = lists.takeFresh();
        const head = packedBefore({ ...one, offerings: [] });
        const later = unpackProcedure(
          one.code,
          { ...columns, body: head },
          { get: () => sharedList(list!.agencies) },
        );
        expect({ ...later }).toStrictEqual(one);
        expect(later.columns).toStrictEqual(packedAndUnpacked(one).columns);
      }),
    );
  });

  test('what cases tell without their words is what they say', () => {
    const cleared = (one: CaseBrief) => ({
      ...[one.agencies, one.deadlineHours, one.deadlineUnit, one.onlineDeadlineHours],
      ...{
        closed: one.onlineClosed,
        payment: one.onlinePayment,
        components: one.components && one.components.length > 0,
      },
      ...{ eform: eformOf(one).state, workflow: workflowOf(one).state, overruns: overrunsOf(one) },
      hours: one.workflow && [one.workflow.longestHours, one.workflow.longestOnlineHours],
    });
    fc.assert(
      fc.property(procedure, one => {
        const { caseColumns, cases } = packedAndUnpacked(one);
        expect(caseColumns?.briefs.map(cleared)).toEqual(one.cases?.map(cleared));
        expect(cases).toEqual(one.cases);
      }),
    );
  });

  test('only cases of the same names, with papers of the same names and codes, are known by the same words', () => {
    const wordsOf = (cases: CaseFacts[]) =>
      packedAndUnpacked({ ...plain, cases: JSON.parse(JSON.stringify(cases)) }).caseColumns!.words;
    const told = (cases: CaseFacts[]) =>
      cases.map(({ name, components }) => [
        name,
        components?.map(one => [one.name, one.code]) ?? `${components}`,
      ]);
    const few = fc.array(caseFacts as fc.Arbitrary<CaseFacts>, { maxLength: 2 });
    fc.assert(
      fc.property(few, few, fc.constantFrom('key', 'code', 'all'), (one, any, differing) => {
        const recoded = one.map(({ components, ...each }) => ({
          ...each,
          components: components?.map(({ name }) => ({ name, code: '3' })),
        }));
        const other = { key: one.map(each => ({ ...each, key: 'x' })), code: recoded, all: any }[differing];
        expect(wordsOf(one) === wordsOf(other)).toBe(isDeepStrictEqual(told(one), told(other)));
      }),
      { numRuns: 500 },
    );
  });

  test('a body that a version before wrote is read with all it holds', () => {
    const body = [
      '[3,["1.000001"],{"name":"Kh\\u1ea5u tr\\u1eeb","active":true},null,2]',
      '["H13.1","H13.2"]',
      '4?',
      '[[1,["7","8"]]]',
      '10',
      '?1',
      '["5",["7","8"]]',
    ].join('\n');
    const before = { body, agencyList: null, offered: null, rowIds: null };
    expect({ ...unpackProcedure('1.000001', before, noLists) }).toStrictEqual({
      code: '1.000001',
      mapped: true,
      forms: ['1.000001'],
      detailed: true,
      facts: { name: 'Khấu trừ', active: true },
      offerings: [
        { agency: 'H13.1', level: 4, rows: ['5'], onlineClosed: true },
        { agency: 'H13.2', level: undefined, rows: ['7', '8'], onlineClosed: false, account: true },
      ],
      unmappedOfferings: 2,
    });
  });

  test('cases that were kept in the last line of the body are read the same', () => {
    fc.assert(
      fc.property(procedure, one => {
        const lists = new NumberedLists();
        const { cases, body, ...packed } = packProcedure(one, lists);
        const [list] = lists.takeFresh();
        const before = { ...packed, body: cases === null ? body : `${body}\n${cases}` };
        const back = unpackProcedure(one.code, before, { get: () => sharedList(list!.agencies) });
        expect(lacksCases(back)).toBe(false);
        expect({ ...back }).toStrictEqual(one);
        expect(back.caseColumns).toStrictEqual(packedAndUnpacked(one).caseColumns);
      }),
    );
  });

  test('cases that were not asked for are neither told nor taken for none, until they are given', () => {
    fc.assert(
      fc.property(procedure, one => {
        const record = packedApart(one);
        expect(lacksCases(record)).toBe(one.cases !== undefined);
        expect(record.caseColumns).toStrictEqual(packedAndUnpacked(one).caseColumns);
        if (one.cases) expect(() => record.cases).toThrow('were not asked for');
        else expect(record.cases).toBeUndefined();
        handCases([record]);
        expect(record.cases).toStrictEqual(one.cases);
      }),
    );
  });

  test('levels of several rows come back, also the one nobody could tell', () => {
    const rows = ['1', '2', '3'];
    const rowLevels: RowLevel[] = [4, 'unknown', null];
    const told: SnapshotOffering[] = [
      { agency: 'H13.1', level: 4, rows, rowLevels },
      { agency: 'H13.2', level: 4, rows },
    ];
    const { columns, offerings } = packedAndUnpacked({ ...plain, offerings: told });
    expect(offerings).toEqual(told);
    expect(columns!.doubled).toEqual([
      [0, rows, rowLevels],
      [1, rows],
    ]);
  });

  test('without the ids of rows the same is known of every offering, of doubled ones also their rows', () => {
    fc.assert(
      fc.property(procedure, one => {
        const lists = new NumberedLists();
        const { rowIds: _, ...packed } = packProcedure(one, lists);
        const [list] = lists.takeFresh();
        const back = unpackProcedure(one.code, packed, { get: () => sharedList(list!.agencies) });
        expect({ ...back }).toStrictEqual({
          ...one,
          offerings: one.offerings.map(({ rows = [], ...rest }) =>
            rows.length > 1 ? { ...rest, rows } : rest,
          ),
        });
        expect(back.columns).toStrictEqual(packedAndUnpacked(one).columns);
      }),
    );
  });

  test('the columns say what the offerings say', () => {
    fc.assert(
      fc.property(procedure, one => {
        const { columns, offerings } = packedAndUnpacked(one);
        expect(columns).toEqual({
          agencies: offerings.map(each => each.agency),
          levels: offerings
            .map(({ level }) => (level === undefined ? '?' : level === null ? '0' : level))
            .join(''),
          kinds: [
            ...new Set(offerings.map(({ level }) => (level === undefined ? '?' : (level ?? '0')))),
          ].join(''),
          doubled: offerings.flatMap(({ rows = [] }, at) => (rows.length > 1 ? [[at, rows]] : [])),
          closed: [...offerings.keys()].filter(at => offerings[at]!.onlineClosed === true),
          closedIndeterminate: offerings.some(({ onlineClosed }) => onlineClosed === undefined),
        });
      }),
    );
  });

  test('a copy of a record with other offerings does not carry the columns of the first', () => {
    const back = packedAndUnpacked({
      ...plain,
      offerings: [{ agency: 'H13.1', level: 4, rows: ['1'] }],
      cases: [{ key: '1', agencies: null }],
    });
    const copy: SnapshotProcedure = { ...back, offerings: [], cases: [] };
    expect([copy.columns, copy.caseColumns]).toEqual([undefined, undefined]);
  });

  test('equal lists of agencies become one array, also after the table of lists was full', () => {
    const at = (...agencies: string[]) =>
      packedAndUnpacked({
        ...plain,
        offerings: agencies.map(agency => ({ agency, level: 4, rows: ['1'] })),
      }).columns!.agencies;
    expect(at('H13.1', 'H13.2')).toBe(at('H13.1', 'H13.2'));
    for (let other = 0; other < 1_000; other++) expect(at(`H13.${other}`)).toEqual([`H13.${other}`]);
    expect(at('H13.1', 'H13.2')).toBe(at('H13.1', 'H13.2'));
  });
});

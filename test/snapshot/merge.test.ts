import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseRecord, OfferingRecord, ProcedureRecord } from '../../src/adapter/records.ts';
import { mergeProcedure } from '../../src/snapshot/merge.ts';
import { groupOf, type StagedRecord, stagedRow } from '../../src/snapshot/staging.ts';

const code = '1.004194';
const ours: Record<string, string> = { a: 'H13.9', b: 'H13.1', c: 'H13.10', b2: 'H13.1' };
const settings = { agencyCode: (id: string) => ours[id], tellsCases: true };

const form = (own: string, given: Partial<ProcedureRecord> = {}): ProcedureRecord => ({
  ...{ kind: 'procedure', code: own, detail: 'read', facts: { name: own } },
  ...given,
});
const row = (agency: string, given: Partial<OfferingRecord> = {}): OfferingRecord => ({
  ...{ kind: 'offering', procedure: code, agency, row: agency, level: 4 },
  ...given,
});
const oneCase = (key: string, given: Partial<CaseRecord> = {}): CaseRecord => ({
  ...{ kind: 'case', procedure: code, key, agencies: null },
  ...given,
});

/** As records come: through the store, in any order. */
function merged(...records: StagedRecord[]) {
  const rows = records.map(stagedRow);
  const { procedure, rowAgencies } = mergeProcedure(code, true, groupOf(rows), settings);
  fc.assert(
    fc.property(fc.shuffledSubarray([...rows, ...rows], { minLength: rows.length * 2 }), order => {
      expect(mergeProcedure(code, true, groupOf(order), settings).procedure).toEqual(procedure);
    }),
    { numRuns: 5 },
  );
  return { ...procedure, rowAgencies };
}

describe('forms of one code', () => {
  const idle = { facts: { name: 'cũ', active: false } };
  const unread = { detail: 'unread' as const };

  it.each<[string, ProcedureRecord[], string]>([
    ['the plain one before another', [form(`${code}.H13`), form(code)], code],
    ['one with details before the plain one', [form(code, unread), form(`${code}.H13`)], `${code}.H13`],
    ['one in use before one with details', [form(code, idle), form(`${code}.H13`, unread)], `${code}.H13`],
    ['the plain one of two out of use', [form(`${code}.H13`, idle), form(code, idle)], 'cũ'],
  ])('give their facts: %s', (_, forms, name) => {
    expect(merged(...forms).facts.name).toBe(name);
  });

  it('are told in one spelling each, sorted', () => {
    const other = `${code}.h13`;
    const { forms } = merged(
      form(other),
      form('kh02'),
      form(code),
      form(other.toUpperCase()),
      form(' KH02 '),
    );
    expect(forms).toEqual([' KH02 ', code, other.toUpperCase()]);
  });

  it('are offered where the one in use is; one that is listed both ways is in use', () => {
    const rows = [row('a'), row('b', { procedure: 'KH01' })];
    const agencies = (...forms: ProcedureRecord[]) =>
      merged(...forms, ...rows).offerings.map(one => one.agency);
    expect(agencies(form(code), form('KH01', idle))).toEqual(['H13.9']);
    expect(agencies(form(code), form('KH01'))).toEqual(['H13.1', 'H13.9']);
    expect(agencies(form(code), form('KH01', idle), form('kh01'))).toEqual(['H13.1', 'H13.9']);
    expect(agencies(form(code, idle), form('KH01', idle))).toEqual(['H13.1', 'H13.9']);
  });
});

describe('rows of one procedure', () => {
  it('are one offering an agency, sorted, with every row once; those of strangers are counted', () => {
    const { offerings, unmappedOfferings, rowAgencies } = merged(
      ...[form(code), row('a'), row('b', { row: '2' }), row('b2', { row: '10' }), row('c'), row('x')],
      row('b', { row: '2', level: 3 }),
    );
    expect(offerings).toEqual([
      { agency: 'H13.1', level: 4, rows: ['10', '2'] },
      { agency: 'H13.10', level: 4, rows: ['c'] },
      { agency: 'H13.9', level: 4, rows: ['a'] },
    ]);
    expect(unmappedOfferings).toBe(1);
    expect(rowAgencies.toSorted()).toEqual(['a', 'b', 'b', 'b2', 'c', 'x']);
    expect(merged(form(code), row('a'))).not.toHaveProperty('unmappedOfferings');
  });

  it.each([
    [[2, 3], 3],
    [[null], null],
    [[null, null], null],
    [[null, 1], 1],
    [[undefined, 3], undefined],
    [[undefined, 4], 4],
  ] as const)('have the highest level there is: %j is %s', (levels, level) => {
    const rows = levels.map((one, at) => row('a', { row: `${at}`, level: one }));
    expect(merged(form(code), ...rows).offerings[0]!.level).toBe(level);
  });

  it.each([
    [
      [4, 3],
      [4, 3],
    ],
    [
      [null, undefined],
      [null, 'unknown'],
    ],
    [[3, 3], undefined],
    [[3], undefined],
  ] as const)('tell the level of each where they differ: %j', (levels, told) => {
    const rows = levels.map((one, at) => row('a', { row: `${at}`, level: one }));
    expect(merged(form(code), ...rows).offerings[0]!.rowLevels).toEqual(told);
  });

  it.each([
    // What one of them does, the offering does: file online, take payment, send the result.
    [[true, true], { onlineClosed: true, account: true, resultByPost: true }],
    [[false, false], { onlineClosed: false, account: false, resultByPost: false }],
    [[true, false], { onlineClosed: false, account: true, resultByPost: true }],
    [[undefined, true], { account: true, resultByPost: true }],
    [[undefined, false], { onlineClosed: false }],
    [[undefined, undefined], {}],
  ])('are open, paid and sent as soon as one is: %j', (told, expected) => {
    const rows = told.map((each, at) =>
      row('a', {
        row: `${at}`,
        ...(each !== undefined && { onlineClosed: each, account: each, resultByPost: each }),
      }),
    );
    const { offerings } = merged(form(code), ...rows);
    expect(offerings).toStrictEqual([{ agency: 'H13.9', level: 4, rows: ['0', '1'], ...expected }]);
  });
});

describe('cases of one procedure', () => {
  it('are sorted, those of two forms apart unless they are the same, for our agencies', () => {
    const { cases } = merged(
      ...[
        form(code),
        form('KH01'),
        oneCase('C'),
        oneCase('A'),
        oneCase('B', { agencies: ['a', 'x', 'b', 'b2'] }),
      ],
      ...[oneCase('A', { procedure: 'KH01', name: 'khác' }), oneCase('C', { procedure: 'KH01' })],
    );
    expect(cases!.map(({ key, agencies }) => [key, agencies])).toEqual([
      ['A', null],
      ['A@KH01', null],
      ['B', ['H13.1', 'H13.9']],
      ['C', null],
    ]);
    // Of its record itself, beside those that came alone.
    expect(merged(form(code, { cases: [{ key: 'Z', agencies: ['a'] }] }), oneCase('A')).cases).toEqual([
      { key: 'A', agencies: null },
      { key: 'Z', agencies: ['H13.9'] },
    ]);
  });

  it('could not be told where details were not read, unless one came', () => {
    const unread = form(code, { detail: 'unread' });
    expect(merged(unread)).not.toHaveProperty('cases');
    expect(merged(unread, oneCase('A')).cases).toHaveLength(1);
    expect(merged(form(code, { casesIndeterminate: true }))).not.toHaveProperty('cases');
    expect(merged(form(code, { casesIndeterminate: true }), oneCase('A')).cases).toHaveLength(1);
  });
});

it('what a portal shows of a procedure is told in our codes, sorted, and only what it told', () => {
  const audience = { case: '1', agency: 'a', citizen: 4, business: null } as const;
  const shown = (publication: object) =>
    merged(form(code, { facts: { publication: publication as never } })).facts.publication;
  expect(
    shown({
      ...{ applied: ['a', 'b2', 'b', 'x'], tests: ['a', 'c', 'x'] },
      ...{ audiences: [audience, { ...audience, agency: 'x' }], links: [{ agency: 'x', link: 'https://x' }] },
    }),
  ).toStrictEqual({
    ...{ applied: ['H13.1', 'H13.9'], tests: ['H13.10', 'H13.9'] },
    ...{ audiences: [{ ...audience, agency: 'H13.9' }], links: [] },
  });
  expect(shown({ links: [] })).toStrictEqual({ links: [] });
});

it('records of one text but of two kinds are two', () => {
  const rows = [
    stagedRow(form(code)),
    { procedure: code, kind: 'case' as const, body: stagedRow(form(code)).body },
  ];
  const { procedures, cases } = groupOf(rows);
  expect([procedures.length, cases.length]).toEqual([1, 1]);
});

import { describe, expect, it } from 'vitest';
import { decodeDetail } from '../../../adapters/dvcqg-2026/read/decode-detail.ts';
import { keptDetails } from '../../adapter/kept-details.ts';
import { procedure, procedureIn, procedures, read, seedOf } from './support.ts';

const code = '1.000001';
const only = seedOf([procedure(code)]);
const detailsAsked = (visits: readonly { path: string }[]) =>
  visits.filter(({ path }) => path.endsWith('get-formality-by-citizen')).length;

describe('a procedure of the national portal', () => {
  it('has name, tiers, bodies, field, decision, fees, times, papers and where it applies', async () => {
    const { records } = await read(only);
    const { facts, cases, detail } = procedureIn(records, code);
    expect(detail).toBe('read');
    expect(facts).toMatchObject({
      ...{ name: `Thủ tục ${code}`, active: true, tiers: ['province'], decision: '12/QĐ-BTP' },
      fields: [{ code: 'HT', name: 'Hộ tịch' }],
      publication: { applied: ['H13.01', 'H13.02', 'H13.105'], tests: [], audiences: [] },
    });
    expect(facts.bodies).toContainEqual({ code: 'H13.105', name: 'UBND phường Cái Khế' });
    expect(facts.fees).toContainEqual({ channel: 'online', amount: 8_000, text: '8000' });
    expect(facts.deadlines).toContainEqual(
      expect.objectContaining({ channel: 'direct', amount: 3, unit: 'workingDay' }),
    );
    expect(facts.publication!.links).toHaveLength(3);
    expect(cases).toEqual([
      {
        ...{
          key: `${code}.01`,
          name: 'Thông thường',
          agencies: null,
          deadlineHours: 24,
          onlineClosed: false,
        },
        components: [{ code: 'TK', name: 'Tờ khai', originals: 1, copies: 0 }],
      },
    ]);
  });

  it('takes each legal text once', async () => {
    const { facts } = procedureIn((await read(only)).records, code);
    expect(facts.suspectTexts!.filter(text => text === '61/2018/NĐ-CP')).toHaveLength(1);
    expect(facts.legalBases!.filter(({ number }) => number === '61/2018/NĐ-CP')).toHaveLength(1);
  });

  it.each([
    ['none is declared', { noFees: true }, undefined],
    ['they are 0, which is there for unknown too', { zeroFees: true }, [undefined, undefined, undefined]],
    ['the rule stands in the description alone', { nullFees: true }, [undefined, undefined, undefined]],
  ])('does not tell its fees where %s', async (_what, quirks, amounts) => {
    const { facts } = procedureIn((await read(only, quirks)).records, code);
    expect(facts.fees?.map(({ amount }) => amount)).toEqual(amounts);
    for (const { text } of facts.fees ?? []) expect(text).toBe(text.trim());
  });

  it('withdrawn there, with rows left over, is switched off', async () => {
    const { records } = await read(only, { inactive: true });
    expect(procedureIn(records, code).facts).toMatchObject({ active: false, publication: { applied: [] } });
  });

  it('that applies to a generic body applies to no unit for that', async () => {
    const seed = seedOf([procedure(code, { appliedTo: ['H13.01'] })]);
    const { facts } = procedureIn((await read(seed, { genericBody: true, manyApplied: true })).records, code);
    expect(facts.publication!.applied).toEqual(['H13.01']);
  });

  it('keeps apart cases of one name, and finds the papers of each', async () => {
    const [one] = procedure(code).cases;
    const paper = (name: string) => ({ name, originals: 1, copies: 0, required: false });
    const cases = [
      { ...one!, key: 'a', components: [paper('Giấy A')] },
      { ...one!, key: 'b', components: [paper('Giấy B')] },
    ];
    const { records } = await read(seedOf([procedure(code, { cases })]), { sameCaseNames: true });
    const told = procedureIn(records, code).cases!;
    expect(told.map(({ key, components }) => [key, components?.map(({ name }) => name)])).toEqual([
      [`${code}.01`, ['Giấy A']],
      [`${code}.02`, ['Giấy B']],
    ]);
  });

  it('says nothing of what a record does not say', () => {
    expect(decodeDetail({ code, name: 'Thủ tục', state: 'UPDATED' })).toEqual({
      ...{ code, name: 'Thủ tục', state: 'UPDATED', facts: { suspectTexts: ['Thủ tục'] }, flaws: [] },
    });
  });

  it('has no time of its own for a case that names none; of a unit nobody knows it could not be told', () => {
    const days = (processingDay?: object) =>
      decodeDetail({ code, cases: [{ id: 'a', ...(processingDay && { processingDay }) }] })!.cases;
    expect(days()).toEqual([expect.objectContaining({ deadlineHours: null })]);
    expect(days({ qty: 2, type: 'WORKING_DAY' })).toEqual([expect.objectContaining({ deadlineHours: 16 })]);
    expect(days({ qty: 2, type: 'FORTNIGHT' })![0]).not.toHaveProperty('deadlineHours');
    expect(decodeDetail({ code, executionCases: [{ name: 'Một' }] })!.cases).toEqual([
      expect.objectContaining({ name: 'Một', deadlineHours: null }),
    ]);
  });

  it('does not tell a list of which a part cannot be read', () => {
    const broken = { submissionMethod: 'ONLINE', fees: [{ value: 5_000 }, { value: { dong: 1 } }] };
    const { facts, flaws } = decodeDetail({ code, executionMethods: [broken] })!;
    expect(facts).not.toHaveProperty('fees');
    expect(flaws).toHaveLength(1);
  });
});

describe('details of the national portal', () => {
  const seed = seedOf(procedures(20));

  it('that are very many take turns for their first reading, with levels whole every time', async () => {
    const values = new Map<string, string>();
    const told: number[] = [];
    let asked = 0;
    for (const hours of [0, 24, 48, 73]) {
      const details = keptDetails(
        { now: () => Date.parse('2026-03-02T00:00:00Z') + hours * 3_600_000 },
        values,
      );
      const { records, sandbox } = await read(seed, {}, { detailsAtOnce: 6 }, details);
      expect(records.filter(({ kind }) => kind === 'offering')).toHaveLength(60);
      const all = records.filter(record => record.kind === 'procedure');
      expect(all.map(({ detail }) => detail)).toEqual(Array(20).fill('read'));
      const known = all.filter(({ facts }) => facts.fees !== undefined);
      told.push(known.length);
      asked = Math.max(asked, detailsAsked(sandbox.visits));
      // What was not its turn is could not tell, cases included.
      for (const one of all) expect(one.casesIndeterminate === true).toBe(!known.includes(one));
    }
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect([told[0]! < 6, told.at(-1), asked < 20]).toEqual([true, 20, true]);
  });

  it('are all read at once where nothing is kept for a later run, or everything is asked for', async () => {
    for (const details of [undefined, keptDetails({ since: Date.now() })]) {
      const { sandbox } = await read(seed, {}, { detailsAtOnce: 6 }, details);
      expect(detailsAsked(sandbox.visits)).toBe(20);
    }
  });

  it('that cannot be read leave their procedure listed, indeterminate', async () => {
    const values = new Map<string, string>();
    const down = { unavailable: 'get-formality' };
    const { records } = await read(seedOf(procedures(3)), down, {}, keptDetails({}, values));
    const all = records.filter(record => record.kind === 'procedure');
    expect(all.map(({ detail }) => detail)).toEqual(Array(3).fill('unread'));
    expect(values.size).toBe(0);
  });

  it('are not asked for of procedures that have nothing to do with the city', async () => {
    const elsewhere = procedure('2.000009', { listings: [], appliedTo: [] });
    const { records, sandbox } = await read(seedOf([...procedures(2), elsewhere]));
    expect(detailsAsked(sandbox.visits)).toBe(2);
    expect(procedureIn(records, '2.000009')).toMatchObject({ detail: 'read', casesIndeterminate: true });
  });
});

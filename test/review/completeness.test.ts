import { describe, expect, it } from 'vitest';
import { countCompleteness, isComplete } from '../../src/review/completeness.ts';
import { prepareRollUp, type ReviewMaterial } from '../../src/review/roll-up.ts';
import { applicable, city, communes, decision, districts, entry, material } from './support.ts';

const rollUp = prepareRollUp(city);

function counted(materials: Partial<ReviewMaterial>[], handedIn?: ReadonlyMap<string, string>) {
  const count = countCompleteness(city);
  for (const each of materials) count.add(rollUp(material(each)));
  const found = count.result(handedIn);
  return { of: (code: string) => found.find(({ agency }) => agency === code), found };
}

describe('completeness', () => {
  it('names what a unit owes, and counts what others said for it apart', () => {
    const { of } = counted([
      { entries: [entry('H13.21.1', 'eligible'), entry('H13.22', 'eligible')] },
      { procedure: '2.000001', manager: null },
    ]);
    expect(of('H13.21.1')).toMatchObject({
      expected: 2,
      reported: 1,
      spokenFor: 0,
      owed: 1,
      missing: ['2.000001'],
      lastImportAt: '2021-06-10T02:00:00.000Z',
    });
    expect(of('H13.22.1')).toMatchObject({
      expected: 2,
      reported: 0,
      spokenFor: 1,
      owed: 1,
      lastImportAt: null,
    });
  });

  it('does not count as handed in what names no condition, whoever said it', () => {
    const bare = { technical: { blocks: true, reasons: [], text: null } };
    const { of } = counted([
      {
        entries: [entry('H13.21.1', 'not-eligible', bare), entry('H13.22', 'not-eligible', bare)],
      },
    ]);
    const owing = { expected: 1, reported: 0, owed: 1, unexplained: 1, missing: ['1.004194'] };
    expect(of('H13.21.1')).toMatchObject(owing);
    expect(of('H13.22.1')).toMatchObject(owing);
  });

  it('expects of a unit what the portal says applies to it, and of a unit the portal does not know what the national record says', () => {
    const count = countCompleteness(city, new Set(['H13.21.1', 'H13.21.2']));
    const entries = [entry('H13.21.1', 'eligible')];
    // By the national record every commune; by the portal's list the second one only, and one nobody had thought of.
    count.add({ ...rollUp(material({ entries })), applied: ['H13.21.2', 'H13.21'] });
    const found = count.result();
    const of = (code: string) => found.find(({ agency }) => agency === code);
    expect(of('H13.21.1')?.expected ?? 0).toBe(0);
    expect(of('H13.21.2')).toMatchObject({ expected: 1, owed: 1, missing: ['1.004194'] });
    expect(of('H13.21')).toMatchObject({ expected: 1, owed: 1 });
    expect(of('H13.22.1')).toMatchObject({ expected: 1, owed: 1 });
  });

  it('expects nothing of services already at level 4, and nothing more once a person has decided', () => {
    const { of } = counted([
      { entries: [entry('H13', 'already-online')] },
      { procedure: '2.000001', decisions: [decision(null, true, { procedure: '2.000001' })] },
    ]);
    expect(of('H13.21.1')).toMatchObject({ expected: 1, reported: 0, spokenFor: 1, owed: 0 });
  });

  it('counts for a district the communes below it that have handed everything in', () => {
    const entries = ['H13.21.1', 'H13.21.2', 'H13.22.1'].map(code => entry(code, 'eligible'));
    const { of } = counted([{ entries }]);
    expect(of('H13.21')?.below).toEqual({ units: 2, complete: 2 });
    expect(of('H13.22')?.below).toEqual({ units: 2, complete: 1 });
    expect([isComplete(of('H13.21')!), isComplete(of('H13.22')!)]).toEqual([true, false]);
    // The city waits for the district that waits for a commune.
    expect(isComplete(of('H13')!)).toBe(false);
  });

  it('counts for a department the units that report procedures of its field', () => {
    const entries = communes.map(code => entry(code, 'eligible'));
    const { of } = counted([
      { entries },
      { procedure: '2.000001', applicability: applicable(districts) },
      { procedure: '3.000001', applicability: applicable(districts), manager: null },
    ]);
    expect(of('H13.3')?.below).toEqual({ units: 6, complete: 4 });
  });

  it('takes an empty list for handed in, and leaves out units with nothing to do', () => {
    const at = '2021-06-12T00:00:00.000Z';
    const { of, found } = counted([{ applicability: applicable(['H13.21.1']) }], new Map([['H13.21.1', at]]));
    expect(of('H13.21.1')).toMatchObject({ owed: 1, lastImportAt: at });
    expect(found.map(({ agency }) => agency)).toEqual(['H13', 'H13.21', 'H13.21.1', 'H13.3']);
  });

  it('names a hundred of what is missing, and tells the number whole', () => {
    const many = Array.from({ length: 150 }, (_, at) => ({ procedure: `1.${100000 + at}` }));
    const { of } = counted(many);
    expect(of('H13.21.1')?.missing).toHaveLength(100);
    expect(of('H13.21.1')?.owed).toBe(150);
  });
});

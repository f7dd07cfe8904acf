import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textsOf } from '../../src/domain/provision.ts';
import { freedByLaw } from '../../src/review/freed-by-law.ts';
import { type BlockedOffering, createRegister, type LegalRecord } from '../../src/review/legal-register.ts';
import { prepareRollUp } from '../../src/review/roll-up.ts';
import { blocked, city, communes, entry, inOrder, material, silent } from './support.ts';

const legal = (text: string) => ({ blocks: true, reasons: ['legislation'], text });
const law = textsOf({ number: '60/2014/QH13', name: 'Luật Hộ tịch' });
const records = new Map<string, LegalRecord>([
  ['1.004194', { name: 'Đăng ký khai sinh', field: 'Hộ tịch', texts: law }],
]);
const rollUp = prepareRollUp(city);

function registerOf(...entries: ReturnType<typeof entry>[]) {
  const register = createRegister(records, law);
  for (const row of entries) register.addRow(row);
  for (const target of rollUp(material({ entries })).targets) register.addTarget('1.004194', target);
  return register.result();
}
const saysNo = (agency: string, text: string, technical = silent) =>
  entry(agency, 'not-eligible', { technical, legal: legal(text) });

describe('the legal register', () => {
  it('makes one provision of the ways people write it, and counts offerings, units and fields', () => {
    const { provisions, unread } = registerOf(
      saysNo('H13.21.1', 'khoản 2 Điều 7 Luật Hộ tịch'),
      saysNo('H13.21.2', 'Luật hộ tịch 2014, Điều 7, khoản 2'),
    );
    expect(provisions).toEqual([
      {
        ...{ id: '60/2014/QH13/d7/k2', text: 'Luật Hộ tịch', number: '60/2014/QH13' },
        ...{ article: '7', clause: '2', point: null, issuer: 'Quốc hội' },
        ...{ offerings: 2, units: 2, fields: ['Hộ tịch'] },
      },
    ]);
    expect(unread).toEqual([]);
  });

  it('counts the communes a district speaks for, and none that speaks for itself', () => {
    const { provisions } = registerOf(saysNo('H13.21', 'Điều 7 Luật Hộ tịch'), entry('H13.21.1', 'eligible'));
    expect(provisions.map(({ id, offerings }) => [id, offerings])).toEqual([['60/2014/QH13/d7', 1]]);
    expect(registerOf(saysNo('H13.21', 'Điều 7 Luật Hộ tịch')).provisions[0]!.offerings).toBe(2);
    expect(communes).toHaveLength(4);
  });

  it('lists reasons out of which nothing could be read with their row, and no mark', () => {
    const { provisions, unread } = registerOf(
      saysNo('H13.21.1', 'Phải có mặt để ký'),
      saysNo('H13.21.2', 'Điều 5 Luật Đất đai'),
      entry('H13.22.1', 'not-eligible', { technical: silent, legal: blocked() }),
    );
    expect(provisions).toEqual([]);
    expect(unread.map(({ agency, text }) => [agency, text])).toEqual([
      ['H13.21.1', 'Phải có mặt để ký'],
      ['H13.21.2', 'Điều 5 Luật Đất đai'],
    ]);
  });

  it('frees by law alone neither what technique blocks too nor what is only partly read', () => {
    const technical = { blocks: true, reasons: ['file-size'], text: 'dung lượng lớn' };
    const { blocked: offerings } = registerOf(
      saysNo('H13.21.1', 'Điều 7 Luật Hộ tịch'),
      saysNo('H13.21.2', 'Điều 7 Luật Hộ tịch', technical),
      saysNo('H13.22.1', 'Điều 7 Luật Hộ tịch; Điều 5 Luật Đất đai'),
      saysNo('H13.22.2', 'Điều 7 Luật Hộ tịch', inOrder),
    );
    expect(offerings.map(({ agency, byLawAlone }) => [agency, byLawAlone])).toEqual([
      ['H13.21.1', true],
      ['H13.21.2', false],
      ['H13.22.1', false],
      ['H13.22.2', true],
    ]);
    expect(freedByLaw(offerings, 1)).toEqual({ provisions: ['60/2014/QH13/d7'], offerings: 2, exact: true });
  });

  it('leaves out a conflict: its next step is a decision, not a law', () => {
    const { blocked: offerings } = registerOf(
      saysNo('H13.21.1', 'Điều 7 Luật Hộ tịch'),
      entry('H13.21.1', 'eligible'),
    );
    expect(offerings).toEqual([]);
  });
});

const times = (count: number, ...provisions: string[]): BlockedOffering[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ procedure: `1.${at}`, agency: provisions.join('+'), provisions: provisions.toSorted() },
    byLawAlone: true,
  }));

describe('amending provisions', () => {
  it('two that jointly block a hundred beat four that block one each', () => {
    const offerings = [...times(100, 'p', 'q'), ...['a', 'b', 'c', 'd'].flatMap(one => times(1, one))];
    expect(freedByLaw(offerings, 2)).toEqual({ provisions: ['p', 'q'], offerings: 100, exact: true });
    // The same among more sets than are tried out whole.
    const many = [...offerings, ...Array.from({ length: 50 }, (_, at) => times(1, `x${at}`)).flat()];
    expect(freedByLaw(many, 2)).toEqual({ provisions: ['p', 'q'], offerings: 100, exact: false });
    expect(freedByLaw(offerings, 4)).toMatchObject({ offerings: 102, exact: false });
  });

  it('of one frees nothing where every service has two in its way', () => {
    expect(freedByLaw(times(9, 'p', 'q'), 1)).toEqual({ provisions: [], offerings: 0, exact: true });
  });

  it('sees pairs of sets that are worth more together', () => {
    const pairs = [...times(5, 'a', 'b'), ...times(5, 'b', 'c'), ...times(5, 'a', 'c'), ...times(6, 'z')];
    const padding = Array.from({ length: 45 }, (_, at) => times(1, `x${at}`, `y${at}`)).flat();
    expect(freedByLaw([...pairs, ...padding], 3)).toMatchObject({
      provisions: ['a', 'b', 'c'],
      offerings: 15,
    });
  });

  const letter = fc.constantFrom(...'abcdef');
  const offering = fc.uniqueArray(letter, { minLength: 1, maxLength: 3 });
  it('of few sets is the best there is; of any is never more than asked for and never better than the best', () => {
    fc.assert(
      fc.property(fc.array(offering, { maxLength: 25 }), fc.integer({ min: 1, max: 4 }), (sets, count) => {
        const offerings = sets.flatMap((set, at) => times(1 + (at % 3), ...set));
        const best = bruteForce(offerings, count);
        const freed = freedByLaw(offerings, count);
        expect(freed.provisions.length).toBeLessThanOrEqual(count);
        if (freed.exact) expect(freed.offerings).toBe(best);
        expect(freed.offerings).toBeLessThanOrEqual(best);
        expect(freed.exact).toBe(count <= 3);
      }),
      { numRuns: 200 },
    );
  });
});

function bruteForce(offerings: readonly BlockedOffering[], count: number): number {
  const ids = [...'abcdef'];
  let best = 0;
  for (let mask = 0; mask < 2 ** ids.length; mask++) {
    const chosen = ids.filter((_, at) => (mask >> at) % 2 === 1);
    if (chosen.length > count) continue;
    best = Math.max(
      best,
      offerings.filter(({ provisions }) => provisions.every(id => chosen.includes(id))).length,
    );
  }
  return best;
}

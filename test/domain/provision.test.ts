import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  namesProvision,
  type Provision,
  provisionId,
  provisionText,
  readProvisions,
  resolver,
  textsOf,
} from '../../src/domain/provision.ts';
import { longestJudged } from '../../src/domain/text-limits.ts';
import { drawnLater, labelled, labelledBases } from './provision-labels.ts';

const resolve = resolver([], labelledBases.flatMap(textsOf));
const idsOf = (text: string, means = resolve) => {
  const { provisions, unresolved } = readProvisions(text, means);
  return [...provisions.map(provisionId), ...(unresolved ? ['?'] : [])];
};

/** Of what was found, how much is right; of what is there, how much was found. */
function measured(set: typeof labelled) {
  let right = 0;
  let found = 0;
  let there = 0;
  const wrong: string[] = [];
  for (const [text, ids] of set) {
    const wanted = ids.split(' ').filter(Boolean);
    const got = idsOf(text);
    right += got.filter(id => wanted.includes(id)).length;
    found += got.length;
    there += wanted.length;
    if (got.toSorted().join(' ') !== wanted.toSorted().join(' ')) wrong.push(`${text}\n  ${got.join(' ')}`);
  }
  return { precision: right / found, recall: right / there, wrong };
}

describe('provisions out of what people write', () => {
  const tuned = labelled.filter((_, index) => index % 2 === 0);
  const held = labelled.filter((_, index) => index % 2 === 1);

  it('are found in the half of the labelled texts that the reading was made with', () => {
    const { precision, recall, wrong } = measured(tuned);
    expect({ precision, recall }, wrong.join('\n')).toEqual({ precision: 1, recall: 1 });
  });

  it('are found in the half that was held back, but for a law in a title that is taken for another', () => {
    const { precision, recall, wrong } = measured(held);
    expect(precision, wrong.join('\n')).toBeGreaterThanOrEqual(0.96);
    expect(recall, wrong.join('\n')).toBeGreaterThanOrEqual(0.95);
    expect(wrong).toEqual([expect.stringMatching(/^Nghị định số 165\/2024.*\n {2}165\/2024\/NĐ-CP \?$/)]);
  });

  it('are found in texts that were drawn and labelled later, but for three that say less than they mean', () => {
    const { precision, recall, wrong } = measured(drawnLater);
    expect(wrong, wrong.join('\n')).toEqual([
      expect.stringMatching(/^quy định chi tiết.*\n {2}07\/2026\/TT-BNNMT 07\/2022\/QH15 \?$/),
      expect.stringMatching(/^Nghị định 73\/NĐ-CP.*\n {2}73\/1994\/NĐ-CP \?$/),
      '46/2020\n  ',
    ]);
    expect(precision).toBeGreaterThanOrEqual(0.96);
    expect(recall).toBeGreaterThanOrEqual(0.98);
  });
});

describe('a provision', () => {
  const letters = [...'abcdđeghiklm'];
  const provision = fc.record({
    number: fc.constantFrom(
      '123/2015/NĐ-CP',
      '04/2020/TT-BTP',
      '60/2014/QH13',
      '24/2021/QĐ-TTg',
      '66.7/2025/NQ-CP',
    ),
    article: fc.integer({ min: 1, max: 250 }).map(String),
    clause: fc.option(fc.integer({ min: 1, max: 30 }).map(String), { nil: undefined }),
    point: fc.option(fc.constantFrom(...letters), { nil: undefined }),
  });
  /** The same place written upward, downward, with signs between, short, without capitals. */
  const written = fc.record({
    order: fc.constantFrom('up', 'down', 'text first'),
    sign: fc.constantFrom(' ', ', ', '  ', ' của '),
    short: fc.boolean(),
    decomposed: fc.boolean(),
    small: fc.boolean(),
  });

  it('is one whatever order, signs, short forms and normal form it is written in', () => {
    fc.assert(
      fc.property(provision, written, (of, { order, sign, short, decomposed, small }) => {
        const { article, clause, point } = of;
        const place = [
          ...(point !== undefined && clause !== undefined ? [`điểm ${point}`] : []),
          ...(clause === undefined ? [] : [short ? `K.${clause}` : `Khoản ${clause}`]),
          short ? `Đ${article}` : `Điều ${article}`,
        ];
        const parts = order === 'up' ? [...place, of.number] : [...place.toReversed(), of.number];
        const text = (order === 'text first' ? [of.number, ...place.toReversed()] : parts).join(sign);
        const shown = decomposed ? text.normalize('NFD') : text;
        const wanted: Provision = { number: of.number, article };
        if (clause !== undefined) wanted.clause = clause;
        if (clause !== undefined && point !== undefined) wanted.point = point;
        expect(idsOf(small ? shown.toLowerCase() : shown)).toEqual([provisionId(wanted)]);
      }),
    );
  });

  it('reads back what it is called', () => {
    fc.assert(
      fc.property(provision, ({ number, article, clause, point }) => {
        const of: Provision = { number, article };
        if (clause !== undefined) of.clause = clause;
        if (clause !== undefined && point !== undefined) of.point = point;
        expect(readProvisions(provisionText(of))).toEqual({ provisions: [of], unresolved: false });
      }),
    );
  });

  it.each([
    [{}, '123/2015/NĐ-CP', 'Nghị định số 123/2015/NĐ-CP'],
    [{ article: '7' }, '123/2015/NĐ-CP/d7', 'Điều 7 Nghị định số 123/2015/NĐ-CP'],
    [{ clause: '2', point: 'a' }, '123/2015/NĐ-CP/k2/a', 'điểm a khoản 2 Nghị định số 123/2015/NĐ-CP'],
    [{ number: '117/KH-UBND' }, '117/KH-UBND', '117/KH-UBND'],
  ])('is called as far as it is named: %j', (place, id, text) => {
    const of = { number: '123/2015/NĐ-CP', ...place };
    expect([provisionId(of), provisionText(of)]).toEqual([id, text]);
  });

  it.each([
    ['NĐ 123/2015/NĐ-CP và NĐ 123/2015/NĐ-CP, Điều 7; NĐ 87/2020/NĐ-CP', '123/2015/NĐ-CP/d7 87/2020/NĐ-CP'],
    ['NĐ 123/2015/NĐ-CP; khoản 1 NĐ 123/2015/NĐ-CP', '123/2015/NĐ-CP/k1'],
    ['NĐ 123/2015/NĐ-CP; điểm a NĐ 123/2015/NĐ-CP', '123/2015/NĐ-CP/a'],
  ])('says more than its text as a whole, which is not told beside it: %s', (text, ids) => {
    expect(idsOf(text)).toEqual(ids.split(' '));
  });

  it.each([
    ['Điều 5 TTLT 01/2015/TTLT-BTP & BCA', '01/2015/TTLT-BTP-BCA/d5'],
    ['Điều 5 TTLT 01/2015/TTLT-BTP&BCA', '01/2015/TTLT-BTP-BCA/d5'],
    ['Điều 5 TTLT 01/2015/TTLT/BTP & BCA-BQP', '01/2015/TTLT-BTP-BCA-BQP/d5'],
    ['Điều 5 TTLT 01/2015/TTLT-BTP-BVHTT&DL', '01/2015/TTLT-BTP-BVHTTDL/d5'],
    ['Điều 5 TT 01/2015/TT-BTP & BCA', '01/2015/TT-BTP/d5'],
  ])('of a text that several bodies issued names them all: %s', (text, id) => {
    expect(idsOf(text)).toEqual([id]);
  });

  it('is of no text whose kind is said beside the number of a plan', () => {
    const known = resolver([], textsOf({ number: '123/2015/NĐ-CP', name: '' }));
    expect(idsOf('Nghị định 123/2015', known)).toEqual(['123/2015/NĐ-CP']);
    expect(idsOf('Nghị định 123/2015/KH-UBND', known)).toEqual([]);
    expect(idsOf('Nghị định 123/2015/kh-ubnd', known)).toEqual([]);
    expect(idsOf('Nghị định 123/2015 - HD thi hành', known)).toEqual(['123/2015/NĐ-CP']);
  });

  it('of any text at all is read without failing, and each once', () => {
    const word = fc.constantFrom(
      ...'Điều khoản điểm Luật NĐ 123 /2015/ NĐ-CP , ; . ( ) a đ 7a - đến và QH13 của Chính phủ ngày 15/11/2015'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.array(word).map(words => words.join(' ')),
        ),
        text => {
          const ids = readProvisions(text, resolve).provisions.map(provisionId);
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
    );
  });

  it('of a text longer than any that is judged could not be told', () => {
    expect(readProvisions('a'.repeat(longestJudged + 1))).toEqual({ provisions: [], unresolved: true });
  });
});

describe('names and short numbers', () => {
  const texts = (...bases: [string, string][]) =>
    bases.flatMap(([number, name]) => textsOf({ number, name }));

  it('mean the one text of the procedure that fits, although the city has several', () => {
    const city = texts(['01/2022/TT-BTP', ''], ['01/2022/TT-BYT', '']);
    expect(idsOf('TT 01/2022 Điều 5', resolver(texts(['01/2022/TT-BYT', '']), city))).toEqual([
      '01/2022/TT-BYT/d5',
    ]);
    expect(idsOf('TT 01/2022 Điều 5', resolver([], city))).toEqual(['?']);
  });

  it('are never guessed: two laws of one name, none of it, or an amending law', () => {
    const two = texts(['45/2013/QH13', 'Luật Đất đai'], ['31/2024/QH15', 'Luật Đất đai']);
    expect(idsOf('Điều 7 Luật Đất đai', resolver(two, []))).toEqual(['?']);
    expect(idsOf('Điều 7 Luật Đất đai năm 2024', resolver(two, []))).toEqual(['31/2024/QH15/d7']);
    const amending = texts(['61/2010/QH12', 'Luật sửa đổi, bổ sung một số điều của Luật Đất đai']);
    expect(idsOf('Điều 7 Luật Đất đai', resolver(amending, []))).toEqual(['?']);
  });

  it('take the longest name there is', () => {
    const both = texts(
      ['1/2014/QH13', 'Luật Đầu tư'],
      ['2/2020/QH14', 'Luật Đầu tư theo phương thức đối tác công tư'],
    );
    expect(idsOf('Luật Đầu tư theo phương thức đối tác công tư, Điều 3', resolver(both, []))).toEqual([
      '02/2020/QH14/d3',
    ]);
    expect(idsOf('Luật đầu tư phải nộp', resolver(both, []))).toEqual(['01/2014/QH13']);
  });

  it('mean a text of the kind, the year and the body that were said', () => {
    const city = texts(
      ['01/2022/TT-BTP', ''],
      ['01/2022/NĐ-CP', ''],
      ['01/2021/NĐ-CP', ''],
      ['01/2021/TT-BCA', ''],
      ['01/2022/TT-BYT', ''],
    );
    const ids = (text: string) => idsOf(text, resolver([], city));
    expect(ids('NĐ 01/2022')).toEqual(['01/2022/NĐ-CP']);
    expect(ids('Thông tư 01 của Bộ Y tế')).toEqual(['01/2022/TT-BYT']);
    expect(ids('12/TT-BYT Điều 2')).toEqual(['?']);
    expect(ids('01/TT-BTP Điều 2')).toEqual(['01/2022/TT-BTP/d2']);
    expect(ids('Nghị định 01')).toEqual(['?']);
    expect(ids('TT 02/2022')).toEqual(['?']);
    expect(ids('TT 01/2021')).toEqual(['01/2021/TT-BCA']);
  });

  it('of laws and ordinances are what their titles call them, however these are written', () => {
    const ids = (text: string, ...bases: [string, string][]) => idsOf(text, resolver(texts(...bases), []));
    for (const title of [
      'Luật Thi đua, khen thưởng',
      'Luật số 06/2022/QH15 Thi đua, khen thưởng',
      '06/2022/QH15 - Luật Thi đua khen thưởng',
      'Luật của Quốc hội Thi đua - Khen thưởng ngày 15/6/2022',
      'Thi đua khen thưởng 2022',
    ])
      expect(ids('Điều 3 Luật thi đua, khen thưởng', ['06/2022/QH15', title]), title).toEqual([
        '06/2022/QH15/d3',
      ]);
    expect(ids('Pháp lệnh Cảnh vệ', ['05/2020/UBTVQH14', 'Pháp lệnh Cảnh vệ'])).toEqual(['05/2020/UBTVQH14']);
    // A title says what a decree is about; one that is only a number calls a law nothing.
    expect(ids('Luật Hộ tịch', ['123/2015/NĐ-CP', 'Luật Hộ tịch'])).toEqual(['?']);
    expect(ids('Luật Hộ tịch', ['54/2014/QH13', 'Luật 54/2014/QH13'])).toEqual(['?']);
    expect(ids('Luật Hộ tịch', ['54/2014/QH13', ''])).toEqual(['?']);
  });

  it('of a legal basis are in its number, else in its title, which is its name where there is one', () => {
    const told = (number: string, name: string) =>
      textsOf({ number, name }).map(each => [each.number, each.name]);
    expect(told('NĐ 123/2015/NĐ-CP; 87/2020/NĐ-CP', ' Về  hộ tịch')).toEqual([
      ['123/2015/NĐ-CP', 'Về hộ tịch'],
      ['87/2020/NĐ-CP', 'Về hộ tịch'],
    ]);
    expect(told('123/2015/NĐ-CP', '')).toEqual([['123/2015/NĐ-CP', '123/2015/NĐ-CP']]);
    const title = 'Nghị định 87/2020/NĐ-CP sửa đổi Nghị định 123/2015/NĐ-CP';
    expect(told('', title)).toEqual([['87/2020/NĐ-CP', title]]);
    expect(told('Luật Hộ tịch, Điều 7', 'Luật Hộ tịch')).toEqual([]);
  });

  it('say that a reason speaks of law, words about law in general do not', () => {
    expect(namesProvision('Điều 18 Luật Hộ tịch')).toBe(true);
    expect(namesProvision('NĐ 123 yêu cầu bản chính')).toBe(true);
    for (const text of [
      'theo quy định của pháp luật',
      'Kế hoạch 117/KH-UBND',
      'Quyết định 2974/QĐ-UBND',
      'Luật Hộ tịch',
      'Điều 18',
      'X',
    ])
      expect(namesProvision(text), text).toBe(false);
  });
});

const data = '../shared/data/national-procedures.ndjson.gz';
it.skipIf(!existsSync(data))('finds the number of nearly every legal basis of the national record', () => {
  const lines = gunzipSync(readFileSync(data)).toString().trim().split('\n');
  const rows = lines.flatMap(
    line => (JSON.parse(line) as { CANCUPHAPLY: { SOVANBAN: string; TENVANBAN: string }[] }).CANCUPHAPLY,
  );
  const named = rows.filter(({ SOVANBAN, TENVANBAN }) => /\d+\/(?:\d{4}\/|NĐ)/u.test(SOVANBAN + TENVANBAN));
  const read = named.filter(
    ({ SOVANBAN, TENVANBAN }) => textsOf({ number: SOVANBAN, name: TENVANBAN }).length > 0,
  );
  expect(named.length).toBeGreaterThan(3_000);
  expect(read.length / named.length).toBeGreaterThan(0.99);
});

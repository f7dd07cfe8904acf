import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agency } from '../../src/domain/agency.ts';
import { withoutAccents } from '../../src/domain/text.ts';
import { unitSuggester } from '../../src/snapshot/suggest-unit.ts';

const wards = ['An Bình', 'An Hòa', 'An Hội', 'Cái Khế', 'Thới An Đông', 'Trường Long A', 'Bình Thủy'];
const departments = ['Tư pháp', 'Y tế', 'Tài chính', 'Nông nghiệp và Môi trường', 'Văn hóa, Thể thao'];
const city: Agency[] = [
  { code: 'H13', name: 'Ủy ban nhân dân thành phố', tier: 'province' },
  ...wards.map(
    (name, n): Agency => ({
      code: `H13.${100 + n}`,
      name: `Ủy ban nhân dân phường ${name}`,
      tier: 'commune',
      parent: 'H13',
    }),
  ),
  { code: 'H13.130', name: 'Ủy ban nhân dân xã Thới Lai', tier: 'commune', parent: 'H13' },
  ...departments.map(
    (name, n): Agency => ({ code: `H13.${n + 1}`, name: `Sở ${name}`, tier: 'province', parent: 'H13' }),
  ),
  { code: 'H13.50', name: 'Công an thành phố', tier: 'province', parent: 'H13' },
  {
    code: 'H13.51',
    name: 'Bảo hiểm xã hội phường An Bình',
    tier: 'commune',
    parent: 'H13.100',
  },
];
const suggest = unitSuggester(city);
const suggested = (name: string) => suggest(name).map(one => one.name);

describe('suggestions for the name of a unit', () => {
  it.each([
    'Ủy ban nhân dân phường An Bình',
    'UBND phường An Bình',
    'UBND P. An Bình',
    'UBND P.An Bình, TP Cần Thơ',
    'P. An Bình',
    'phường An Bình - thành phố Cần Thơ',
    'UỶ BAN NHÂN DÂN PHƯỜNG AN BÌNH',
    'Uy ban nhan dan phuong An Binh',
    'ubnd p an binh',
    'An Bình',
  ])('find the ward in "%s", and nothing else', name => {
    expect(suggested(name)).toEqual(['Ủy ban nhân dân phường An Bình']);
  });

  it('trust an equal name most, one without accents or of another kind less', () => {
    const score = (name: string) => suggest(name)[0]?.score ?? 0;
    expect(score('UBND phường An Bình')).toBe(1);
    expect(score('UBND phuong An Binh')).toBe(0.9);
    expect(score('UBND thị trấn Thới Lai')).toBe(0.7);
    expect(score('UBND huyện Thới Lai')).toBe(0);
  });

  it('do not take a neighbour for the ward, however alike the two are called', () => {
    for (const name of [
      'UBND phường An Phú',
      'Phường An',
      'UBND phường Thới An',
      'UBND xã Trường Long',
      'Thị trấn An Binh',
    ])
      expect(suggested(name)).toEqual([]);
  });

  it('do not take one office of a place for another', () => {
    expect(suggested('Công an phường An Bình')).toEqual([]);
    expect(suggested('Trung tâm Y tế')).toEqual([]);
    expect(suggested('Công an TP Cần Thơ')).toEqual(['Công an thành phố']);
    expect(suggested('Bảo hiểm xã hội phường An Bình')).toEqual(['Bảo hiểm xã hội phường An Bình']);
    expect(suggested('Bảo hiểm xã hội phường An Hòa')).toEqual([]);
  });

  it('find departments by what is their own', () => {
    expect(suggested('Sở Y tế TP. Cần Thơ')).toEqual(['Sở Y tế']);
    expect(suggested('So Tu phap')).toEqual(['Sở Tư pháp']);
    expect(suggested('Sở Văn hóa Thể thao và Du lịch')).toEqual(['Sở Văn hóa, Thể thao']);
    expect(suggested('Sở Xây dựng')).toEqual([]);
  });

  it('leave bodies of another province alone', () => {
    expect(suggested('Sở Y tế tỉnh Cà Mau')).toEqual([]);
    expect(suggested('UBND thành phố Cần Thơ')).toEqual(['Ủy ban nhân dân thành phố']);
  });

  const heads = [
    'Ủy ban nhân dân phường ',
    'UBND xã ',
    'Phường ',
    'P. ',
    'Sở ',
    'Công an ',
    'Công an phường ',
    '',
  ];
  const syllable = fc.constantFrom('Đức', 'Vàm', 'Ngọc', 'Sơn', 'Kỳ', 'Liêu', 'Gò', 'Quới');

  it('are never made for names that share only what many are called', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...heads),
        fc.array(syllable, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        (head, own, plain) => {
          const name = head + own.join(' ');
          expect(suggest(plain ? withoutAccents(name) : name)).toEqual([]);
        },
      ),
    );
    for (const head of heads) expect(suggest(head)).toEqual([]);
  });

  it('put the right ward first, in whatever of the usual ways it is written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...wards),
        fc.constantFrom('Ủy ban nhân dân phường ', 'UBND phường ', 'UBND P.', 'P. ', 'phường '),
        fc.constantFrom('', ', TP Cần Thơ', ' - Thành phố Cần Thơ'),
        fc.constantFrom(
          (text: string) => text,
          (text: string) => text.toUpperCase(),
          (text: string) => text.normalize('NFD'),
          withoutAccents,
        ),
        (ward, head, tail, written) => {
          expect(suggested(written(head + ward + tail))[0]).toBe(`Ủy ban nhân dân phường ${ward}`);
        },
      ),
    );
  });
});

describe('how much a name of a unit is believed', () => {
  const within: Agency[] = [
    { code: 'H13', name: 'Ủy ban nhân dân thành phố', tier: 'province' },
    { code: 'H13.1', name: 'Ủy ban nhân dân quận Ninh Kiều', tier: 'district', parent: 'H13' },
    { code: 'H13.2', name: 'Ủy ban nhân dân phường An Bình', tier: 'commune', parent: 'H13.1' },
    { code: 'H13.3', name: 'Phòng Tư pháp', tier: 'district', parent: 'H13.1' },
    { code: 'H13.4', name: 'Sở Y tế', tier: 'province', parent: 'H13' },
    { code: 'H13.5', name: 'Trường Mầm non xã Mỹ Khánh', tier: 'commune', parent: 'H13' },
    { code: 'H13.6', name: 'Bệnh viện thành phố Cần Thơ', tier: 'province', parent: 'H13' },
    { code: 'H13.7', name: 'Công an quận Ninh Kiều', tier: 'district', parent: 'H13.1' },
  ];
  const byName = unitSuggester(within);
  it.each<[name: string, ...found: [code: string, score: number][]]>([
    // A place said besides counts where the unit lies in it, and against it where it does not.
    ['UBND phường An Bình', ['H13.2', 1]],
    ['UBND phường An Bình, thành phố', ['H13.2', 1]],
    ['UBND phường An Bình, quận Ninh Kiều', ['H13.2', 0.95]],
    ['UBND phường An Bình, TP Cần Thơ', ['H13.2', 0.95]],
    ['UBND phường An Bình, quận Cái Răng', ['H13.2', 0.7]],
    ['UBND phường An Bình, huyện Phong Điền, thành phố Cần Thơ', ['H13.2', 0.7]],
    ['UBND xã An Bình', ['H13.2', 0.7]],
    ['UBND phường An Bính', ['H13.2', 0.7]],
    ['Phòng Tư pháp', ['H13.3', 1]],
    ['Phòng Tư pháp quận Ninh Kiều', ['H13.3', 0.95]],
    ['Phòng Tư pháp quận Cái Răng', ['H13.3', 0.7]],
    // An office of a ward is not the one of the city, whichever of the two says where it is.
    ['Phòng Tư pháp phường An Bình'],
    ['Sở Y tế phường An Bình'],
    ['Trường Mầm non'],
    ['Trường Mầm non xã Mỹ Khánh', ['H13.5', 1]],
    ['Trường Mầm non phường Mỹ Khánh', ['H13.5', 0.7]],
    ['Trường Mầm non xã Trường Long'],
    ['Bệnh viện', ['H13.6', 1]],
    ['Bệnh viện thành phố', ['H13.6', 0.95]],
    ['Bệnh viện thành phố Cần Thơ', ['H13.6', 1]],
    ['Bệnh viện TP Cần Thơ', ['H13.6', 1]],
    ['Sở Y tế TP. Cần Thơ', ['H13.4', 0.95]],
    ['Sở Y tế thành phố Cần Thơ', ['H13.4', 0.95]],
    ['UBND thành phố', ['H13', 1]],
    ['UBND thành phố Cần Thơ', ['H13', 0.95]],
    ['UBND tỉnh Cần Thơ'],
    ['UBND'],
    ['Công an'],
    ['Công an thành phố'],
    // The bare name of a place means what is there; what else is said is no part of it.
    ['Ninh Kiều', ['H13.1', 0.8], ['H13.7', 0.8]],
    ['An Binh', ['H13.2', 0.72]],
    ['An Bình quận Ninh Kiều'],
    ['Cần Thơ'],
  ])('%s', (name, ...found) => {
    expect(byName(name).map(({ code, score }) => [code, score])).toEqual(found);
  });

  it('goes by what the top agency names where our code says nothing, and needs no agencies', () => {
    const elsewhere = unitSuggester([
      { code: 'A', name: 'UBND tỉnh Hậu Giang', tier: 'province' },
      { code: 'A.1', name: 'Sở Y tế', tier: 'province', parent: 'A' },
      // One that is above it is not in the list.
      { code: 'A.2', name: 'UBND xã Tân Lộc', tier: 'commune', parent: 'B' },
    ]);
    const scores = (name: string) => elsewhere(name).map(({ code, score }) => [code, score]);
    expect(scores('Sở Y tế tỉnh Hậu Giang')).toEqual([['A.1', 0.95]]);
    expect(scores('Sở Y tế tỉnh Cà Mau')).toEqual([]);
    expect(scores('UBND tỉnh')).toEqual([['A', 0.95]]);
    expect(scores('UBND xã Tân Lộc, huyện Vị Thủy')).toEqual([['A.2', 0.7]]);
    expect(unitSuggester([])('UBND phường An Bình')).toEqual([]);
  });
});

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

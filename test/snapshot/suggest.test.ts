import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggester } from '../../src/snapshot/suggest.ts';

const wards = [
  'Phường An Hòa',
  'Phường An Hội',
  'Phường Cái Khế',
  'Phường Hưng Phú',
  'Phường Phú Thứ',
  'Xã Trường Long',
  'Xã Trường Long A',
  'Sở Y tế',
  'Sở Tài chính',
  'Sở Thông tin và Truyền thông',
  'Ủy ban nhân dân thành phố Cần Thơ',
].map((name, n) => ({ code: `H13.${n + 1}`, name }));
const suggest = suggester(wards);

function best(name: string): [string, number] | undefined {
  const [first] = suggest(name);
  return first && [first.name, first.score];
}

describe('suggestions by name', () => {
  it('give an equal name the full score, in any spelling of the same letters', () => {
    expect(best('Phường An Hòa')).toEqual(['Phường An Hòa', 1]);
    expect(best('phường an hoà'.normalize('NFD'))).toEqual(['Phường An Hòa', 1]);
    expect(best('PHƯỜNG  AN HÒA.')).toEqual(['Phường An Hòa', 1]);
  });

  it('find a name without accents, but trust it less', () => {
    expect(best('Phuong Cai Khe')).toEqual(['Phường Cái Khế', 0.9]);
  });

  it('tell diacritics apart where they are there', () => {
    expect(best('Phường An Hội')![0]).toBe('Phường An Hội');
    expect(best('Phường Hưng Phú')![0]).toBe('Phường Hưng Phú');
  });

  it('weigh rare words more than common ones', () => {
    expect(best('Cái Khế, phường trung tâm')![0]).toBe('Phường Cái Khế');
    expect(suggest('Phường')).toEqual([]);
  });

  it('know the usual short forms and phrases that say nothing', () => {
    expect(best('UBND TP Cần Thơ')).toEqual(['Ủy ban nhân dân thành phố Cần Thơ', 1]);
    const procedures = suggester([
      { code: '1.000001', name: 'Cấp giấy phép lái xe' },
      { code: '1.000002', name: 'Đăng ký tạm trú' },
    ]);
    expect(procedures('Thủ tục cấp giấy phép lái xe')).toEqual([
      { code: '1.000001', name: 'Cấp giấy phép lái xe', score: 1 },
    ]);
  });

  it('do not offer what has nothing in common', () => {
    expect(suggest('Kho bạc Nhà nước')).toEqual([]);
    expect(suggest('')).toEqual([]);
    expect(suggester([])('Sở Y tế')).toEqual([]);
  });

  it('take away from the score for words nobody has', () => {
    const [exact, longer] = [best('Sở Y tế')!, best('Sở Y tế tỉnh Cà Mau')!];
    expect(longer[0]).toBe('Sở Y tế');
    expect(longer[1]).toBeLessThan(exact[1]);
  });

  it('are five at most, unless more of them tie', () => {
    const same = suggester(
      Array.from({ length: 8 }, (_, n) => ({ code: `1.00000${n}`, name: 'Đăng ký khai sinh' })),
    );
    expect(same('Đăng ký khai sinh').map(one => one.code)).toHaveLength(8);
    const different = suggester(
      Array.from({ length: 8 }, (_, n) => ({
        code: `1.00000${n}`,
        name: `Đăng ký khai sinh${' lại'.repeat(n)}`,
      })),
    );
    expect(different('Đăng ký khai sinh')).toHaveLength(5);
  });

  it('weigh a word by how rare it is and how often it stands there, and words in their order', () => {
    const scores = (wanted: string, ...names: string[]) =>
      suggester(names.map((name, n) => ({ code: `${n}`, name })))(wanted).map(({ code, score }) => [
        code,
        score,
      ]);
    // cos = (w·w') / (|w||w'|), of a word that both have and one nobody has, at half its rarity.
    expect(scores('a x', 'a')).toEqual([['0', 0.816]]);
    expect(scores('a', 'a b', 'c')).toEqual([['0', 0.577]]);
    expect(scores('a a', 'a')[0]![1]).toBeLessThan(scores('a', 'a')[0]![1] as number);
    expect(scores('cấp lại thẻ', 'thẻ lại cấp', 'cấp lại thẻ')).toEqual([['1', 1]]);
    expect(scores('khai sinh', 'khai sinh', 'khai tử', 'khai thuế').map(([code]) => code)).toEqual(['0']);
  });

  it('that score alike are sorted by their codes', () => {
    const codes = ['3', '1', '2'];
    const alike = suggester(codes.map(code => ({ code, name: 'Đăng ký khai sinh' })));
    expect(alike('Đăng ký khai sinh').map(({ code }) => code)).toEqual(['1', '2', '3']);
  });

  it('are the same in whatever order the candidates come, best first, scores within 0 and 1', () => {
    const name = fc.array(fc.constantFrom('cấp', 'giấy', 'phép', 'lái', 'xe', 'lại', 'đổi', 'mới', 'a'), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 12 }), name, (names, wanted) => {
        const candidates = names.map((words, n) => ({
          code: `${n}`.padStart(2, '0'),
          name: words.join(' '),
        }));
        const found = suggester(candidates)(wanted.join(' '));
        expect(suggester([...candidates].reverse())(wanted.join(' '))).toEqual(found);
        for (const [n, { score }] of found.entries()) {
          expect(score).toBeGreaterThan(0);
          expect(score).toBeLessThanOrEqual(found[n - 1]?.score ?? 1);
        }
        const same = candidates.filter(one => one.name === wanted.join(' '));
        for (const { code } of same) expect(found.find(one => one.code === code)?.score).toBe(1);
      }),
    );
  });
});

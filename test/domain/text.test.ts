import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  brokenAtSpaces,
  cleanText,
  cutText,
  shortText,
  textKey,
  visibly,
  withoutInvisible,
} from '../../src/domain/text.ts';
import { tooLong } from '../../src/domain/text-limits.ts';

const marks = [
  '\u200b',
  '\u200e',
  '\u202a',
  '\u202e',
  '\u2060',
  '\u2066',
  '\ufeff',
  '\u00ad',
  '\u034f',
  '\ufe0f',
];

describe('what shows nothing', () => {
  it.each(marks)('is taken out of a code, wherever it stands: %j', mark => {
    expect(cleanText(`${mark}1.00${mark}4194${mark}`)).toBe('1.004194');
  });

  it('is a control character too, but never white space', () => {
    expect(cleanText('1.004194\u0000\u001f\u0090')).toBe('1.004194');
    expect(cleanText('Cấp\tgiấy\u0085phép\r\nxây\u00a0dựng')).toBe('Cấp giấy phép xây dựng');
    expect(withoutInvisible('hai\ndòng\t')).toBe('hai\ndòng\t');
  });

  it('does not keep a letter and its mark apart', () => {
    expect(cleanText('Ca\u034f\u0302\u0301p')).toBe('Cấp');
    expect(textKey('Thu\u0309\u200d tục')).toBe(textKey('Thủ tục'));
  });

  it('is known by the same key in every spelling, whatever letters a text has', () => {
    const letters = 'aàáâãăạảấầẩẫậắằẳẵặeéèẻẽẹêếoóòỏõọôốơớuúùủũụưứyýỳỷỹỵAÁOÒUỤYỲđĐqnghñǟİŉ-,. 1';
    const unit = fc.constantFrom(...letters, '\u0300', 'ｈ', 'ß');
    const moved =
      /([ou])(\u0300|\u0301|\u0303|\u0309|\u0323)?([aey])(\u0300|\u0301|\u0303|\u0309|\u0323)?(?![a-z\p{M}])/gu;
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), text => {
        const marked = cleanText(text).toLowerCase().normalize('NFD');
        const key = marked.replace(moved, (all, first, early = '', second, late = '') =>
          ['oa', 'oe', 'uy'].includes(first + second) ? first + (early || late) + second : all,
        );
        const words = key
          .normalize('NFC')
          .replace(/[^\p{L}\p{N}]+/gu, ' ')
          .trim();
        expect(textKey(text)).toBe(words);
        expect(textKey(text.normalize('NFD'))).toBe(textKey(text.normalize('NFC')));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is shown by its number where it has to be spoken of', () => {
    expect(visibly('1.004194\u202e\u001b[2J')).toBe('1.004194‹U+202E›‹U+001B›[2J');
    expect(visibly('Đất đai\nhai')).toBe('Đất đai\nhai');
    expect(visibly('\u{e0100}')).toBe('‹U+E0100›');
  });
});

it('is broken into lines at spaces only, however long a word is', () => {
  expect(brokenAtSpaces('Cấp  giấy phép xây dựng', 9)).toEqual(['Cấp giấy', 'phép xây', 'dựng']);
  expect(brokenAtSpaces('Cấp giấy', 8)).toEqual(['Cấp giấy']);
  expect(brokenAtSpaces('Cấp giấy', 7)).toEqual(['Cấp', 'giấy']);
  expect(brokenAtSpaces('a quá-dài-để-vừa b', 3)).toEqual(['a', 'quá-dài-để-vừa', 'b']);
  expect(brokenAtSpaces('  ', 3)).toEqual([]);
});

it('is cut at a character, never through one, and with no blank before the ellipsis', () => {
  expect([cutText('Cấp giấy', 8), cutText('Cấp giấy', 7), cutText('Cấp giấy', 5)]).toEqual([
    ...['Cấp giấy', 'Cấp gi…', 'Cấp…'],
  ]);
  expect(cutText('ab😀c', 4)).toBe('ab\ufffd…');
});

it('is cut at a word where that leaves more than half, and without the signs that joined it to the rest', () => {
  expect(shortText('Cấp giấy phép', 13)).toBe('Cấp giấy phép');
  expect(shortText('Cấp giấy phép', 12)).toBe('Cấp giấy…');
  expect(shortText('Cấp giấy; phép xây dựng', 14)).toBe('Cấp giấy…');
  expect(shortText('Cấp giấyphépxâydựng', 10)).toBe('Cấp giấyph…');
  expect(shortText('a'.repeat(20), 10)).toBe(`${'a'.repeat(10)}…`);
});

it('is too long for its kind by one character more than the longest', () => {
  expect(tooLong('x'.repeat(4_000), 'name')).toBeUndefined();
  expect(tooLong('x'.repeat(4_001), 'name')).toBe('dài 4.001 ký tự, nhiều nhất là 4.000');
});

import { describe, expect, it } from 'vitest';
import { cleanText, textKey, visibly, withoutInvisible } from '../../src/domain/text.ts';

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

  it('is shown by its number where it has to be spoken of', () => {
    expect(visibly('1.004194\u202e\u001b[2J')).toBe('1.004194‹U+202E›‹U+001B›[2J');
    expect(visibly('Đất đai\nhai')).toBe('Đất đai\nhai');
    expect(visibly('\u{e0100}')).toBe('‹U+E0100›');
  });
});

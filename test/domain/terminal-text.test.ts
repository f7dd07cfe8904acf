import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanFileName } from '../../src/domain/file-name.ts';
import { terminalJson, terminalLine, terminalText } from '../../src/domain/terminal-text.ts';
import { anyCharacter } from '../support/any-character.ts';

/** What terminals act on: controls but for tab and line feed, and whatever changes the direction of writing. */
const working = /(?![\t\n])[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/u;
const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'\u001b[31m]0;\u0007\r\n\t\u0085\u009b2J\u009d\u202e\u2066\u200f\ufeff\u{e0041}aế'),
    fc.string({ unit: anyCharacter, maxLength: 1 }),
  ),
});

describe('text of others on a terminal', () => {
  it('does nothing, whatever it is, and hides nothing', () => {
    fc.assert(
      fc.property(hostile, text => {
        expect(terminalText(text)).not.toMatch(working);
        expect(terminalLine(text)).not.toMatch(/[\n\t]/);
        expect(stripVTControlCharacters(terminalText(text))).toBe(terminalText(text));
      }),
    );
    expect(terminalText('a\u001b[2Jb\u202ec\rd')).toBe('a‹U+001B›[2Jb‹U+202E›c‹U+000D›d');
  });

  it('is the same value as JSON, of which nothing works either', () => {
    fc.assert(
      fc.property(hostile, text => {
        const json = terminalJson(JSON.stringify({ [text]: [text] }, null, 2));
        expect(json).not.toMatch(working);
        expect(JSON.parse(json)).toEqual({ [text]: [text] });
      }),
    );
  });
});

describe('the name of a file somebody sent', () => {
  it('has no folder, nothing that works and a length that can be written, whatever it was', () => {
    fc.assert(
      fc.property(hostile, text => {
        const name = cleanFileName(text, 'danh-muc');
        expect(name).not.toMatch(working);
        expect(name).not.toMatch(/[/\\<>:"|?*\n\t]|^\.|^$/);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      }),
    );
  });

  it('keeps its ending and its letters', () => {
    expect(cleanFileName('C:\\Users\\A\\Phụ lục I.xlsx', 'x')).toBe('Phụ lục I.xlsx');
    expect(cleanFileName(`${'ế'.repeat(300)}.xlsx`, 'x')).toMatch(/^ế{74}….xlsx$/u);
    expect(cleanFileName('..', 'danh-muc')).toBe('danh-muc');
  });
});

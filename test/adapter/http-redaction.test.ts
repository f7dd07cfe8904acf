import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/adapter/http-redaction.ts';

const forms: Record<string, (secret: string, user: string) => string> = {
  plain: secret => secret,
  url: secret => encodeURIComponent(secret),
  'lower-case url': secret => encodeURIComponent(secret).replace(/%../g, hex => hex.toLowerCase()),
  form: secret => new URLSearchParams({ p: secret }).toString(),
  json: secret => JSON.stringify({ password: secret }),
  'json in json': secret => JSON.stringify(JSON.stringify({ password: secret })),
  basic: (secret, user) => `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`,
  'unicode escapes': secret => units(secret, unit => `\\u${hex(unit, 4)}`),
  'unicode escapes in json in json': secret => units(secret, unit => `\\\\u${hex(unit, 4).toUpperCase()}`),
  'decimal entities': secret => points(secret, point => `&#${point};`),
  'hexadecimal entities': secret => points(secret, point => `&#x00${hex(point, 1)};`),
  'percent of every byte': secret => bytes(secret, byte => `%${hex(byte, 2)}`),
  'percent in json': secret => JSON.stringify(bytes(secret, byte => `%${hex(byte, 2).toUpperCase()}`)),
  'percent twice': secret => bytes(secret, byte => `%25${hex(byte, 2)}`),
  hexadecimal: secret => Buffer.from(secret).toString('hex'),
  'upper-case hexadecimal': secret => Buffer.from(secret).toString('hex').toUpperCase(),
  'every second character escaped': secret =>
    [...secret].map((letter, at) => (at % 2 ? letter : `&#${letter.codePointAt(0)};`)).join(''),
};

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
const units = (text: string, write: (unit: number) => string) =>
  Array.from({ length: text.length }, (_, at) => write(text.charCodeAt(at))).join('');
const points = (text: string, write: (point: number) => string) =>
  [...text].map(letter => write(letter.codePointAt(0)!)).join('');
const bytes = (text: string, write: (byte: number) => string) => [...Buffer.from(text)].map(write).join('');

describe('a configured secret', () => {
  for (const [name, form] of Object.entries(forms)) {
    it(`is gone from a text that carries it as ${name}`, () => {
      fc.assert(
        fc.property(
          fc
            .string({ minLength: 4, unit: 'grapheme' })
            .filter(secret => secret.trim() === secret && secret !== ''),
          fc.string({ maxLength: 6 }),
          (secret, user) => {
            const carried = form(secret, user);
            const text = createRedactor([secret])(`trước ${carried} sau`);
            expect(text).toContain('***');
            expect(text).not.toContain(carried);
            expect(text.startsWith('trước ')).toBe(true);
          },
        ),
      );
    });
  }

  for (const [name, form] of Object.entries(forms)) {
    it(`with Vietnamese letters is gone from ${name}, however the letters are composed`, () => {
      for (const secret of ['Mật khẩu Cần Thơ 2021', 'đườngvề&quê"hương']) {
        for (const [given, echoed] of [
          [secret.normalize('NFC'), secret.normalize('NFD')],
          [secret.normalize('NFD'), secret.normalize('NFC')],
          [secret.normalize('NFC'), secret.normalize('NFC')],
        ] as const) {
          const carried = form(echoed, 'sở');
          const shown = createRedactor([given])(`trước ${carried} sau`);
          expect(shown).toContain('***');
          expect(shown).not.toContain(carried);
          expect(shown).toMatch(/^trước .* sau$/);
          expect(shown.length).toBeLessThan(60);
        }
      }
    });
  }

  it('leaves escapes of other texts as they were written', () => {
    const text = String.raw`{"message":"kh\u00f4ng c\u00f3 &amp; 100%20 &#273; \"x\""}`;
    expect(createRedactor(['mật khẩu'])(text)).toBe(text);
    expect(createRedactor(['mật khẩu'])(`${text}m%E1%BA%ADt%20kh%E1%BA%A9u${text}`)).toBe(
      `${text}***${text}`,
    );
  });

  it('is looked for in one walk through a text full of escapes', () => {
    const secret = 'Mật khẩu Cần Thơ';
    const text = '\\u004d&#7853;%E1'.repeat(20_000);
    expect(createRedactor([secret])(text)).toBe(text);
  });

  it('that is very short goes only where it stands alone', () => {
    expect(createRedactor(['12'])('mã 12, thủ tục 1.001234')).toBe('mã ***, thủ tục 1.001234');
  });

  it('leaves nothing behind when one secret is part of another', () => {
    expect(createRedactor(['abcd', 'abcdefgh'])('x abcdefgh y')).toBe('x *** y');
  });
});

describe('credentials nobody configured', () => {
  it.each([
    ['Authorization: Bearer v2.local.AAAABBBB', 'Authorization: Bearer ***'],
    ['{"token":"eyJhbGciOi.x.y","refreshToken":"bG9uZ2Vy=="}', '{"token":"***","refreshToken":"***"}'],
    ['/o/x?access_token=0123456789abcdef&a=1', '/o/x?access_token=***&a=1'],
    ['Basic dXNlcjpwYXNzd29yZA== rest', 'Basic *** rest'],
  ])('are taken out of %s', (text, expected) => {
    expect(createRedactor([])(text)).toBe(expected);
  });

  it('leaves ordinary sentences alone', () => {
    const text =
      'portal.example: Invalid token provided (token hết hạn), Basic authentication, thủ tục 1.004194';
    expect(createRedactor([])(text)).toBe(text);
  });
});

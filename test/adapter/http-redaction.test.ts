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
};

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

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksCut, readAnswer, readSession } from '../../../adapters/csdl-tthc/envelope.ts';

const rows = [{ MATTHC: '1.000001' }];
const read = (value: unknown, status = 200) => readAnswer({ status, text: JSON.stringify(value) });

describe('the envelope of an answer', () => {
  it.each([
    ['plain, code 0', { error_code: 0, result: rows }],
    ['code "0"', { error_code: '0', result: rows }],
    ['code "00"', { error_code: '00', result: rows }],
    ['no code', { result: rows }],
    ['JSON in a string', { message: JSON.stringify({ result: rows, error_code: '00' }) }],
    ['message as an object', { message: { result: rows, error_code: 0 } }],
    ['the whole answer as a JSON text', JSON.stringify({ error_code: 0, result: rows })],
    ['three layers', { message: JSON.stringify({ message: JSON.stringify({ result: rows }) }) }],
    ['result as a JSON text', { error_code: 0, result: JSON.stringify(rows) }],
    ['a bare list', rows],
    ['a message beside the result', { message: 'Thành công', error_code: 0, result: rows }],
    ['a single object', { error_code: 0, result: rows[0] }],
    ['a list inside message', { message: JSON.stringify(rows) }],
  ])('reads %s', (_what, answer) => {
    expect(read(answer)).toEqual({ ok: true, rows });
  });

  it('reads null as "knows of nothing"', () => {
    expect(read({ error_code: 0, result: null })).toEqual({ ok: true, rows: null });
  });

  it.each([
    ['a code', { error_code: 7, message: 'Lỗi' }, 200, 'remote-fault', true],
    ['a code as text', { error_code: '-1', result: [] }, 200, 'remote-fault', true],
    [
      'a code outside the wrapped message',
      { error_code: 9, message: '{"result":[]}' },
      200,
      'remote-fault',
      true,
    ],
    ['no result', { error_code: 0 }, 200, 'not-understood', true],
    ['null message', { message: null }, 200, 'not-understood', true],
    ['a result that is no list', { error_code: 0, result: 5 }, 200, 'not-understood', true],
    ['HTTP 401', { error_code: 0, result: rows }, 401, 'refused', true],
    ['HTTP 403', {}, 403, 'refused', true],
    ['HTTP 500 with rows', { error_code: 0, result: rows }, 500, 'remote-fault', false],
  ] as const)('does not take %s for success', (_what, answer, status, kind, suspect) => {
    expect(read(answer, status)).toMatchObject({ ok: false, kind, suspect });
  });

  it.each(['"Object reference not set"', 'Object reference not set', '"'])(
    'names the status of a failed request whose body is no answer: %s',
    text => {
      const fault = { ok: false, kind: 'remote-fault', reason: 'trả lời HTTP 500' };
      expect(readAnswer({ status: 500, text })).toMatchObject(fault);
      expect(readAnswer({ status: 404, text })).toMatchObject({
        kind: 'not-understood',
        reason: expect.stringContaining('HTTP 404'),
      });
      expect(() => readSession({ status: 500, text })).toThrow('Đăng nhập CSDL quốc gia: trả lời HTTP 500');
    },
  );

  it('takes secrets out of what is said before cutting it', () => {
    const message = `${'x'.repeat(155)}mat-khau-dai`;
    const text = JSON.stringify({ error_code: 7, message });
    const redact = (words: string) => words.replaceAll('mat-khau-dai', '***');
    expect(readAnswer({ status: 200, text }, undefined, redact)).toMatchObject({
      reason: `mã lỗi 7 «${'x'.repeat(155)}***»`,
    });
  });

  it('suspects an HTML page and an empty body, but not JSON that was cut short', () => {
    expect(readAnswer({ status: 200, text: ' <html></html>' })).toMatchObject({ ok: false, suspect: true });
    expect(readAnswer({ status: 200, text: '' })).toMatchObject({ ok: false, suspect: true });
    expect(readAnswer({ status: 200, text: '{"result":[{"MATT' })).toMatchObject({
      ok: false,
      suspect: false,
    });
  });

  it('believes the installation about its codes and texts of an expired session', () => {
    const text = JSON.stringify({ error_code: 12, message: 'Không tìm thấy' });
    expect(readAnswer({ status: 200, text }, { codes: [7], patterns: [] })).toMatchObject({ suspect: false });
    expect(readAnswer({ status: 200, text }, { codes: ['12'], patterns: [] })).toMatchObject({
      suspect: true,
    });
    expect(readAnswer({ status: 200, text }, { codes: [7], patterns: ['KHÔNG TÌM'] })).toMatchObject({
      suspect: true,
    });
    const polite = JSON.stringify({ error_code: 0, message: 'Phiên hết hạn', result: [] });
    expect(readAnswer({ status: 200, text: polite }, { codes: [], patterns: ['hết hạn'] })).toMatchObject({
      ok: false,
    });
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map(text => JSON.stringify({ message: text })),
        ),
        text => {
          const reading = readAnswer({ status: 200, text });
          if (reading.ok) expect(reading.rows === null || Array.isArray(reading.rows)).toBe(true);
          else expect(reading.reason.length).toBeLessThan(300);
          looksCut(text);
        },
      ),
    );
  });

  it('stops unwrapping a message wrapped for ever', () => {
    let wrapped = '{"result":[]}';
    for (let depth = 0; depth < 12; depth++) wrapped = JSON.stringify({ message: wrapped });
    expect(readAnswer({ status: 200, text: wrapped }).ok).toBe(false);
  });
});

describe('the session of a login answer', () => {
  it.each([
    { session: 'abc', error_code: 0 },
    { error_code: '00', result: { session: 'abc' } },
    { error_code: 0, result: [{ session: 'abc' }] },
    { message: JSON.stringify({ session: 'abc', error_code: 0 }) },
  ])('is found in %j', answer => {
    expect(readSession({ status: 200, text: JSON.stringify(answer) })).toBe('abc');
  });

  it.each([
    [{ error_code: 3, message: 'Sai mật khẩu' }, 200, 'refused'],
    [{}, 401, 'refused'],
    [{ error_code: 0 }, 200, 'not-understood'],
    [{ error_code: 0, session: '' }, 200, 'not-understood'],
  ] as const)('is not found in %j with HTTP %i: %s', (answer, status, kind) => {
    expect(() => readSession({ status, text: JSON.stringify(answer) })).toThrow(
      expect.objectContaining({ kind }),
    );
  });

  it('does not repeat the body of a strange answer, which could hold the session', () => {
    expect(() => readSession({ status: 200, text: '{"session":"secret-token"' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret-token') }),
    );
  });
});

describe('an answer cut short', () => {
  it.each(['{"result":[{"a":1', '["a', '{"message":"{\\"result\\'])('is known by its end: %s', text => {
    expect(looksCut(text)).toBe(true);
  });

  it.each(['{"result":[]}\n', '"text"', '[]', '<html', ''])('is not "%s"', text => {
    expect(looksCut(text)).toBe(false);
  });
});

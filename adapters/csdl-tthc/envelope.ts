import { RemoteError, type RemoteErrorKind } from '../../src/adapter/errors.ts';
import { parseExactJson } from '../../src/adapter/exact-json.ts';
import type { HttpAnswer } from '../../src/adapter/http.ts';
import { isObject } from '../../src/domain/object.ts';
import { cleanText } from '../../src/domain/text.ts';

/** What an answer came to. `rows: null` = the service knows of nothing ("not found"). */
export type Reading =
  | { ok: true; rows: unknown[] | null }
  | {
      ok: false;
      kind: RemoteErrorKind;
      reason: string;
      status: number;
      /** Could be an expired session: the service has no code of its own for that. */
      suspect: boolean;
      /** A page for people in the place of data. */
      page: boolean;
    };

/** What an installation knows about its expired sessions. */
const noSigns = { codes: [] as readonly (string | number)[], patterns: [] as readonly string[] };
/** Layers of JSON text and `message` taken off; two are usual. */
const deepest = 8;

/**
 * Reads every shape of answer either way in is known to give. Never throws. What the remote says is redacted before it
 * is cut: half a secret is none that could be found later.
 */
export function readAnswer(
  answer: Pick<HttpAnswer, 'status' | 'text'>,
  signs = noSigns,
  redact: (text: string) => string = text => text,
): Reading {
  const { status } = answer;
  const text = answer.text.replace(/^\ufeff/, '').trim();
  const failure = (kind: RemoteErrorKind, reason: string, suspect: boolean): Reading => ({
    ok: false,
    kind,
    reason,
    status,
    page: text.startsWith('<'),
    suspect: suspect || matches(text.slice(0, 4_000), signs.patterns),
  });
  if (status === 401 || status === 403) return failure('refused', `trả lời HTTP ${status}`, true);
  if (text === '') return failure('not-understood', `trả lời rỗng (HTTP ${status})`, status < 400);
  if (text.startsWith('<')) return failure('not-understood', `trả lời là trang HTML (HTTP ${status})`, true);
  const envelope = unwrap(text);
  if (envelope === undefined) {
    if (status >= 500) return failure('remote-fault', `trả lời HTTP ${status}`, false);
    const which = status >= 400 ? `trả lời HTTP ${status} là ` : '';
    return failure('not-understood', `${which}JSON hỏng hoặc bị cắt giữa chừng`, false);
  }
  const { code, message } = envelope;
  // Only where it failed: nearly every answer has a message that nobody is told.
  const words = () => `«${redact(message).slice(0, 160)}»`;
  if (!meansZero(code)) {
    const known = signs.codes.length === 0 || signs.codes.some(sign => String(sign) === String(code));
    const said = message === '' ? '' : ` ${words()}`;
    return failure(
      'remote-fault',
      `mã lỗi ${redact(String(code)).slice(0, 40)}${said}`,
      known || matches(message, signs.patterns),
    );
  }
  if (matches(message, signs.patterns)) return failure('remote-fault', words(), true);
  if (status >= 400) return failure('remote-fault', `trả lời HTTP ${status}`, false);
  if (!('result' in envelope)) return failure('not-understood', 'trả lời không có result', true);
  const { result } = envelope;
  if (result === null || Array.isArray(result)) return { ok: true, rows: result };
  if (typeof result === 'object') return { ok: true, rows: [result] };
  return failure('not-understood', `result là ${typeof result}, không phải danh sách`, true);
}

/** The session out of a login answer; throws `RemoteError` (`refused` for wrong credentials). */
export function readSession(
  answer: Pick<HttpAnswer, 'status' | 'text'>,
  redact?: (text: string) => string,
): string {
  const reading = readAnswer(answer, noSigns, redact);
  const envelope =
    reading.ok || answer.status < 400 ? unwrap(answer.text.replace(/^\ufeff/, '').trim()) : undefined;
  if (envelope && meansZero(envelope.code)) {
    const inside = Array.isArray(envelope.result) ? envelope.result[0] : envelope.result;
    for (const holder of [envelope.outer, inside]) {
      const session = isObject(holder) ? holder.session : undefined;
      if (typeof session === 'string' && session.trim() !== '') return session;
      if (typeof session === 'number') return String(session);
    }
    throw new RemoteError('not-understood', 'Đăng nhập CSDL quốc gia: trả lời không có session', {
      status: answer.status,
    });
  }
  if (reading.ok)
    throw new RemoteError('not-understood', 'Đăng nhập CSDL quốc gia: trả lời không có session');
  const wrong = reading.kind === 'remote-fault' && answer.status < 500;
  throw new RemoteError(wrong ? 'refused' : reading.kind, `Đăng nhập CSDL quốc gia: ${reading.reason}`, {
    status: answer.status,
    page: reading.page,
  });
}

/** A JSON text that stops before its end; worth asking again. */
export function looksCut(text: string): boolean {
  const end = text.trimEnd().at(-1);
  return /^\s*[{["]/.test(text) && end !== '}' && end !== ']' && end !== '"';
}

interface Envelope {
  code: unknown;
  message: string;
  result?: unknown;
  /** The innermost object. */
  outer: unknown;
}

/** `{"message":"{\"result\":…}"}`, `{"message":{…}}`, `{"result":…}`, a bare list, and any of them as a JSON text. */
function unwrap(text: string): Envelope | undefined {
  let value: unknown = text;
  for (let layer = 0; layer < deepest; layer++) {
    if (typeof value === 'string') {
      value = parse(value);
      if (value === undefined) return undefined;
      continue;
    }
    if (Array.isArray(value)) return { code: undefined, message: '', result: value, outer: value };
    if (!isObject(value)) return undefined;
    const inner: unknown = 'result' in value ? undefined : wrapped(value.message);
    if (inner === undefined) return envelopeOf(value);
    // The outer object's code counts where the inner one has none.
    const codeless = isObject(inner) && !('error_code' in inner) && 'error_code' in value;
    value = codeless ? { ...inner, error_code: value.error_code } : inner;
  }
  return undefined;
}

function envelopeOf(value: Record<string, unknown>): Envelope {
  const envelope: Envelope = { code: value.error_code, message: messageOf(value), outer: value };
  if ('result' in value) envelope.result = decoded(value.result);
  return envelope;
}

function wrapped(message: unknown): unknown {
  if (isObject(message) || Array.isArray(message)) return message;
  if (typeof message !== 'string' || !/^\s*[{["]/.test(message)) return undefined;
  const inner = parse(message);
  return isObject(inner) || Array.isArray(inner) || typeof inner === 'string' ? inner : undefined;
}

/** `result` itself is sometimes JSON inside a string; an empty string is nothing. */
function decoded(result: unknown): unknown {
  if (result === undefined || result === '') return null;
  if (typeof result !== 'string') return result;
  const inner = parse(result);
  return isObject(inner) || Array.isArray(inner) || inner === null ? inner : result;
}

function messageOf(value: Record<string, unknown>): string {
  for (const name of ['message', 'error_message', 'error_msg', 'description']) {
    const said = value[name];
    if (typeof said === 'string' && said !== '') return cleanText(said.slice(0, 2_000));
  }
  return '';
}

/** `0`, `"0"`, `"00"`, or no code at all. */
function meansZero(code: unknown): boolean {
  if (code === undefined || code === null || code === 0) return true;
  return typeof code === 'string' && /^[+-]?0*(?:\.0*)?$/.test(code.trim());
}

function matches(text: string, patterns: readonly string[]): boolean {
  if (patterns.length === 0 || text === '') return false;
  const said = cleanText(text).toLowerCase();
  return patterns.some(pattern => said.includes(cleanText(pattern).toLowerCase()));
}

function parse(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}

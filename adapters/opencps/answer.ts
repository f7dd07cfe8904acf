import { redactedBeginning } from '../../src/adapter/beginning-of.ts';
import { RemoteError } from '../../src/adapter/errors.ts';
import { parseExactJson } from '../../src/adapter/exact-json.ts';
import type { HttpAnswer } from '../../src/adapter/http.ts';
import { isObject } from '../../src/domain/object.ts';
import { readXml } from './xml.ts';

/** One page of a list: rows as they came, and how many rows there are in all (absent = the server did not say). */
export interface Page {
  rows: unknown[];
  total?: number;
}

/**
 * An answer's text as plain values. Servers behind one address answer JSON or XML whatever was asked, so the text
 * decides. Throws an `Error` with a Vietnamese reason when it is neither, is cut, or is an HTML page.
 */
export function readText(text: string): unknown {
  const start = text
    .slice(0, 300)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (start === '') throw new Error('trả lời rỗng');
  if (isPage(start)) throw new Error('trả lời là trang HTML');
  if (start.startsWith('<')) return readXml(text.replace(/^\ufeff/, '').trim());
  try {
    return parseExactJson(text.replace(/^\ufeff/, ''));
  } catch {
    throw new Error('trả lời không phải JSON hoặc XML trọn vẹn');
  }
}

/** A page for people in the place of data. */
export function isPage(text: string): boolean {
  return /^[\ufeff\s]*<(?:!doctype\s+html|html|head|body)\b/i.test(text.slice(0, 300));
}

/** The rows of a list: `data` absent = none, one object = one row; a wrapping root object is taken off. */
export function readPage(value: unknown): Page {
  let list = value;
  if (isObject(list) && !('total' in list) && isObject(list.data) && 'total' in list.data) list = list.data;
  if (Array.isArray(list)) return { rows: list };
  if (!isObject(list)) throw new Error('danh sách không phải đối tượng {total, data}');
  if (!('total' in list) && !('data' in list)) throw new Error('danh sách không có total và data');
  const total = list.total === undefined || list.total === '' ? Number.NaN : Number(list.total);
  const rows = toRows(list.data);
  return Number.isInteger(total) && total >= 0 ? { rows, total } : { rows };
}

/** One object; `key` is a field it must have. A provider that wraps the root is looked through. */
export function readObject(value: unknown, key: string): Record<string, unknown> {
  if (isObject(value)) {
    if (key in value) return value;
    const inner = Object.values(value);
    if (inner.length === 1 && isObject(inner[0]) && key in inner[0]) return inner[0];
  }
  throw new Error(`không có ${key} trong trả lời`);
}

/** Absent or empty → none, one object → one row. */
export function toRows(value: unknown): unknown[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

/**
 * Throws the `RemoteError` an HTTP status stands for (contract 1.4); returns for 200 only. What the server says is
 * redacted before it is cut: half a secret is none that could be found later.
 */
export function refuseStatus(answer: HttpAnswer, label: string, redact: (text: string) => string): void {
  const { status } = answer;
  if (status === 200) return;
  const fail = (kind: ConstructorParameters<typeof RemoteError>[0], what: string) => {
    throw new RemoteError(kind, `${what} (${label})`, { status, page: isPage(answer.text) });
  };
  if (status === 203)
    fail('refused', 'máy chủ trả lời 203: tài khoản chưa đăng nhập được hoặc không có quyền');
  if (status === 401) fail('refused', 'máy chủ trả lời 401: tài khoản không có quyền');
  if (status === 403) fail('remote-fault', `máy chủ báo lỗi 403${described(answer.text, redact)}`);
  if (status === 429) fail('rate-limited', 'máy chủ báo gọi quá nhanh (429)');
  if (status >= 500) fail('remote-fault', `máy chủ trả lời HTTP ${status}`);
  fail('not-understood', `máy chủ trả lời HTTP ${status}; hãy kiểm tra địa chỉ đã khai của hệ thống`);
}

/** The system itself answered that it cannot give this one thing: not found, or an error in its own words. */
export function isRemoteWord(error: unknown): boolean {
  return error instanceof RemoteError && error.kind === 'remote-fault' && error.status === 403;
}

function described(text: string, redact: (text: string) => string): string {
  try {
    const { description } = readObject(readText(text), 'code');
    return typeof description === 'string' && description !== ''
      ? `: ${redactedBeginning(description, redact).slice(0, 150)}`
      : ' không kèm lý do';
  } catch {
    return '';
  }
}

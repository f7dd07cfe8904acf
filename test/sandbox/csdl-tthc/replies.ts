import type { ServerResponse } from 'node:http';
import type { Asked } from './books.ts';
import { type Quirks, touches } from './quirks.ts';

const expiredCode = 5;

export function sendText(response: ServerResponse, status: number, text: string): void {
  const type = text.startsWith('<') ? 'text/html' : 'application/json';
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8` }).end(text);
}

export function sendHtml(response: ServerResponse): void {
  sendText(response, 200, '<!DOCTYPE html><html><body><h1>Hệ thống đang bảo trì</h1></body></html>');
}

/** Rows, or null for "not found", in the envelope of the way in. */
export function sendRows(
  response: ServerResponse,
  rows: unknown[] | null,
  asked: Asked,
  quirks: Pick<Quirks, 'envelope' | 'errorCodeShape' | 'singleObject' | 'cut'>,
): void {
  const result = quirks.singleObject && rows?.length === 1 ? rows[0] : rows;
  const shape = quirks.errorCodeShape ?? (asked.way === 'session' ? 'int' : 'double-zero');
  const inner = { result, ...code(shape, 0) };
  const envelope = quirks.envelope ?? (asked.way === 'session' ? 'plain' : 'string');
  const text = JSON.stringify(wrap(inner, envelope));
  const isCut = touches(quirks.cut, asked.service) || touches(quirks.cut, asked.key);
  sendText(response, 200, isCut ? text.slice(0, Math.floor(text.length * 0.6)) : text);
}

export function sendTrouble(
  response: ServerResponse,
  shape: Quirks['expiryShape'],
  quirks: Pick<Quirks, 'errorCodeShape'>,
): void {
  switch (shape) {
    case 'html':
      sendHtml(response);
      break;
    case 'unauthorized':
    case 'forbidden':
      sendText(response, shape === 'unauthorized' ? 401 : 403, '');
      break;
    case 'missing-result':
      sendText(response, 200, '{}');
      break;
    default: {
      const trouble = {
        ...code(quirks.errorCodeShape ?? 'int', expiredCode),
        message: 'Yêu cầu không hợp lệ',
      };
      sendText(response, 200, JSON.stringify(trouble));
    }
  }
}

/** A JSON text of so many bytes, written as fast as it is taken. */
export function sendHuge(response: ServerResponse, bytes: number): void {
  response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' });
  const row = Buffer.from(`{"MATTHC":"1.000001","TENTTHC":"${'x'.repeat(65_000)}"},`);
  response.write('{"error_code":0,"result":[');
  let left = bytes;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= row.length;
      if (!response.write(row)) return void response.once('drain', more);
    }
    response.end('{}]}');
  };
  more();
}

function wrap(inner: object, envelope: NonNullable<Quirks['envelope']>): unknown {
  switch (envelope) {
    case 'string':
      return { message: JSON.stringify(inner) };
    case 'object':
      return { message: inner };
    case 'null-message':
      return { message: null };
    default:
      return inner;
  }
}

function code(shape: NonNullable<Quirks['errorCodeShape']>, value: number): { error_code?: unknown } {
  switch (shape) {
    case 'int':
      return { error_code: value };
    case 'string':
      return { error_code: String(value) };
    case 'double-zero':
      return { error_code: String(value).padStart(2, '0') };
    default:
      return {};
  }
}

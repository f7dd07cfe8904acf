/** An answer before it is written: a value for JSON or XML, or a raw text with its type. */
export interface Answer {
  status: number;
  /** Root element, when it is written as XML. */
  root?: string;
  value?: unknown;
  text?: string;
  type?: string;
  headers?: Record<string, string>;
  /** Text the server has put together itself: JSON whatever was asked for. */
  asJson?: boolean;
}

export function listAnswer(rows: unknown[], total = rows.length): Answer {
  return { status: 200, root: 'data', value: { total, data: rows } };
}

export function objectAnswer(root: string, value: unknown): Answer {
  return { status: 200, root, value };
}

/** The error object of contract 1.4; without `description` where the server has no text. */
export function errorAnswer(status: 203 | 401 | 403, description?: string): Answer {
  const message = { 203: 'Non-Authoritative Information.', 401: 'Unauthorized.', 403: 'No Content.' }[status];
  const code = status === 403 ? 403 : 203;
  return { status, root: 'ErrorMsgModel', value: { message, code, ...(description ? { description } : {}) } };
}

export function textAnswer(text: string, headers: Record<string, string> = {}, type = 'text/plain'): Answer {
  return { status: 200, text, type, headers };
}

/** What JAXB-style providers do to lists: one element as itself, none as nothing. */
export function singleAsObject(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? singleAsObject(value[0]) : value.map(singleAsObject);
  if (typeof value !== 'object' || value === null) return value;
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    if (Array.isArray(field) && field.length === 0) continue;
    fields[name] = singleAsObject(field);
  }
  return fields;
}

export function toXml(root: string, value: unknown): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${element(root, value)}`;
}

function element(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(item => element(name, item)).join('');
  if (typeof value !== 'object') return `<${name}>${escapeXml(String(value))}</${name}>`;
  const fields = Object.entries(value).map(([field, inner]) => element(field, inner));
  return `<${name}>${fields.join('')}</${name}>`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

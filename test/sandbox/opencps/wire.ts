/** An answer before it is written: a value for JSON or XML, or a raw text with its type. */
export interface Answer {
  status: number;
  /** Root element, when it is written as XML. */
  root?: string;
  value?: unknown;
  /** Of a list of any length: what is shown of a row that stands in `value` as it is kept. */
  shape?: (row: never) => unknown;
  text?: string;
  type?: string;
  headers?: Record<string, string>;
  /** Text the server has put together itself: JSON whatever was asked for. */
  asJson?: boolean;
}

export function listAnswer(rows: unknown[], total = rows.length): Answer {
  return { status: 200, root: 'data', value: { total, data: rows } };
}

/** The same of rows as they are kept, so that a million of them is never there twice. */
export function shapedList<Row>(
  rows: readonly Row[],
  shape: (row: Row) => object,
  total = rows.length,
): Answer {
  return { status: 200, root: 'data', value: { total, data: rows }, shape };
}

/** An answer with its rows as they are shown. */
export function shapedValue({ value, shape }: Answer): unknown {
  if (!shape) return value;
  const { data, ...rest } = value as { data: never[] };
  return { ...rest, data: data.map(row => shape(row)) };
}

/** The JSON of a list too long for one text, in pieces of some hundred rows; `undefined` = it is none. */
export function longListJson(answer: Answer): Iterable<string> | undefined {
  const { data } = Object(answer.value) as { data?: unknown[] };
  return answer.shape && data!.length > longList ? listJson(answer) : undefined;
}

const longList = 50_000;
const rowsAtOnce = 500;

function* listJson({ value, shape }: Answer): Generator<string> {
  const { data, ...rest } = value as { data: never[] };
  yield `${JSON.stringify(rest).slice(0, -1)},"data":[`;
  for (let from = 0; from < data.length; from += rowsAtOnce) {
    const rows = data.slice(from, from + rowsAtOnce).map(row => JSON.stringify(shape!(row)));
    yield `${from > 0 ? ',' : ''}${rows.join()}`;
  }
  yield ']}';
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

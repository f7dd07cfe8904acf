import type { Row } from './table-row.ts';

export interface Answer {
  status: number;
  /** `undefined` = empty. */
  body?: unknown;
  /** Bare text of an exception: plain or as a JSON string, by `Accept` (contract 1.7). */
  bare?: true;
}

/** `Result<T>`; a command without a value has no `data` (contract 1.6). */
export function result(data?: unknown, status = 200): Answer {
  const envelope = { failed: false, message: null, succeeded: true };
  return { status, body: data === undefined ? envelope : { data, ...envelope } };
}

/** What `UpdateMulti` answers: the word ends up as the message (contract 1.6). */
export function successWord(): Answer {
  return { status: 200, body: { data: null, failed: false, message: 'success', succeeded: true } };
}

export function orMissing(row: Row | undefined): Answer {
  return row ? result(row) : bare(404, notFound);
}

/** On writes the same exception is a 500 (contract 1.7). */
export function missingForWrite(): Answer {
  return bare(500, notFound);
}

export function bare(status: number, words: string): Answer {
  return { status, body: words, bare: true };
}

/** Model binding: a required field is missing or null, or has another type. */
export function problem(...fields: string[]): Answer {
  const errors = Object.fromEntries(fields.map(field => [field, [`The ${field} field is required.`]]));
  return {
    status: 400,
    body: {
      type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
      title: 'One or more validation errors occurred.',
      status: 400,
      traceId: '00-sandbox-00',
      errors,
    },
  };
}

/** The platform's own refusal of a write. */
export function refusal(message: string): Answer {
  return { status: 400, body: { failed: true, message, succeeded: false } };
}

const notFound = 'Không tìm thấy dữ liệu';

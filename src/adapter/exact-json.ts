import { jsonExcess } from './json-bounds.ts';

/** A number outside of texts that may not survive as one: long, with a fraction or with an exponent. */
const doubtful = /[:[,]\s*-?(?:\d{16}|\d+[.eE])|^\s*-?\d/;

/**
 * JSON whose numbers lose nothing: one that cannot be held exactly, or whose last zeros would go, comes as the text
 * it was written as. An id of another record is never made up by rounding, and `1.000080` stays that.
 *
 * @throws SyntaxError when it is no JSON, or would take far more memory than it is long.
 */
export function parseExactJson(text: string): unknown {
  const excess = jsonExcess(text);
  if (excess) throw new SyntaxError(`JSON ${excess}`);
  return doubtful.test(text) ? JSON.parse(text, exact) : JSON.parse(text);
}

function exact(_key: string, value: unknown, context?: { source?: string }): unknown {
  const written = context?.source;
  if (typeof value !== 'number' || written === undefined) return value;
  return Number.isSafeInteger(value) || String(value) === written ? value : written;
}

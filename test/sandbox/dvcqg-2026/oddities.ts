import { at, type Quirks } from './quirks.ts';

/** A row as the procedure's switches have it come over the wire. */
export function odd(row: object, code: string, quirks: Quirks): object {
  let shown: unknown = row;
  if (at(quirks.nonNfc, code)) shown = eachValue(shown, value => decomposed(value));
  if (at(quirks.wrongTypes, code)) shown = eachValue(shown, mistyped);
  const name = 'formalityCode' in row ? 'formalityCode' : 'code';
  if (at(quirks.numericCodes, code)) shown = { ...(shown as object), [name]: Number(code) };
  if (at(quirks.brokenRows, code)) {
    shown = { ...(shown as object), [name]: null, name: { vi: code } };
  }
  return shown as object;
}

function eachValue(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value) && value.length > 0) return value.map(item => eachValue(item, change));
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return change(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, eachValue(item, change)]));
}

function decomposed(value: unknown): unknown {
  return typeof value === 'string' ? value.normalize('NFD') : value;
}

function mistyped(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? null : value;
}

/** One pixel, and after it what makes such texts long. */
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export function withPicture(text: string, code: string, quirks: Quirks): string {
  if (!at(quirks.pictures, code)) return text;
  return `<p style="text-align:justify">${text}&nbsp;</p><img alt="" src="data:image/png;base64,${pixel.repeat(12)}">`;
}

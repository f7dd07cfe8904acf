import { type Unescaped, unescaped } from './unescaped.ts';

/** Shorter secrets would eat ordinary text, so they are replaced only where they stand alone. */
const shortest = 4;

const scheme = /\b(Basic|Bearer|Token)(\s+)(?=\S*[\d=])[A-Za-z0-9+/=._~-]{8,}/gi;
const named =
  /\b(authorization|(?:access_?|refresh_?)?token|password|session|cookie)("?\s*[:=]\s*"?)(?!\*)[A-Za-z0-9+/=._~%-]{8,}/gi;

/** Layers of escapes that are looked through: a URL in JSON in the JSON of a gateway, and one more. */
const deepest = 4;

/**
 * Makes the function that takes secrets out of a text: every given value, raw, in base64 (also inside `Basic`
 * credentials), in hexadecimal, and each of these behind escapes of URLs, forms, JSON, JavaScript or HTML, whichever
 * characters they hide; and whatever follows `Authorization`, `Bearer`, `token=` and the like. The secret is replaced
 * by `***`.
 */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = new Set(secrets.flatMap(formsOf));
  const pattern = [...forms]
    // A longer form first, so that none of its pieces stays behind.
    .sort((a, b) => b.length - a.length)
    .map(form =>
      form.length < shortest ? `(?<![\\p{L}\\p{N}])${literally(form)}(?![\\p{L}\\p{N}])` : literally(form),
    )
    .join('|');
  const known = pattern === '' ? undefined : new RegExp(pattern, 'gu');
  return text => {
    const without = known ? withoutKnown(text, known) : text;
    return without.replace(scheme, '$1$2***').replace(named, '$1$2***');
  };
}

/** The text is left as it was written; only what stands for a secret goes, found with the escapes undone. */
function withoutKnown(text: string, known: RegExp): string {
  const spans: [start: number, end: number][] = [];
  let layer: Unescaped = { text, places: [] };
  for (let depth = 0; depth <= deepest; depth++) {
    const { places } = layer;
    const placeOf = (at: number) => (depth === 0 ? at : places[at]!);
    for (const { 0: found, index } of layer.text.matchAll(known))
      spans.push([placeOf(index), placeOf(index + found.length)]);
    const next = unescaped(layer.text);
    if (!next) break;
    layer = { text: next.text, places: next.places.map(placeOf) };
  }
  spans.sort(([a, endA], [b, endB]) => a - b || endB - endA);
  let shown = '';
  let from = 0;
  for (const [start, end] of spans) {
    if (start >= from) shown += `${text.slice(from, start)}***`;
    from = Math.max(from, end);
  }
  return shown + text.slice(from);
}

export type HandedOut = ReturnType<typeof createHandedOut>;

/** Answers that speak of older sessions are done by then. */
const keptSessions = 60;

/** Secrets that came up while the process ran: sessions and tokens. Clients share one, see `HttpSettings`. */
export function createHandedOut() {
  let secrets: readonly string[] = [];
  return {
    /** Oldest first; a new list whenever something came. */
    get secrets(): readonly string[] {
      return secrets;
    },
    add(secret: string): void {
      secrets = [...secrets.filter(known => known !== secret), secret].slice(-keptSessions);
    },
  };
}

function formsOf(value: string): string[] {
  const secret = value.toWellFormed();
  if (secret === '') return [];
  // Vietnamese letters come composed and decomposed, whichever way they were typed.
  const spellings = new Set([secret, secret.normalize('NFC'), secret.normalize('NFD')]);
  return [...spellings]
    .flatMap(spelling => [
      spelling,
      spelling.trim(),
      // A form's way of writing spaces; the rest of it is undone with the escapes.
      spelling.replaceAll(' ', '+'),
      // Escapes of JSON that stand for other characters than the one behind the backslash.
      JSON.stringify(spelling).slice(1, -1),
      ...hexForms(spelling),
      ...base64Forms(spelling),
    ])
    .filter(form => form !== '');
}

function hexForms(secret: string): string[] {
  const hex = Buffer.from(secret, 'utf8').toString('hex');
  return hex.length < 2 * shortest ? [] : [hex, hex.toUpperCase()];
}

/**
 * What of the secret shows in base64 whatever stands before and after it (`user:secret`): one form for each of the
 * three positions a byte can have in a group, without the characters its neighbours share.
 */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [0, 1, 2].flatMap(before => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const start = Math.ceil((before * 8) / 6);
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    const form = text.slice(start, end);
    return form.length < shortest ? [] : [form, form.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

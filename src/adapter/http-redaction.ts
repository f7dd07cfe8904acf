/** Shorter secrets would eat ordinary text, so they are replaced only where they stand alone. */
const shortest = 4;

const scheme = /\b(Basic|Bearer|Token)(\s+)(?=\S*[\d=])[A-Za-z0-9+/=._~-]{8,}/gi;
const named =
  /\b(authorization|(?:access_?|refresh_?)?token|password|session|cookie)("?\s*[:=]\s*"?)(?!\*)[A-Za-z0-9+/=._~%-]{8,}/gi;

/**
 * Makes the function that takes secrets out of a text: every given value, raw or as it looks in a URL, a form, JSON,
 * XML or base64 (also inside `Basic` credentials), and whatever follows `Authorization`, `Bearer`, `token=` and the
 * like. The secret is replaced by `***`.
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
    const without = known ? text.replace(known, '***') : text;
    return without.replace(scheme, '$1$2***').replace(named, '$1$2***');
  };
}

/** Secrets that came up while the process ran: sessions and tokens. Clients share one, see `HttpSettings`. */
export interface HandedOut {
  /** Oldest first; a new list whenever something came. */
  readonly secrets: readonly string[];
  add(secret: string): void;
}

/** Answers that speak of older sessions are done by then. */
const keptSessions = 60;

export function createHandedOut(): HandedOut {
  let secrets: readonly string[] = [];
  return {
    get secrets() {
      return secrets;
    },
    add(secret) {
      secrets = [...secrets.filter(known => known !== secret), secret].slice(-keptSessions);
    },
  };
}

function formsOf(value: string): string[] {
  const secret = value.toWellFormed();
  if (secret === '') return [];
  const encoded = encodeURIComponent(secret);
  return [
    secret,
    secret.trim(),
    encoded,
    encoded.replace(/%[0-9A-F]{2}/g, hex => hex.toLowerCase()),
    new URLSearchParams({ '': secret }).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    // A JSON text inside a JSON text, as the national gateway nests them.
    JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    ...base64Forms(secret),
  ].filter(form => form !== '');
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

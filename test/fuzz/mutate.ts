import fc from 'fast-check';

/** One change to bytes; positions are shares of the length, so that a smaller input stays the same kind of change. */
type Change =
  | { kind: 'flip'; at: number; bits: number }
  | { kind: 'cut'; at: number }
  | { kind: 'drop'; at: number; share: number }
  | { kind: 'repeat'; at: number; share: number; times: number }
  | { kind: 'insert'; at: number; token: string };

/** What trips readers of many kinds; a target adds the words of its own format. */
const tokens = [
  ...[
    '',
    '\0',
    '\u2028',
    '\u202e',
    '\ufeff',
    '\ud800',
    'é',
    'e\u0301',
    '\r',
    '\t',
    '"',
    "'",
    '\\',
    '<',
    '>',
    '&',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '-1',
    '0',
    '1e309',
    '9007199254740993',
    'null',
    'true',
    'NaN',
    '__proto__',
  ],
  ...[
    'constructor',
    '../../etc/passwd',
    '%00',
    '$(HOME)',
    '=1+1',
    '\u001b[2J',
    'a'.repeat(5_000),
    '['.repeat(500),
  ],
];

/** Well-formed files, damaged; seeded and shrunk by fast-check like any other input. */
export function damaged(
  wholes: readonly Uint8Array[],
  words: readonly string[] = [],
): fc.Arbitrary<Uint8Array> {
  const at = fc.double({ min: 0, max: 1, noNaN: true });
  const share = fc.double({ min: 0, max: 0.3, noNaN: true });
  const change: fc.Arbitrary<Change> = fc.oneof(
    fc.record({ kind: fc.constant('flip' as const), at, bits: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ kind: fc.constant('cut' as const), at }),
    fc.record({ kind: fc.constant('drop' as const), at, share }),
    fc.record({ kind: fc.constant('repeat' as const), at, share, times: fc.integer({ min: 1, max: 30 }) }),
    fc.record({ kind: fc.constant('insert' as const), at, token: fc.constantFrom(...tokens, ...words) }),
  );
  return fc
    .tuple(fc.constantFrom(...wholes), fc.array(change, { minLength: 1, maxLength: 6 }))
    .map(([whole, changes]) => changes.reduce(changed, Buffer.from(whole)));
}

/** Larger than any limit of length, smaller than what makes a test slow. */
const longest = 2_000_000;

function changed(bytes: Buffer, change: Change): Buffer {
  const at = Math.floor(change.at * bytes.length);
  switch (change.kind) {
    case 'flip': {
      const copy = Buffer.from(bytes);
      if (at < copy.length) copy[at]! ^= change.bits;
      return copy;
    }
    case 'cut':
      return bytes.subarray(0, at);
    case 'drop':
      return Buffer.concat([
        bytes.subarray(0, at),
        bytes.subarray(at + Math.ceil(change.share * bytes.length)),
      ]);
    case 'repeat': {
      const part = bytes.subarray(at, at + Math.ceil(change.share * bytes.length));
      const all = [bytes.subarray(0, at), ...Array(change.times).fill(part), bytes.subarray(at)];
      return Buffer.concat(all).subarray(0, longest);
    }
    case 'insert':
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(change.token), bytes.subarray(at)]);
  }
}

/** Values where others are expected. */
export const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1e21, '', ' ', [], {}, [null], { a: 1 }),
  fc.constantFrom<unknown>('x'.repeat(30_000), '\u202e\u0000', '9'.repeat(20), '../..', '1.00\u200b4194'),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A JSON value with some of its inner values replaced by ones of another kind. */
export function misshapen(wholes: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.constantFrom(...wholes), fc.array(fc.tuple(fc.nat(), odd), { minLength: 1, maxLength: 4 }))
    .map(([whole, changes]) =>
      changes.reduce<unknown>((value, [pick, to]) => replaced(value, pick, to), whole),
    );
}

/** A copy of a JSON value with one of its inner values, picked by number, replaced. */
export function replaced(whole: unknown, pick: number, to: unknown): unknown {
  const value = structuredClone(whole);
  const places: [holder: Record<string, unknown>, key: string][] = [];
  const waiting = [value];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (typeof one !== 'object' || one === null) continue;
    for (const [key, inner] of Object.entries(one)) {
      places.push([one as Record<string, unknown>, key]);
      waiting.push(inner ?? null);
    }
  }
  const place = places[pick % places.length];
  if (!place) return to;
  place[0][place[1]] = to;
  return value;
}

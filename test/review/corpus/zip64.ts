import { crc32, deflateRawSync } from 'node:zlib';

export interface Zip64Options {
  /** Sizes and offsets of the directory stand in the ZIP64 field only. */
  directory?: boolean;
  /** Sizes stand behind the data, as programs write them that do not know them before. */
  behind?: boolean;
  /** Lies. */
  sizeToTell?: number;
  countToTell?: number;
  /** The locator points to nothing. */
  lostEnd?: boolean;
  /** Without any of it: as programs write what they have whole before them. */
  without?: boolean;
}

const none = 0xffffffff;

/** Of the parts of a bomb, which are one and the same, once. */
const known = new Map<Uint8Array, { packed: Buffer; sum: number }>();
function deflated(bytes: Uint8Array): { packed: Buffer; sum: number } {
  const done = known.get(bytes) ?? { packed: deflateRawSync(bytes, { level: 1 }), sum: crc32(bytes) };
  known.set(bytes, done);
  return done;
}

/** A zip as most programs write it; fflate packs megabytes of nothing twenty times as long. */
export function zip(parts: Record<string, Uint8Array>): Uint8Array {
  return zip64(parts, { without: true });
}

/** A zip as streaming programs write it: with the marks of ZIP64 however small it is. */
export function zip64(parts: Record<string, Uint8Array>, options: Zip64Options = {}): Uint8Array {
  const { directory = false, behind = false, sizeToTell, countToTell, lostEnd = false, without } = options;
  const chunks: Buffer[] = [];
  let length = 0;
  const put = (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
  };
  const entries = Object.entries(parts).map(([name, bytes]) => {
    const { packed, sum } = deflated(bytes);
    const sizes = [sizeToTell ?? bytes.length, packed.length];
    const offset = length;
    const title = Buffer.from(name);
    const flags = 0x800 | (behind ? 8 : 0);
    const told = behind ? [0, 0] : sizes;
    put(fields([4, 0x04034b50], [2, 45], [2, flags], [2, 8], [4, 0], [4, behind ? 0 : sum]));
    const [size, small] = without ? sizes : [none, none];
    put(fields([4, small!], [4, size!], [2, title.length], [2, without ? 0 : 20]));
    put(title);
    if (!without) put(fields([2, 1], [2, 16], [8, told[0]!], [8, told[1]!]));
    put(packed);
    if (behind) put(fields([4, 0x08074b50], [4, sum], [8, sizes[0]!], [8, sizes[1]!]));
    return { title, flags, sum, sizes, offset };
  });
  const start = length;
  for (const { title, flags, sum, sizes, offset } of entries) {
    const [size, packed] = directory ? [none, none] : sizes;
    put(fields([4, 0x02014b50], [2, 45], [2, 45], [2, flags], [2, 8], [4, 0], [4, sum]));
    put(fields([4, packed!], [4, size!], [2, title.length], [2, directory ? 28 : 0]));
    put(fields([2, 0], [2, 0], [2, 0], [4, 0], [4, directory ? none : offset]));
    put(title);
    if (directory) put(fields([2, 1], [2, 24], [8, sizes[0]!], [8, sizes[1]!], [8, offset]));
  }
  const count = countToTell ?? entries.length;
  const end = length;
  if (without) {
    put(
      fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, end - start], [4, start], [2, 0]),
    );
    return new Uint8Array(Buffer.concat(chunks));
  }
  put(fields([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count]));
  put(fields([8, end - start], [8, start]));
  put(fields([4, 0x07064b50], [4, 0], [8, lostEnd ? 3 : end], [4, 1]));
  put(fields([4, 0x06054b50], [2, 0], [2, 0], [2, 0xffff], [2, 0xffff], [4, none], [4, none], [2, 0]));
  return new Uint8Array(Buffer.concat(chunks));
}

/** Numbers of so many bytes, the lowest first. */
function fields(...each: [bytes: number, value: number][]): Buffer {
  return Buffer.concat(
    each.map(([bytes, value]) => {
      const field = Buffer.alloc(8);
      field.writeBigUInt64LE(BigInt(value));
      return field.subarray(0, bytes);
    }),
  );
}

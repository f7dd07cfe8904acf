import { createHash } from 'node:crypto';

const firstDay = Date.UTC(2025, 6, 1);
const days = 300 * 86_400_000;

function hash(parts: string[]): Buffer {
  return createHash('sha256').update(parts.join('\n')).digest();
}

/** A number from 0 to `below` - 1, the same for the same words. */
export function numberOf(below: number, ...parts: string[]): number {
  return hash(parts).readUInt32BE(0) % below;
}

/** When a thing was made, in milliseconds since 1970; the beginning of its id says the same. */
export function madeAt(...parts: string[]): number {
  return timeIn(hash(parts));
}

function timeIn(digest: Buffer): number {
  return firstDay + (digest.readUIntBE(0, 5) % days);
}

/** UUID of version 7, the same for the same words. Their order tells nothing of what they stand for. */
export function uuid7(...parts: string[]): string {
  const digest = hash(parts);
  const time = timeIn(digest).toString(16).padStart(12, '0');
  const rest = digest.toString('hex');
  const variant = '89ab'[digest[10]! % 4];
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${rest.slice(12, 15)}`,
    `${variant}${rest.slice(15, 18)}`,
    rest.slice(18, 30),
  ].join('-');
}

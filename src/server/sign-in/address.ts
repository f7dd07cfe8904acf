import { isIP, isIPv4 } from 'node:net';
import type { FastifyRequest } from 'fastify';

/**
 * Where a request comes from: what the proxies we trust say, as far as it is an address. Whatever else stands in
 * `X-Forwarded-For` is nobody's word, and the last machine known is the answer.
 */
export function addressOf(request: Pick<FastifyRequest, 'ip'> & { ips?: string[] | undefined }): string {
  for (const told of (request.ips ?? [request.ip]).toReversed()) {
    const address = plainAddress(told);
    if (address !== undefined) return address;
  }
  return 'unknown';
}

/** Without brackets, port and zone, which some proxies add; IPv4 in its own form. Undefined where it is no address. */
function plainAddress(told: string): string | undefined {
  const [, bracketed] = /^\[([^\]]{1,60})\](?::\d{1,5})?$/.exec(told) ?? [];
  const [, beforePort] = /^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/.exec(told) ?? [];
  const address = (bracketed ?? beforePort ?? told).replace(/%.*$/s, '').toLowerCase();
  if (isIP(address) === 0) return undefined;
  const inside = address.replace(/^::ffff:/, '');
  return isIPv4(inside) ? inside : address;
}

/** What one caller has at hand: an address of IPv4, but of IPv6 a whole /64, out of which everybody may take any. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [before, after] = address.split('::') as [string, string?];
  const groups = before.split(':').filter(Boolean);
  if (after !== undefined) {
    const rest = after.split(':').filter(Boolean);
    const length = rest.length + (after.includes('.') ? 1 : 0);
    while (groups.length < 8 - length) groups.push('0');
    groups.push(...rest);
  }
  return `${groups
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

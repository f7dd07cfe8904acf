import { lookup as lookUp } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Addresses that are nobody's on the internet: of this machine, of a network inside, of no host at all. */
const inside = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [net, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
  ] as const),
  ...([
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
  ] as const),
  ...([
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
] as const)
  inside.ipv4.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  // Those that stand for an address of the older kind, too: what they lead to nobody sees.
  ...([
    ['::', 96],
    ['::ffff:0:0', 96],
    ['64:ff9b::', 96],
    ['64:ff9b:1::', 48],
    ['2002::', 16],
  ] as const),
  ...([
    ['100::', 64],
    ['2001::', 23],
    ['2001:db8::', 32],
    ['fc00::', 7],
    ['fe80::', 9],
    ['ff00::', 8],
  ] as const),
] as const)
  inside.ipv6.addSubnet(net, bits, 'ipv6');

/** The address leads inside, where no link of a public page has anything to do. */
export class InsideAddress extends Error {
  constructor() {
    super('an address inside');
    this.name = 'InsideAddress';
  }
}

export function leadsInside(address: string): boolean {
  const family = isIP(address);
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  return family === 0 || inside[kind].check(address, kind);
}

/**
 * Looks a name up for a connection and refuses what leads inside: the address that was judged is the one that is
 * connected to, so that a name server cannot say one thing to us and another to the connection.
 */
export function guardedLookup(mayLoopback: boolean): LookupFunction {
  return (hostname, options, done) => {
    lookUp(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 0);
      const wrong = found.some(
        ({ address }) => leadsInside(address) && !(mayLoopback && /^(127\.|::1$)/.test(address)),
      );
      const [first] = found;
      if (wrong || !first) return done(new InsideAddress() as NodeJS.ErrnoException, '', 0);
      if (options.all) return done(null, found);
      return done(null, first.address, first.family);
    });
  };
}

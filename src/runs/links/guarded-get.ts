import { lookup as lookUp } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { isLoopback } from '../../domain/loopback.ts';

export interface Got {
  status: number;
  /** Where it sends on; absent = nowhere. */
  location?: string;
  type: string;
  /** At most `mostBytes` of it. */
  body: string;
}

/** Of a page that says what it is about. */
const mostBytes = 512 * 1024;
const longestMs = 15_000;

/**
 * One page, not followed: a GET that no answer can make large, long or lead inside. Plain HTTP on this machine only.
 *
 * @param mayLoopback addresses of this machine may be asked: where the system itself is on it.
 * @throws InsideAddress; any other error is no answer.
 */
export async function guardedGet(
  url: URL,
  { mayLoopback, signal }: { mayLoopback: boolean; signal: AbortSignal },
): Promise<Got> {
  const loopback = isLoopback(url.hostname);
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (loopback ? !mayLoopback : isIP(literal) !== 0 && leadsInside(literal)) throw new InsideAddress();
  if (url.protocol !== 'https:' && !(loopback && url.protocol === 'http:')) throw new InsideAddress();
  const ends = AbortSignal.any([signal, AbortSignal.timeout(longestMs)]);
  const send = url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const asked = send(
      url,
      {
        signal: ends,
        agent: false,
        lookup: guardedLookup(mayLoopback && loopback),
        headers: { 'User-Agent': 'dvc-sync', Accept: 'text/html', 'Accept-Encoding': 'identity' },
      },
      answer => {
        const { statusCode: status = 0, headers } = answer;
        const pieces: Buffer[] = [];
        let size = 0;
        const done = () => {
          const { location } = headers;
          const type = headers['content-encoding'] ? 'encoded' : (headers['content-type'] ?? '');
          const body = Buffer.concat(pieces).subarray(0, mostBytes).toString('utf8');
          resolve({ status, type, body, ...(location !== undefined && { location }) });
        };
        answer.on('data', (piece: Buffer) => {
          pieces.push(piece);
          size += piece.length;
          if (size < mostBytes) return;
          done();
          asked.destroy();
        });
        answer.on('end', done);
        answer.on('error', reject);
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}

/** Addresses that are nobody's on the internet: of this machine, of a network inside, of no host at all. */
const inside = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const net of [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  // Those that stand for an address of the older kind, too: what they lead to nobody sees.
  ...['::/96', '::ffff:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '2002::/16'],
  ...['100::/64', '2001::/23', '2001:db8::/32', 'fc00::/7', 'fe80::/9', 'ff00::/8'],
]) {
  const [start = '', bits] = net.split('/');
  inside[familyOf(start)].addSubnet(start, Number(bits), familyOf(start));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}

/** The address leads inside, where no link of a public page has anything to do. */
export class InsideAddress extends Error {
  constructor() {
    super('an address inside');
    this.name = 'InsideAddress';
  }
}

export function leadsInside(address: string): boolean {
  return isIP(address) === 0 || inside[familyOf(address)].check(address, familyOf(address));
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

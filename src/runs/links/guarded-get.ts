import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP } from 'node:net';
import { isLoopback } from '../../domain/loopback.ts';
import { guardedLookup, InsideAddress, leadsInside } from './addresses.ts';

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

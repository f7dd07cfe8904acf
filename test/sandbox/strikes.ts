import { createHash } from 'node:crypto';

/** A share strikes evenly, not by chance: 0.25 = every fourth of `number` (0, 1, 2 …). */
export function strikes(share: number, number: number): boolean {
  return Math.floor((number + 1) * share) > Math.floor(number * share);
}

/**
 * Numbers writes as they arrive; one that is sent again gets the number after the one it had. So what a share strikes
 * does not depend on what else is sent meanwhile, and nobody has bad luck for ever.
 */
export function numberWrites(): (request: WrittenRequest) => number {
  const last = new Map<string, number>();
  let arrived = 0;
  return ({ method, path, type, body }) => {
    // Each try at sending a form sets other marks between its parts.
    const mark = /boundary="?([^";]+)/.exec(type ?? '')?.[1];
    const same = mark ? body.toString('latin1').replaceAll(mark, '') : body;
    const key = createHash('sha1').update(`${method} ${path}\n`).update(same).digest('base64');
    const number = last.has(key) ? last.get(key)! + 1 : arrived++;
    last.set(key, number);
    return number;
  };
}

interface WrittenRequest {
  method: string;
  path: string;
  type: string | undefined;
  body: Buffer;
}

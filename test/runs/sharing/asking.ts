/**
 * A process that asks a host as fast as it may: `asking.ts <store as JSON> <url> <limits as JSON>`, until it is told to
 * stop on stdin. Every request tells the host when it was let through (`x-sent`, epoch milliseconds).
 */
import { openHostLimits } from '../../../src/runs/sharing/host-limits.ts';
import type { StoreSettings } from '../../../src/store/contract.ts';
import { openStore } from '../../../src/store/open.ts';

const [store, url, limits] = process.argv.slice(2) as [string, string, string];
const opened = await openStore(JSON.parse(store) as StoreSettings);
const quiet = { debug() {}, info() {}, warn() {} };
const shared = openHostLimits(opened, quiet);
const limiter = shared.limiter(new URL(url).host, JSON.parse(limits));
const stop = new AbortController();
process.stdin.once('data', () => stop.abort());
const keepAlive = setInterval(() => {}, 1_000);

await Promise.all(
  Array.from({ length: 12 }, async () => {
    while (!stop.signal.aborted) {
      const ended = await limiter.admit(stop.signal).catch(() => undefined);
      if (!ended) return;
      const headers = { 'x-sent': String(Date.now()), 'x-who': String(process.pid) };
      await (await fetch(url, { headers })).text();
      ended();
    }
  }),
);
clearInterval(keepAlive);
await shared.close();
await opened.close();
process.stdin.destroy();

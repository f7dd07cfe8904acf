import { createHttpClient } from '../../src/adapter/http-client.ts';
import { noDetails } from '../../src/adapter/kit/details.ts';
import { hostAdapters } from '../adapter/host-adapters.ts';

/** Reads a system to its end and prints how much memory that took at most, in MB: `memory-child.ts <adapter> <options> <baseUrl>`. */
const [name, options, baseUrl] = process.argv.slice(2);
const adapter = hostAdapters.find(one => one.name === name)!;
const log = { debug() {}, info() {}, warn() {} };
const limits = { connectTimeoutMs: 10_000, answerTimeoutMs: 120_000, attempts: 1, maxAnswerBytes: 64 << 20 };
const http = createHttpClient(
  { baseUrl: baseUrl!, concurrency: 8, ratePerSecond: 10_000, secrets: [], ...limits },
  log,
);
const system = adapter.open(adapter.options.parse(JSON.parse(options!)), {
  ...{ maxRows: 500_000, concurrency: 8 },
  ...{ http, locality: 'H13', details: noDetails, log, signal: new AbortController().signal },
  progress() {},
});
let records = 0;
for await (const { kind } of system.read()) if (kind === 'offering') records++;
http.close();
console.log(JSON.stringify({ records, megabytes: process.resourceUsage().maxRSS / 1024 }));

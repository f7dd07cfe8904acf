import { adapter } from '../../adapters/csdl-tthc/index.ts';
import { createHttpClient } from '../../src/adapter/http-client.ts';
import type { Details } from '../../src/adapter/kit/details.ts';
import { keptDetails } from '../adapter/kept-details.ts';
import { startSandbox } from '../sandbox/csdl-tthc/sandbox.ts';
import type { RunningSandbox, SeedProcedure } from '../sandbox/seed.ts';

const count = 2_000;
const latencyMs = 50;
const concurrency = 8;
/** Reads 2,000 details at 50 ms latency, eight at once, then again with an unchanged catalogue. Lines to print. */
export async function detailsBench(): Promise<string[]> {
  const sandbox = await startSandbox(
    {
      locality: 'H13',
      agencies: [],
      fields: [],
      procedures: Array.from({ length: count }, (_, index) => sample(index)),
    },
    { delayMs: latencyMs },
  );
  const details = keptDetails();
  try {
    const first = await read(sandbox, details);
    const second = await read(sandbox, details);
    const ideal = Math.ceil(count / concurrency) * latencyMs;
    return [
      `details: ${count} at ${latencyMs} ms, ${concurrency} at once: ${seconds(first.ms)} s = ${(first.ms / ideal).toFixed(2)} × ideal ${seconds(ideal)} s (aim 1.20)`,
      `details: full read ${first.requests} requests, unchanged catalogue ${second.requests} = ${(first.requests / second.requests).toFixed(0)} times fewer in ${seconds(second.ms)} s (aim 10)`,
    ];
  } finally {
    await sandbox.close();
  }
}

async function read(sandbox: RunningSandbox, details: Details): Promise<{ ms: number; requests: number }> {
  const log = { debug() {}, info() {}, warn() {} };
  const http = createHttpClient(
    {
      baseUrl: sandbox.baseUrl,
      concurrency,
      ratePerSecond: 10_000,
      connectTimeoutMs: 10_000,
      answerTimeoutMs: 60_000,
      attempts: 3,
      maxAnswerBytes: 64 << 20,
      secrets: [],
    },
    log,
  );
  const start = performance.now();
  const system = adapter.open(adapter.options.parse(sandbox.options), {
    ...{ maxRows: 500_000, concurrency: 8 },
    http,
    locality: 'H13',
    details,
    log,
    signal: new AbortController().signal,
    progress() {},
  });
  let found = 0;
  for await (const record of system.read()) {
    if (record.kind === 'procedure' && record.detail === 'read') found++;
  }
  const ms = performance.now() - start;
  http.close();
  if (found !== count) throw new Error(`read ${found} of ${count} details`);
  return { ms, requests: http.requests };
}

function sample(index: number): SeedProcedure {
  return {
    code: `1.${String(index).padStart(6, '0')}`,
    name: `Thủ tục hành chính số ${index}`,
    active: true,
    tiers: ['province', 'commune'],
    fees: [100_000],
    offerings: [],
    cases: [
      {
        key: '',
        name: '',
        agencies: null,
        components: [
          { name: 'Tờ khai theo mẫu', originals: 1, copies: 0, required: true },
          { name: 'Giấy tờ chứng minh', originals: 0, copies: 1, required: true },
        ],
        eform: null,
        workflow: null,
        deadlineHours: 40,
      },
    ],
  };
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}

import { adapter } from '../../../adapters/csdl-tthc/index.ts';
import type { HostContext, RemoteSystem } from '../../../src/adapter/adapter.ts';
import type { HttpSettings } from '../../../src/adapter/http.ts';
import { createHttpClient } from '../../../src/adapter/http-client.ts';
import type { Details } from '../../../src/adapter/kit/details.ts';
import type { SourceRecord } from '../../../src/adapter/records.ts';
import { keptDetails } from '../../adapter/kept-details.ts';
import type { RunningSandbox, SandboxSeed, SeedProcedure } from '../../sandbox/seed.ts';

const silent = { debug: () => {}, info: () => {}, warn: () => {} };

/** A procedure of the sandbox; `national` is the raw record where its shape matters. */
export function procedure(code: string, more: Partial<SeedProcedure> = {}): SeedProcedure {
  return {
    code,
    name: `Thủ tục ${code}`,
    active: true,
    tiers: ['province'],
    offerings: [],
    cases: [],
    ...more,
  };
}

export function seed(procedures: SeedProcedure[], more: Partial<SandboxSeed> = {}): SandboxSeed {
  return {
    locality: 'H13',
    agencies: [{ id: 'H13.1', name: 'Sở Tư pháp', tier: 'province' }],
    fields: [{ code: 'HT01', name: 'Hộ tịch' }],
    procedures,
    ...more,
  };
}

/** `n` procedures of national shape. */
export function many(count: number): SeedProcedure[] {
  return Array.from({ length: count }, (_, index) => procedure(`1.${String(index + 1).padStart(6, '0')}`));
}

export interface Opened {
  system: RemoteSystem;
  records(): Promise<SourceRecord[]>;
  requests(): number;
}

/** The adapter at a sandbox, through the real HTTP client with short waits. */
export function open(
  sandbox: Pick<RunningSandbox, 'baseUrl' | 'options'>,
  changed: {
    options?: Record<string, unknown>;
    http?: Partial<HttpSettings>;
    details?: Details;
    signal?: AbortSignal;
  } = {},
): Opened {
  const http = createHttpClient(
    {
      baseUrl: sandbox.baseUrl,
      concurrency: 8,
      ratePerSecond: 100_000,
      connectTimeoutMs: 5_000,
      answerTimeoutMs: 5_000,
      attempts: 2,
      maxAnswerBytes: 8 << 20,
      secrets: [],
      ...changed.http,
      ...(changed.signal ? { signal: changed.signal } : {}),
    },
    silent,
    // An open circuit is tried again at once, so that only the adapter's own restraint keeps it from asking on.
    { firstWaitMs: 1, longestWaitMs: 5, leaveAloneMs: 0 },
  );
  const context: HostContext = {
    ...{ maxRows: 500_000, concurrency: 8 },
    http,
    locality: 'H13',
    details: changed.details ?? keptDetails(),
    log: silent,
    signal: changed.signal ?? new AbortController().signal,
    progress: () => {},
  };
  const options = adapter.options.parse({ ...sandbox.options, ...changed.options });
  const system = adapter.open(options, context);
  return {
    system,
    async records() {
      const records: SourceRecord[] = [];
      for await (const record of system.read()) records.push(record);
      return records;
    },
    requests: () => http.requests,
  };
}

/** Sorted by code: details come in any order. */
export function procedures(records: SourceRecord[]) {
  return records
    .filter(record => record.kind === 'procedure')
    .sort((one, other) => (one.code < other.code ? -1 : 1));
}

export function quarantined(records: SourceRecord[]) {
  return records.filter(record => record.kind === 'quarantine');
}

export function gaps(records: SourceRecord[]) {
  return records.filter(record => record.kind === 'gap');
}

/** Requests a sandbox answered on paths that end so. */
export function asked(sandbox: RunningSandbox, ending: string): number {
  let sum = 0;
  for (const [path, count] of sandbox.requests) if (path.endsWith(ending)) sum += count;
  return sum;
}

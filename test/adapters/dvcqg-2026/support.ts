import { adapter } from '../../../adapters/dvcqg-2026/index.ts';
import { createHttpClient } from '../../../src/adapter/http-client.ts';
import { type Details, noDetails } from '../../../src/adapter/kit/details.ts';
import type { SourceRecord } from '../../../src/adapter/records.ts';
import { listeningLog, testSettings } from '../../adapter/loopback.ts';
import { type RunningPortal, startSandbox } from '../../sandbox/dvcqg-2026/sandbox.ts';
import type { PortalListing, PortalProcedure, PortalSeed } from '../../sandbox/dvcqg-2026/seed.ts';

const cityUnits = ['H13.01', 'H13.02', 'H13.105'];

/** A procedure of one case, offered in full at every unit unless said otherwise. */
export function procedure(code: string, more: Partial<PortalProcedure> = {}): PortalProcedure {
  return {
    ...{ code, name: `Thủ tục ${code}`, active: true, decision: '12/QĐ-BTP', tiers: ['province'] },
    ...{ fees: [8_000], field: { code: 'HT', name: 'Hộ tịch' } },
    listings: cityUnits.map((agency): PortalListing => ({ agency, implementLevel: 'FULL' })),
    offerings: [],
    cases: [
      {
        ...{ key: 'a', name: 'Thông thường', agencies: null, eform: null, workflow: null, deadlineHours: 24 },
        components: [{ code: 'TK', name: 'Tờ khai', originals: 1, copies: 0, required: true }],
      },
    ],
    ...more,
  };
}

export function seedOf(procedures: PortalProcedure[]): PortalSeed {
  return {
    locality: 'H13',
    fields: [{ code: 'HT', name: 'Hộ tịch' }],
    agencies: [
      { id: 'H13.01', name: 'Sở Tư pháp', tier: 'province' },
      { id: 'H13.02', name: 'Sở Y tế', tier: 'province' },
      { id: 'H13.105', name: 'UBND phường Cái Khế', tier: 'commune' },
    ],
    procedures,
  };
}

export function procedures(count: number, more?: Partial<PortalProcedure>): PortalProcedure[] {
  return Array.from({ length: count }, (_, index) => procedure(`1.${String(100_000 + index)}`, more));
}

export interface Read {
  records: SourceRecord[];
  /** What ended the reading; absent where it came to its end. */
  error?: Error & { kind?: string };
  requests: number;
  sandbox: RunningPortal;
}

/** Reads a portal once, however it ends. */
export async function read(
  seed: PortalSeed,
  quirks: Record<string, unknown> = {},
  options: Record<string, unknown> = {},
  details: Details = noDetails,
): Promise<Read> {
  const sandbox = await startSandbox(seed, quirks);
  const http = createHttpClient(
    {
      ...testSettings,
      concurrency: 1,
      ratePerSecond: 100_000,
      answerTimeoutMs: 700,
      baseUrl: sandbox.baseUrl,
    },
    listeningLog(),
    { firstWaitMs: 1, longestWaitMs: 5 },
  );
  const system = adapter.open(adapter.options.parse(options), {
    ...{ maxRows: 500_000, concurrency: 1 },
    ...{ http, locality: 'H13', details, log: listeningLog(), signal: new AbortController().signal },
    progress() {},
  });
  const records: SourceRecord[] = [];
  try {
    for await (const record of system.read()) records.push(record);
    return { records, requests: http.requests, sandbox };
  } catch (error) {
    return { records, error: error as Error, requests: http.requests, sandbox };
  } finally {
    http.close();
    await sandbox.close();
  }
}

/** `1.100000 H13.01 4`, sorted. */
export function levelsIn(records: readonly SourceRecord[]): string[] {
  return records
    .filter(record => record.kind === 'offering')
    .map(({ procedure: code, agency, level }) => `${code} ${agency} ${level}`)
    .sort();
}

export function gapsIn(records: readonly SourceRecord[]): string[] {
  return records.filter(record => record.kind === 'gap').map(({ reason }) => reason);
}

export function procedureIn(records: readonly SourceRecord[], code: string) {
  return records.find(record => record.kind === 'procedure' && record.code === code) as Extract<
    SourceRecord,
    { kind: 'procedure' }
  >;
}

import { adapter } from '../../../adapters/td-dvc/index.ts';
import type { HostContext, RemoteSystem } from '../../../src/adapter/adapter.ts';
import type { HttpClient, HttpSettings } from '../../../src/adapter/http.ts';
import { createHttpClient } from '../../../src/adapter/http-client.ts';
import { type Details, noDetails } from '../../../src/adapter/kit/details.ts';
import type { SourceRecord } from '../../../src/adapter/records.ts';
import type { Workflow } from '../../../src/domain/workflow.ts';
import { listeningLog, testSettings } from '../../adapter/loopback.ts';
import type { RunningSandbox, SandboxSeed, SeedCase, SeedProcedure } from '../../sandbox/seed.ts';
import { startSandbox } from '../../sandbox/td-dvc/sandbox.ts';

export const department = '11111111-AAAA-4BBB-8CCC-222222222222';
export const district = '33333333-AAAA-4BBB-8CCC-444444444444';

export const workflow: Workflow = {
  steps: [
    { id: '1', name: 'Tiếp nhận hồ sơ', kind: 'start', hours: 4 },
    { id: '2', name: 'Thẩm định', kind: 'step', hours: 16, onlineHours: 8, performer: 'Chuyên viên' },
    { id: '3', name: 'Trả kết quả', kind: 'end', hours: 0 },
  ],
  transitions: [
    { from: '1', to: '2' },
    { from: '2', to: '3' },
  ],
};

export const eform = '{"display":"form","components":[{"type":"textfield","key":"HoVaTen","input":true}]}';

export function seedCase(key: string, change: Partial<SeedCase> = {}): SeedCase {
  const document = { name: 'Đơn đề nghị', originals: 1, copies: 0, required: true };
  return {
    ...{ key, name: '', agencies: null, components: [document], eform, workflow },
    ...{ deadlineHours: 24, onlinePayment: true, onlineClosed: false },
    ...change,
  };
}

export function seedProcedure(code: string, change: Partial<SeedProcedure> = {}): SeedProcedure {
  return {
    ...{ code, name: `Thủ tục ${code}`, active: true, tiers: ['province'] },
    offerings: [{ agency: department, level: 4 }],
    cases: [seedCase(`${code}_1`)],
    ...change,
  };
}

export function seed(...procedures: SeedProcedure[]): SandboxSeed {
  return {
    locality: 'H13',
    agencies: [
      { id: department, identification: 'H13.5', name: 'Sở Tư pháp', tier: 'province' },
      { id: district, name: 'UBND quận Ninh Kiều', tier: 'district', parent: department },
      {
        id: '55555555-AAAA-4BBB-8CCC-666666666666',
        name: 'Phòng Một',
        tier: 'province',
        parent: department,
        room: true,
      },
    ],
    fields: [{ code: 'G15-HT', name: 'Hộ tịch' }],
    procedures,
  };
}

export interface Opened {
  system: RemoteSystem;
  http: HttpClient;
  log: ReturnType<typeof listeningLog>;
}

/** The adapter on a running sandbox, with the real HTTP client. */
export function openPortal(
  sandbox: Pick<RunningSandbox, 'baseUrl' | 'options'>,
  options: Record<string, unknown> = {},
  settings: Partial<HttpSettings> = {},
  details: Details = noDetails,
): Opened {
  const log = listeningLog();
  const all = {
    ...testSettings,
    baseUrl: sandbox.baseUrl,
    secrets: [String(sandbox.options.password)],
    ...settings,
  };
  // Waiting between repeats is the shared client's; here only that it happens.
  const http = createHttpClient(all, log, { firstWaitMs: 1 });
  const context: HostContext = {
    ...{ maxRows: 500_000, concurrency: 8 },
    http,
    locality: 'H13',
    details,
    log,
    signal: new AbortController().signal,
    progress: () => undefined,
  };
  return {
    system: adapter.open(adapter.options.parse({ ...sandbox.options, ...options }), context),
    http,
    log,
  };
}

export type Records = { [Kind in SourceRecord['kind']]: Extract<SourceRecord, { kind: Kind }>[] };

/** Reads to the end, or until it throws. */
export async function readAll(system: RemoteSystem): Promise<Records & { error?: unknown }> {
  const records: Records = {
    agency: [],
    procedure: [],
    offering: [],
    case: [],
    quarantine: [],
    gap: [],
    note: [],
    'as-of': [],
  };
  try {
    for await (const record of system.read()) (records[record.kind] as SourceRecord[]).push(record);
    return records;
  } catch (error) {
    return { ...records, error };
  }
}

/** Starts a sandbox, reads it whole, closes it. */
export async function readSandbox(
  city: SandboxSeed,
  quirks: Record<string, unknown> = {},
  options: Record<string, unknown> = {},
  settings: Partial<HttpSettings> = {},
) {
  const sandbox = await startSandbox(city, quirks);
  const { system, http, log } = openPortal(sandbox, options, settings);
  try {
    return { ...(await readAll(system)), requests: sandbox.requests, log };
  } finally {
    http.close();
    await sandbox.close();
  }
}

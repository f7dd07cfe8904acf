import { adapter } from '../../../adapters/opencps/index.ts';
import type { HostContext } from '../../../src/adapter/adapter.ts';
import { createHttpClient } from '../../../src/adapter/http-client.ts';
import { type Details, noDetails } from '../../../src/adapter/kit/details.ts';
import type {
  AgencyRecord,
  CaseRecord,
  OfferingRecord,
  ProcedureRecord,
  SourceRecord,
} from '../../../src/adapter/records.ts';
import type { Workflow } from '../../../src/domain/workflow.ts';
import { startSandbox } from '../../sandbox/opencps/sandbox.ts';
import type { RunningSandbox, SandboxSeed, SeedCase, SeedProcedure } from '../../sandbox/seed.ts';

export const silent = { debug() {}, info() {}, warn() {} };

/** Tiếp nhận (created by filing) → thẩm định → trả kết quả; 24 hours. */
export function soundWorkflow(): Workflow {
  return {
    steps: [
      { id: 'bat-dau', name: 'Tạo hồ sơ', kind: 'start' },
      { id: '110', name: 'Tiếp nhận', kind: 'step', hours: 4, performer: 'Một cửa' },
      { id: '200', name: 'Thẩm định <sơ bộ>', kind: 'step', hours: 20, performer: 'Chuyên viên' },
      { id: '400', name: 'Trả kết quả', kind: 'end', hours: 0 },
    ],
    transitions: [
      { from: 'bat-dau', to: '110', action: 'Nộp' },
      { from: '110', to: '200', action: 'Chuyển' },
      { from: '200', to: '400', action: 'Trả' },
    ],
  };
}

export function seedCase(change: Partial<SeedCase> = {}): SeedCase {
  return {
    key: 'c1',
    name: 'Mặc định',
    agencies: null,
    components: [
      { code: 'TK01', name: 'Tờ khai & giấy "chứng sinh"', originals: 1, copies: 0, required: true },
      { name: 'Căn cước công dân', originals: 0, copies: 1, required: false },
    ],
    eform: '{ schema: { properties: { hoTen: { type: "string" } } } /* không phải JSON */ }',
    workflow: soundWorkflow(),
    deadlineHours: 24,
    ...change,
  };
}

export function seedProcedure(code: string, change: Partial<SeedProcedure> = {}): SeedProcedure {
  return {
    code,
    name: `Thủ tục ${code} cho hộ & cá nhân`,
    active: true,
    field: { code: 'HT01', name: 'Hộ tịch' },
    deadlineText: '03 ngày làm việc',
    feeText: '8.000 đồng/bản',
    tiers: ['province'],
    offerings: [
      { agency: 'STP', level: 4 },
      { agency: 'NK', level: 3 },
      { agency: 'BT', level: 2 },
      { agency: 'AK', level: null },
    ],
    cases: [seedCase()],
    ...change,
  };
}

export function seedOf(...procedures: SeedProcedure[]): SandboxSeed {
  return {
    locality: 'H13',
    fields: [{ code: 'HT01', name: 'Hộ tịch' }],
    agencies: [
      { id: 'UBNDT', name: 'UBND thành phố Cần Thơ', tier: 'province' },
      { id: 'STP', name: 'Sở Tư pháp & Dân số', tier: 'province', parent: 'UBNDT' },
      { id: 'NK', name: 'UBND quận Ninh Kiều', tier: 'district', parent: 'UBNDT' },
      { id: 'BT', name: 'UBND quận Bình Thủy', tier: 'district', parent: 'UBNDT' },
      { id: 'AK', name: 'UBND phường An Khánh', tier: 'commune', parent: 'NK' },
    ],
    procedures,
  };
}

/** The adapter opened on a sandbox through the real client, which waits milliseconds where it would wait seconds. */
export function open(
  sandbox: Pick<RunningSandbox, 'baseUrl' | 'options'>,
  options: Record<string, unknown> = {},
  settings: { attempts?: number; answerTimeoutMs?: number; maxAnswerBytes?: number } = {},
  details: Details = noDetails,
) {
  const http = createHttpClient(
    {
      baseUrl: sandbox.baseUrl,
      concurrency: 8,
      ratePerSecond: 10_000,
      connectTimeoutMs: 5_000,
      answerTimeoutMs: 20_000,
      attempts: 2,
      maxAnswerBytes: 8 * 1024 * 1024,
      secrets: [],
      ...settings,
    },
    silent,
    { firstWaitMs: 1, longestWaitMs: 5 },
  );
  const context: HostContext = {
    ...{ maxRows: 500_000, concurrency: 8 },
    http,
    locality: 'H13',
    details,
    log: silent,
    signal: new AbortController().signal,
    progress() {},
  };
  const system = adapter.open(adapter.options.parse({ ...sandbox.options, ...options }), context);
  return Object.assign(system, { http });
}

export async function collect(records: AsyncIterable<SourceRecord>): Promise<SourceRecord[]> {
  const all: SourceRecord[] = [];
  for await (const record of records) all.push(record);
  return all;
}

/** A fault of the service list: rows say nothing but id and code, so that the details have to tell. */
export function bareList(seed: SandboxSeed): Record<string, string> {
  const data = seed.procedures.map(({ code }, at) => ({ serviceInfoId: 40_001 + at, serviceCode: code }));
  return { '/serviceinfos': JSON.stringify({ total: data.length, data }) };
}

/** Everything read from a sandbox made of `seed`. */
export async function readSeed(
  seed: SandboxSeed,
  quirks: Record<string, unknown> = {},
  options: Record<string, unknown> = {},
): Promise<SourceRecord[]> {
  const sandbox = await startSandbox(seed, quirks);
  try {
    const system = open(sandbox, options);
    const records = await collect(system.read());
    system.http.close();
    return records;
  } finally {
    await sandbox.close();
  }
}

/** Runs `work` on a sandbox and closes it, whatever happens. */
export async function withSandbox<T>(
  seed: SandboxSeed,
  quirks: Record<string, unknown>,
  work: (sandbox: RunningSandbox) => Promise<T>,
): Promise<T> {
  const sandbox = await startSandbox(seed, quirks);
  try {
    return await work(sandbox);
  } finally {
    await sandbox.close();
  }
}

export const offerings = (records: SourceRecord[]) =>
  records.filter((record): record is OfferingRecord => record.kind === 'offering');
export const cases = (records: SourceRecord[]) =>
  records.filter((record): record is CaseRecord => record.kind === 'case');
export const procedures = (records: SourceRecord[]) =>
  records.filter((record): record is ProcedureRecord => record.kind === 'procedure');
export const agencies = (records: SourceRecord[]) =>
  records.filter((record): record is AgencyRecord => record.kind === 'agency');
export const troubles = (records: SourceRecord[]) =>
  records.filter(({ kind }) => kind === 'quarantine' || kind === 'gap');

/** `agency=level` in order, for one procedure. */
export function levelsOf(records: SourceRecord[], procedure: string): string[] {
  return offerings(records)
    .filter(offering => offering.procedure === procedure)
    .map(({ agency, level }) => `${agency}=${level}`)
    .sort();
}

/** Records in an order of their own, so that two readings can be compared. */
export function sorted(records: SourceRecord[]): string[] {
  return records.map(record => JSON.stringify(record)).sort();
}

import type { HttpSettings } from '../../../src/adapter/http.ts';
import type { CityNames, Memory } from '../../../src/adapter/service-request.ts';
import type { RemoteSend, RemoteWriter } from '../../../src/adapter/writer.ts';
import type { Change, ChangeKind, KnownCases } from '../../../src/domain/push.ts';
import type { DesiredCase, DesiredComponent, DesiredWorkflow } from '../../../src/domain/service.ts';
import type { ServiceState } from '../../../src/domain/service-state.ts';
import type { RunningSandbox, SandboxSeed } from '../../sandbox/seed.ts';
import { startSandbox } from '../../sandbox/td-dvc/sandbox.ts';
import { openPortal } from './support.ts';

export const procedure = '1.004194';
export const remoteCode = `${procedure}.000.00.00.H13`;

const roles: Record<string, string> = {
  'mot-cua': 'Cán bộ một cửa',
  'chuyen-vien': 'Chuyên viên',
  'lanh-dao': 'Lãnh đạo đơn vị',
};

export const context: CityNames = {
  agencyCode: ({ identification, name }) =>
    identification ?? (name === 'UBND quận Ninh Kiều' ? 'H13.21' : undefined),
  roleAt: role => roles[role],
  levelWords: level => (level === null ? 'không có mức' : `mức ${level}`),
  roles: Object.keys(roles),
};

export const workflow: DesiredWorkflow = {
  steps: [
    { id: 'tiep-nhan', name: 'Tiếp nhận hồ sơ', kind: 'start', role: 'mot-cua', hours: 4, onlineHours: 4 },
    {
      id: 'tham-dinh',
      name: 'Thẩm định',
      kind: 'step',
      role: 'chuyen-vien',
      hours: 12,
      onlineHours: 8,
      mayReturn: true,
    },
    { id: 'phe-duyet', name: 'Phê duyệt', kind: 'step', role: 'lanh-dao', hours: 8, onlineHours: 4 },
    { id: 'tra', name: 'Trả kết quả', kind: 'end', hours: 0, onlineHours: 0 },
  ],
  transitions: [
    { from: 'tiep-nhan', to: 'tham-dinh', action: 'Chuyển thẩm định' },
    { from: 'tham-dinh', to: 'phe-duyet', action: 'Trình duyệt' },
    { from: 'phe-duyet', to: 'tham-dinh', action: 'Trả lại' },
    { from: 'phe-duyet', to: 'tra', action: 'Hoàn thành' },
  ],
};

export const components: DesiredComponent[] = [
  { code: '000.00.00.G15-KQ0001', name: 'Tờ khai đăng ký', originals: 1, copies: 0, required: true },
  { name: 'Giấy tờ tùy thân', originals: 0, copies: 1, required: false },
];

export const form = {
  display: 'form',
  components: [
    { type: 'textfield', key: 'HoVaTen', label: 'Họ và tên', input: true, validate: { required: true } },
  ],
};

export const desired: DesiredCase = {
  ...{ key: 'default', name: 'Trường hợp thông thường', components, eform: form, workflow },
  ...{ deadlineHours: 24, onlineDeadlineHours: 16, deadlineUnit: 'workingDay' },
};

/** Everything one case of a definition asks for, in the order of the waves. */
export function caseChanges(item: DesiredCase, code = procedure): Change[] {
  const { key, name, deadlineHours, onlineDeadlineHours, deadlineUnit } = item;
  const target = { procedure: code, case: key };
  const value = { name, deadlineHours, onlineDeadlineHours, deadlineUnit, online: true, onlinePayment: true };
  return [
    { kind: 'set-case', target, before: null, after: value },
    { kind: 'set-components', target, before: null, after: item.components },
    { kind: 'set-eform', target, before: null, after: item.eform },
    { kind: 'set-workflow', target, before: null, after: item.workflow },
  ];
}

export const levelChange = (after: 1 | 2 | 3 | 4, agency = 'H13.5', code = procedure): Change => ({
  kind: 'set-level',
  target: { procedure: code, agency },
  before: null,
  after,
});

export interface Desk {
  sandbox: RunningSandbox & { writes: NonNullable<RunningSandbox['writes']> };
  writer: RemoteWriter;
  /** By procedure; survives a new writer, as the store's would. */
  memories: Map<string, Record<string, string>>;
  /** What was wrong with sends, in order. */
  failures: Error[];
  known: KnownCases;
  /** Known before each send how many went before. */
  sending?: (number: number) => void;
  readService(code?: string, kinds?: ReadonlySet<ChangeKind>): Promise<ServiceState>;
  /** The executor's loop for changes that travel together: until nothing is left to send, or 30 rounds. */
  push(changes: readonly Change[]): Promise<Pushed>;
  /** One loop after the other. */
  pushAll(changes: readonly Change[]): Promise<Pushed[]>;
  /** As the portal's own page reads it: `data` of a single row. */
  get(path: string): Promise<Record<string, unknown>>;
  /** Writes as `METHOD path`, ids of rows as `*`. */
  log(): string[];
  close(): Promise<void>;
}

export interface Pushed {
  actuals: ServiceState[];
  sends: RemoteSend[];
  complaint: string | undefined;
  verified: boolean;
}

/** A writer on a sandbox of the seed. */
export async function deskOn(
  seed: SandboxSeed,
  quirks: Record<string, unknown> = {},
  settings: Partial<HttpSettings> = {},
  withContext: CityNames = context,
): Promise<Desk> {
  const sandbox = (await startSandbox(seed, quirks)) as Desk['sandbox'];
  const { system, http } = openPortal(sandbox, {}, settings);
  const writer = await system.writer!(withContext);
  const memories: Desk['memories'] = new Map();
  const memoryOf = (code: string): Memory => memories.get(code) ?? {};
  const desk: Desk = {
    ...{ sandbox, writer, memories, failures: [], known: [desired] },
    readService: (code = procedure, kinds) =>
      system.readService!(code, {
        ...{ names: withContext, cases: desk.known, memory: memoryOf(code) },
        ...(kinds && { kinds }),
      }),
    async push(changes) {
      const codes = changes.map(({ target }) => target.procedure);
      const kinds = new Set(changes.map(({ kind }) => kind));
      const sends: RemoteSend[] = [];
      for (let round = 1; ; round++) {
        const fresh = new Map<string, ServiceState>();
        for (const code of new Set(codes)) fresh.set(code, await desk.readService(code, kinds));
        const actuals = codes.map(code => fresh.get(code)!);
        const next = desk.writer.next(changes, actuals);
        if (next.length === 0 || round === 30) {
          for (const [at, change] of changes.entries()) {
            const learned = desk.writer.learned?.(change, actuals[at]!);
            memories.set(codes[at]!, { ...memoryOf(codes[at]!), ...learned });
          }
          return {
            actuals,
            sends,
            complaint: desk.writer.complaint?.(changes, actuals),
            verified: next.length === 0,
          };
        }
        for (const send of next) {
          desk.sending?.(sends.length);
          for (const code of new Set(codes)) memories.set(code, { ...memoryOf(code), ...send.remember });
          sends.push(send);
          try {
            await desk.writer.send(send);
          } catch (error) {
            // As after a kill: whoever goes on is a new writer, knows what is remembered, and looks first.
            desk.failures.push(error as Error);
            desk.writer = await system.writer!(withContext);
            break;
          }
        }
      }
    },
    async pushAll(changes) {
      const all: Pushed[] = [];
      for (const change of changes) all.push(await desk.push([change]));
      return all;
    },
    async get(path) {
      const answer = await fetch(`${sandbox.baseUrl}/api/v1/${path}`);
      const body = (await answer.json()) as { data: Record<string, unknown> };
      return body.data;
    },
    log: () =>
      sandbox.writes.map(
        ({ method, path }) => `${method} ${path.replace(/^\/api\/v1\//, '').replace(/[0-9a-f-]{36}$/, '*')}`,
      ),
    async close() {
      http.close();
      await sandbox.close();
    },
  };
  return desk;
}

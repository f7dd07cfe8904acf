import { expect } from 'vitest';
import { RemoteError } from '../../../src/adapter/errors.ts';
import type { CityNames } from '../../../src/adapter/service-request.ts';
import type { RemoteSend, RemoteWriter } from '../../../src/adapter/writer.ts';
import type { Change, ChangeKind, KnownCases } from '../../../src/domain/push.ts';
import type { DesiredCase, DesiredWorkflow } from '../../../src/domain/service.ts';
import type { ServiceState } from '../../../src/domain/service-state.ts';
import { startSandbox } from '../../sandbox/opencps/sandbox.ts';
import type { RunningSandbox, SandboxSeed } from '../../sandbox/seed.ts';
import { open, seedOf, seedProcedure } from './support.ts';

/** Roles of ours → what they are called at the sandbox, by title or by code. */
const roles: Record<string, string> = {
  'một cửa': 'Cán bộ một cửa',
  'trả kết quả': 'CAN_BO_MOT_CUA',
  'lãnh đạo phòng': 'Lãnh đạo phòng',
  'chuyên viên': 'CHUYEN_VIEN',
  'lãnh đạo': 'Lãnh đạo đơn vị',
};

export const context: CityNames = {
  agencyCode: ({ id }) => (id.startsWith('X') ? undefined : `H13.${id}`),
  roleAt: role => roles[role],
  levelWords: level => (level === null ? 'không có mức' : `mức ${level}`),
  roles: Object.keys(roles),
  described: procedure =>
    procedure.startsWith('9')
      ? undefined
      : { name: `Thủ tục ${procedure} & giấy tờ`, field: { name: 'Hộ tịch' } },
};

/** A sandbox with a writer on it, and what an executor keeps: memory, and the sends it made. */
export interface Desk {
  sandbox: RunningSandbox;
  writer: RemoteWriter;
  memory: Map<string, Record<string, string>>;
  sent: RemoteSend[];
  readService(procedure: string, kinds?: ReadonlySet<ChangeKind>): Promise<ServiceState>;
  /** Looks, sends what is missing, looks again until nothing is; gives up where a round changes nothing. */
  push(changes: readonly Change[], most?: number): Promise<ServiceState[]>;
  /** Another process takes over: a new writer, the same memory. */
  takeOver(): Promise<void>;
  /** What the reading side of the adapter says now. */
  read: ReturnType<typeof open>['read'];
  close(): Promise<void>;
}

export interface DeskOptions {
  options?: Record<string, unknown>;
  cases?: KnownCases;
  context?: CityNames;
}

export async function deskOn(
  seed: SandboxSeed,
  quirks: Record<string, unknown> = {},
  {
    options = {},
    cases = [{ key: 'default', name: 'Mặc định' }],
    context: words = context,
  }: DeskOptions = {},
): Promise<Desk> {
  const sandbox = await startSandbox(seed, { indexLag: 0, staleEmbedded: 0, ...quirks });
  let system = open(sandbox, { indexLagMs: 0, ...options });
  const memory = new Map<string, Record<string, string>>();
  const sent: RemoteSend[] = [];
  const desk: Desk = {
    sandbox,
    writer: await system.writer!(words),
    memory,
    sent,
    readService: (procedure, kinds) =>
      system.readService!(procedure, {
        ...{ names: words, cases, memory: memory.get(procedure) ?? {} },
        ...(kinds && { kinds }),
      }),
    async push(changes, most = 40) {
      const procedures = [...new Set(changes.map(({ target }) => target.procedure))];
      const kinds = new Set(changes.map(({ kind }) => kind));
      const look = () => Promise.all(procedures.map(procedure => desk.readService(procedure, kinds)));
      let actuals = await look();
      const learn = () => {
        for (const change of changes) {
          const { procedure } = change.target;
          const actual = actuals.find(each => each.procedure === procedure)!;
          memory.set(procedure, { ...memory.get(procedure), ...desk.writer.learned?.(change, actual) });
        }
      };
      for (let round = 0; ; round++) {
        const sends = desk.writer.next(changes, actuals);
        if (sends.length === 0) break;
        if (round >= most) throw new Error(`no end: ${sends[0]!.label}`);
        const before = JSON.stringify(actuals);
        let lost = false;
        for (const send of sends) {
          const [procedure = ''] = procedures;
          if (send.remember) memory.set(procedure, { ...memory.get(procedure), ...send.remember });
          sent.push(send);
          try {
            await desk.writer.send(send);
          } catch (error) {
            if (!(error instanceof RemoteError) || error.kind !== 'unreachable') throw error;
            lost = true;
            break;
          }
        }
        actuals = await look();
        if (!lost && JSON.stringify(actuals) === before) {
          learn();
          throw new Error(`no effect: ${desk.writer.next(changes, actuals)[0]!.label}`);
        }
      }
      learn();
      const complaint = desk.writer.complaint?.(changes, actuals);
      if (complaint) throw new Error(complaint);
      return actuals;
    },
    async takeOver() {
      system.http.close();
      system = open(sandbox, { indexLagMs: 0, ...options });
      desk.writer = await system.writer!(words);
    },
    read: () => system.read(),
    async close() {
      system.http.close();
      await sandbox.close();
    },
  };
  return desk;
}

/** A service without cases: rows at two agencies. */
export function bareSeed(code = '1.000001', change: Parameters<typeof seedProcedure>[1] = {}): SandboxSeed {
  const offerings = [
    { agency: 'STP', level: 2 },
    { agency: 'NK', level: 2 },
  ] as const;
  return seedOf(seedProcedure(code, { offerings: [...offerings], cases: [], ...change }));
}

export const workflow: DesiredWorkflow = {
  steps: [
    { id: 'tiep-nhan', name: 'Tiếp nhận <hồ sơ>', kind: 'start', role: 'một cửa', hours: 4, onlineHours: 2 },
    { id: 'tham-dinh', name: 'Thẩm định', kind: 'step', role: 'chuyên viên', hours: 16, onlineHours: 16 },
    {
      id: 'bo-sung',
      name: 'Chờ bổ sung',
      kind: 'step',
      role: 'chuyên viên',
      hours: 0,
      onlineHours: 0,
      state: '5',
    },
    {
      id: 'phe-duyet',
      name: 'Phê duyệt',
      kind: 'step',
      role: 'lãnh đạo',
      hours: 4,
      onlineHours: 4,
      mayReturn: true,
    },
    { id: 'tra', name: 'Trả kết quả', kind: 'end', role: 'trả kết quả', hours: 0, onlineHours: 0 },
  ],
  transitions: [
    { from: 'tiep-nhan', to: 'tham-dinh', action: 'Chuyển thẩm định' },
    { from: 'tham-dinh', to: 'bo-sung', action: 'Yêu cầu bổ sung "giấy tờ"' },
    { from: 'bo-sung', to: 'tham-dinh', action: 'Đã bổ sung' },
    { from: 'tham-dinh', to: 'phe-duyet', action: 'Trình' },
    { from: 'phe-duyet', to: 'tham-dinh', action: 'Trả lại' },
    { from: 'phe-duyet', to: 'tra', action: 'Ký & trả' },
  ],
};

export const form = {
  display: 'form',
  components: [
    {
      type: 'textfield',
      key: 'HoVaTen',
      label: 'Họ và tên <viết hoa>',
      input: true,
      validate: { required: true },
    },
    { type: 'datetime', key: 'NgaySinh', label: 'Ngày sinh', input: true, enableTime: false },
    { type: 'file', key: 'giayTo1', label: 'Tờ khai', input: true, validate: { required: true } },
  ],
};

export function desiredCase(change: Partial<DesiredCase> = {}): DesiredCase {
  return {
    key: 'default',
    name: 'Mặc định',
    components: [
      { code: 'TK01', name: 'Tờ khai & giấy "chứng sinh"', originals: 1, copies: 0, required: true },
      { name: 'Căn cước công dân', originals: 0, copies: 2, required: false },
    ],
    eform: form,
    workflow,
    deadlineHours: 24,
    onlineDeadlineHours: 22,
    deadlineUnit: 'workingDay',
    ...change,
  };
}

/** Everything a case is, as changes in the order of waves. */
export function caseChanges(
  procedure: string,
  one: DesiredCase,
  channel: { online: boolean; onlinePayment: boolean } = { online: true, onlinePayment: false },
): Change[] {
  const target = { procedure, case: one.key };
  const { name, deadlineHours, onlineDeadlineHours, deadlineUnit } = one;
  const value = { name, deadlineHours, onlineDeadlineHours, deadlineUnit, ...channel };
  return [
    { kind: 'set-case', target, before: null, after: value },
    { kind: 'set-components', target, before: null, after: one.components },
    { kind: 'set-eform', target, before: null, after: one.eform },
    { kind: 'set-workflow', target, before: null, after: one.workflow },
  ];
}

export function levelChange(procedure: string, agency: string, after: 1 | 2 | 3 | 4): Change {
  return { kind: 'set-level', target: { procedure, agency: `H13.${agency}` }, before: null, after };
}

export function newOffering(procedure: string, agency: string, level: 1 | 2 | 3 | 4 | null): Change {
  return {
    kind: 'create-offering',
    target: { procedure, agency: `H13.${agency}` },
    before: null,
    after: { level },
  };
}

/** One action after the other, as a plan is applied; those that are over already are not looked at again. */
export async function pushAll(
  desk: Desk,
  changes: readonly Change[],
  over = new Set<Change>(),
): Promise<void> {
  for (const change of changes) {
    if (over.has(change)) continue;
    await desk.push([change]);
    over.add(change);
  }
}

/** The process is killed when the first such send has gone through; another goes on from there. */
export async function killedAt(
  desk: Desk,
  change: Change,
  when: (send: RemoteSend) => boolean,
): Promise<void> {
  const { send } = desk.writer;
  desk.writer.send = async each => {
    await send.call(desk.writer, each);
    if (when(each)) throw new Error('killed');
  };
  await expect(desk.push([change])).rejects.toThrow('killed');
  await desk.takeOver();
}

import type { ServiceDefinition } from '../../src/domain/service.ts';
import { type SandboxCity, withBare } from '../sandbox/city/city.ts';
import type { SandboxWrite } from '../sandbox/seed.ts';
import { smallCity } from '../support/small-city.ts';

export const systems = ['portal', 'oneStop'] as const;

/** A procedure with all its parts; those that are only raised leave theirs to whoever made them. */
export function definition(procedure: string, given: Partial<ServiceDefinition>): ServiceDefinition {
  return {
    procedure,
    name: `Thủ tục ${procedure}`,
    folder: '',
    applies: { tiers: ['commune'] },
    level: 4,
    cases: [],
    fees: [],
    onlinePayment: false,
    channels: { online: true, post: true },
    readiness: [],
    ...given,
  };
}

const component = { originals: 1, copies: 0, required: true };
const time = { hours: 8, onlineHours: 8 };
const none = { hours: 0, onlineHours: 0 };
/** One case with all its parts. */
export const cases: ServiceDefinition['cases'] = [
  {
    key: 'default',
    name: 'Mặc định',
    components: [{ name: 'Tờ khai', ...component }],
    eform: {
      display: 'form',
      components: [{ type: 'textfield', key: 'HoVaTen', label: 'Họ và tên', input: true }],
    },
    workflow: {
      steps: [
        { id: 'nop', name: 'Tiếp nhận hồ sơ', kind: 'start', role: 'Cán bộ một cửa', ...time },
        { id: 'tham-dinh', name: 'Thẩm định', kind: 'step', role: 'Chuyên viên', ...time },
        { id: 'tra', name: 'Trả kết quả', kind: 'end', role: 'Cán bộ một cửa', ...none },
      ],
      transitions: [
        { from: 'nop', to: 'tham-dinh', action: 'Chuyển' },
        { from: 'tham-dinh', to: 'tra', action: 'Duyệt' },
      ],
    },
    deadlineHours: 24,
    onlineDeadlineHours: 24,
    deadlineUnit: 'workingDay',
  },
];
/** A small city in which these procedures have nothing of their own yet. */
export function unready(procedures: readonly string[]): SandboxCity {
  const districts = ['Bình Thủy', 'Cái Răng', 'Thốt Nốt', 'Phong Điền', 'Cờ Đỏ'].map((name, n) => ({
    code: `H13.${23 + n}`,
    name: `Ủy ban nhân dân ${name}`,
    tier: 'district' as const,
    parent: 'H13',
  }));
  const city = withBare(smallCity(districts), procedures);
  for (const { code, offerings, cases } of systems.flatMap(system => city.seeds[system].procedures)) {
    if (procedures.some(procedure => code.startsWith(procedure))) offerings.length = cases.length = 1;
  }
  return city;
}

const guids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** Writes in order, with the ids that the portal makes up numbered as they appear. */
export function told(writes: readonly SandboxWrite[]): string[] {
  const names = new Map<string, string>();
  const nameOf = (id: string) => {
    if (!names.has(id)) names.set(id, `#${names.size}`);
    return names.get(id)!;
  };
  return writes.map(({ method, path, body }) =>
    `${method} ${path} ${body}`.replace(guids, id => nameOf(id.toLowerCase())),
  );
}

/** Ids that servers give in the order of what they make are all one. */
export function anyOrder(log: readonly string[]): string[] {
  return log.map(write => write.replaceAll(/#\d+|\b9\d{5}\b/g, '#')).sort();
}

import type { Tier } from '../domain/tier.ts';
import type { DraftTimes } from './scaffold-facts.ts';
import { todo } from './todo.ts';
import type { Remark, WorkflowDraft } from './write.ts';

/** Shares of the deadline; what rounding to quarters of an hour leaves goes to the appraisal, the longest step. */
const shares = { receive: 0.1, assign: 0.1, approve: 0.2 };

interface StandardStep {
  id: string;
  name: string;
  kind?: 'start' | 'end';
  role: string;
  part: keyof typeof shares | 'appraise' | 'hand-over';
}

/** A commune has no rooms: its leader hands the work out. */
function standardSteps(tier: Tier | undefined): StandardStep[] {
  const assigner = tier === 'commune' ? 'Lãnh đạo đơn vị' : 'Lãnh đạo phòng';
  return [
    { id: 'tiep-nhan', name: 'Tiếp nhận hồ sơ', kind: 'start', role: 'Cán bộ một cửa', part: 'receive' },
    { id: 'phan-cong', name: 'Phân công xử lý', role: assigner, part: 'assign' },
    { id: 'tham-dinh', name: 'Thẩm định hồ sơ', role: 'Chuyên viên', part: 'appraise' },
    { id: 'phe-duyet', name: 'Phê duyệt kết quả', role: 'Lãnh đạo đơn vị', part: 'approve' },
    { id: 'tra-ket-qua', name: 'Trả kết quả', kind: 'end', role: 'Cán bộ một cửa', part: 'hand-over' },
  ];
}

const actions = ['Chuyển phân công', 'Chuyển thẩm định', 'Trình phê duyệt', 'Chuyển trả kết quả'];

/** tiếp nhận → phân công → thẩm định → phê duyệt → trả kết quả, with hours that add up to the deadline exactly. */
export function draftWorkflow(
  tier: Tier | undefined,
  times: DraftTimes,
  roles: Readonly<Record<string, unknown>>,
): { draft: WorkflowDraft; remarks: Remark[] } {
  const remarks: Remark[] = [];
  const standard = standardSteps(tier);
  const inPerson = split(times.inPerson.hours);
  const online = times.online.hours === times.inPerson.hours ? undefined : split(times.online.hours);
  const steps = standard.map(({ id, name, kind, role, part }, index): WorkflowDraft['steps'][number] => {
    const known = Object.hasOwn(roles, role);
    if (!known) {
      const text = `Thường là "${role}"; vai trò phải có trong "roles" của cấu hình.`;
      remarks.push({ path: ['steps', index, 'role'], text });
    }
    return {
      id,
      name,
      ...(kind ? { kind } : {}),
      role: known ? role : todo,
      hours: inPerson?.[part] ?? todo,
      ...(online ? { onlineHours: online[part] } : {}),
    };
  });
  const transitions = actions.map((action, index) => ({
    from: standard[index]!.id,
    to: standard[index + 1]!.id,
    action,
  }));
  return { draft: { steps, transitions }, remarks };
}

function split(hours: number | undefined): Record<StandardStep['part'], number> | undefined {
  if (hours === undefined) return undefined;
  const quarters = (share: number) => Math.floor(hours * share * 4) / 4;
  const receive = quarters(shares.receive);
  const assign = quarters(shares.assign);
  const approve = quarters(shares.approve);
  return { receive, assign, approve, appraise: hours - receive - assign - approve, 'hand-over': 0 };
}

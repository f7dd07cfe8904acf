import { numberWords } from '../domain/number-words.ts';
import { type Change, isCaseKind } from '../domain/push.ts';
import type { Tier } from '../domain/tier.ts';
import type { LevelTerms } from '../words/level-names.ts';
import { differences } from './diff.ts';
import type { Difference } from './difference.ts';
import { caseWords } from './names.ts';
import { mends } from './order.ts';
import type { Plan, PlannedAction } from './plan.ts';
import { guardNames, kindNames, standingNames } from './words.ts';

/** How codes are called, for readers. */
export interface PlanNames {
  procedure(code: string): string | undefined;
  agency(code: string): string;
  tier(code: string): Tier | undefined;
  system(name: string): string;
  levels: LevelTerms;
}

/** A plan as people read it: by procedure, then system; offerings that change alike are one line. */
export interface PlanView {
  /** "Kế hoạch P…", for a rollback with the plan it takes back. */
  name: string;
  headline: string;
  holds: { name: string; message: string; approvable: boolean }[];
  procedures: { code: string; name: string | undefined; systems: { title: string; lines: PlanLine[] }[] }[];
  tasks: { what: string; agencies: string[]; due: string | null; link: string | null }[];
  unknown: string[];
}

export interface PlanLine {
  /** "Đặt mức độ 4 cho 83 xã", "Đổi quy trình điện tử, trường hợp «Cấp lại»". */
  title: string;
  standing: string;
  /** Changed by hand there: whoever reads should look twice. */
  moved: boolean;
  reason: string;
  differences: Difference[];
  /** Names of agencies, when it is about several. */
  agencies: string[];
  reversible: boolean;
  /** "không kèm phương án «Ủy quyền» đã có trước khi gỡ, vì …". */
  leavesOut: string | undefined;
}

export function planView(plan: Plan, names: PlanNames): PlanView {
  const procedures = [...Map.groupBy(plan.actions, ({ change }) => change.target.procedure)].sort(
    ([a], [b]) => (a < b ? -1 : 1),
  );
  return {
    name: `Kế hoạch ${plan.id}${plan.rollbackOf ? ` (trả lại kế hoạch ${plan.rollbackOf})` : ''}`,
    headline: planHeadline(plan),
    holds: plan.holds.map(({ guard, message, approvable }) => ({
      ...{ name: guardNames[guard], message, approvable },
    })),
    procedures: procedures.map(([code, actions]) => ({
      code,
      name: names.procedure(code),
      systems: [...Map.groupBy(actions, ({ system }) => system)].map(([system, theirs]) => ({
        title: names.system(system),
        lines: linesOf(theirs, plan.cases?.[code]),
      })),
    })),
    tasks: (plan.tasks ?? []).map(({ what, agencies, due, link }) => ({
      ...{ what, agencies: agencies.map(names.agency), due, link },
    })),
    unknown: (plan.unknown ?? []).map(({ procedure, what }) => `${procedure}: ${what}`),
  };

  function linesOf(actions: readonly PlannedAction[], cases: Cases): PlanLine[] {
    return [...Map.groupBy(actions, lineKey).values()].map(group => {
      const { change, standing, reason, reversible, leavesOut } = group[0]!;
      const agencies = group.flatMap(each => each.change.target.agency ?? []);
      return {
        title: titleOf(group, agencies, cases),
        standing: standingNames[standing],
        moved: standing === 'changed-there' || standing === 'both-changed',
        ...{ reason, reversible, leavesOut, agencies: agencies.map(names.agency) },
        differences: differences(change.kind, change.before, change.after, names.levels),
      };
    });
  }

  function titleOf(group: readonly PlannedAction[], agencies: readonly string[], cases: Cases): string {
    const { change } = group[0]!;
    const where = agencies.length === 1 ? names.agency(agencies[0]!) : countText(agencies);
    if (mends(change)) {
      const at = isCaseKind(change.kind) ? caseWords(change.target.case, cases) : ` tại ${where}`;
      return `Làm nốt phần còn thiếu của ${mendedNames[change.kind] ?? kindNames[change.kind]}${at}`;
    }
    switch (change.kind) {
      case 'set-level':
        return `Đặt ${names.levels.of(change.after)} cho ${where}`;
      case 'create-offering':
        return `Thêm dịch vụ tại ${where}`;
      case 'deactivate-offering':
        return `Ngừng dịch vụ tại ${where}`;
      default: {
        const verb = change.before === null ? 'Thêm' : change.after === null ? 'Xóa' : 'Đổi';
        return `${verb} ${kindNames[change.kind]}${caseWords(change.target.case, cases)}`;
      }
    }
  }

  /** "83 xã"; "12 đơn vị" when they are not all of one tier. */
  function countText(agencies: readonly string[]): string {
    const tiers = new Set(agencies.map(names.tier));
    const [tier] = tiers;
    const noun = (tiers.size === 1 && tier && tierNouns[tier]) || 'đơn vị';
    return `${numberWords(agencies.length)} ${noun}`;
  }
}

/** "83 thay đổi ở 2 hệ thống". */
export function planHeadline({ actions }: Pick<Plan, 'actions'>): string {
  const systems = new Set(actions.map(({ system }) => system)).size;
  if (actions.length === 0) return 'không có gì phải thay đổi';
  return `${numberWords(actions.length)} thay đổi ở ${numberWords(systems)} hệ thống`;
}

type Cases = NonNullable<Plan['cases']>[string] | undefined;

/** Offerings of one procedure that change alike are one line; everything about a case is a line of its own. */
function lineKey({ number, change, standing, leavesOut }: PlannedAction): string {
  if (isCaseKind(change.kind)) return String(number);
  return JSON.stringify([change.kind, change.before, change.after, standing, leavesOut]);
}

/** What is mended is there already. */
const mendedNames: Partial<Record<Change['kind'], string>> = { 'create-offering': 'dịch vụ' };

const tierNouns: Partial<Record<Tier, string>> = {
  commune: 'xã',
  district: 'huyện',
  province: 'cơ quan cấp tỉnh',
};

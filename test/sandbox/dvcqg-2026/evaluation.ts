import { wallClock } from '../../../src/domain/time.ts';
import { type Answer, ok, refusal } from './answer.ts';
import { createFileCounts } from './file-counts.ts';
import { numberOf } from './ids.ts';
import { levelName, typeName } from './lists.ts';
import { groups, metricsOf, rounded } from './metrics.ts';
import { type Body, sizeOf } from './paging.ts';
import { at, type Quirks } from './quirks.ts';
import type { Department, PortalState } from './state.ts';

/** `reporting/evaluation/<group>` (contract 5). */
export function createEvaluation(state: PortalState, quirks: Quirks) {
  const filesOf = createFileCounts(state, quirks);

  return (group: string, body: Body): Answer => {
    const wrong = (message: string) => refusal(quirks.refusalStatus, 'BAD_REQUEST', message);
    if (group === 'service-results') return ok(provinces(state).map(top => result(top, quirks)));
    const settings = groups[group];
    if (!settings) return refusal(404, 'NOT_FOUND', `Không có nhóm ${group}`);
    const period = periodOf(group, body, quirks);
    if (typeof period === 'string') return wrong(period);
    const root = state.departments.find(({ id }) => id === body.rootDepartmentId);
    if (!root && (body.rootDepartmentId || body.departmentType !== 'ADMINISTRATIVE_UNIT')) {
      return wrong('rootDepartmentId không hợp lệ');
    }
    const procedure = settings.procedure ? String(body[settings.procedure] ?? '') : '';
    const units = root
      ? state.departments.filter(unit => unit.top === root && unit !== root)
      : provinces(state);
    const size = sizeOf(body.pageSize);
    const current = Math.max(1, Math.trunc(Number(body.currentPage)) || 1);
    const shown = units.slice((current - 1) * size, current * size);
    const chart = settings.chart
      ? { monthlyChart: period.map(month => ({ month, score: scoreOf(group, `${month}`, quirks) })) }
      : {};
    if (settings.tree) {
      const counts = (members: Department[]) =>
        group === 'provide-online-tree' ? filesOf(members, procedure, period) : {};
      const withCounts = (unit: Department) => {
        const members = unit.top === unit ? state.departments.filter(({ top }) => top === unit) : [unit];
        return quirks.childCounts ? counts(members) : {};
      };
      return ok({
        parent: root
          ? {
              ...treeRow(group, root, procedure, quirks),
              ...counts(root.top === root ? [...units, root] : [root]),
            }
          : null,
        children: shown.map(unit => ({ ...treeRow(group, unit, procedure, quirks), ...withCounts(unit) })),
        ...chart,
      });
    }
    return ok({
      overview: root ? flatRow(group, root, procedure, quirks) : null,
      evaluation: shown.map(unit => flatRow(group, unit, procedure, quirks)),
      ...chart,
      pagination: {
        ...{ total: units.length, currentPage: current, pageSize: size },
        totalPages: Math.ceil(units.length / size),
      },
      source: { name: 'Cổng Dịch vụ công quốc gia' },
    });
  };
}

function provinces({ departments }: PortalState): Department[] {
  return departments.filter(({ top, tier, id }) => top.id === id && tier === 'province');
}

function result(top: Department, quirks: Quirks): object {
  const scores = Object.keys(groups).map(group => scoreOf(group, top.id, quirks));
  return {
    ...{ departmentId: top.id, departmentName: top.name, totalMaxScore: 100 },
    totalScore: rounded(scores.reduce<number>((sum, score) => sum + (score ?? 0), 0)),
  };
}

/** Months of the period that are over, by Vietnamese clocks; a text says why there is no answer. */
function periodOf(group: string, body: Body, quirks: Quirks): number[] | string {
  if (group === 'handling-satisfaction') {
    return body.fromDate && body.toDate ? [] : 'Thiếu fromDate, toDate';
  }
  const today = wallClock(new Date(quirks.now || Date.now()).toISOString())!;
  const year = Number(body.year);
  const over = (month: number) => Date.UTC(year, month, 1) <= today.getTime();
  const months = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => from + index).filter(over);
  if (!Number.isInteger(year)) return 'Thiếu năm';
  if (body.timeType === 'year') return months(1, 12);
  if (body.timeType === 'quarter') {
    const quarter = Number(body.quarter);
    return [1, 2, 3, 4].includes(quarter) ? months(quarter * 3 - 2, 3) : 'Quý không hợp lệ';
  }
  const month = Number(body.month);
  if (body.timeType !== 'month' || !(month >= 1 && month <= 12)) return 'Kỳ báo cáo không hợp lệ';
  return over(month) ? [month] : 'Chỉ được xem số liệu của tháng đã kết thúc';
}

function scoreOf(group: string, place: string, quirks: Quirks): number | null {
  if (at(quirks.nullMetrics, group)) return null;
  return rounded((numberOf(101, 'score', group, place) / 100) * groups[group]!.maxScore);
}

/** Code and tier stand in the trees only (contract 5a). */
function treeRow(group: string, unit: Department, procedure: string, quirks: Quirks): object {
  const totalScore = scoreOf(group, unit.id + procedure, quirks);
  const { maxScore } = groups[group]!;
  return {
    ...{ departmentId: unit.id, departmentName: unit.name, departmentCode: unit.code },
    ...{ level: levelName(unit), totalScore, totalMaxScore: maxScore },
    ratio: totalScore === null ? null : rounded((totalScore / maxScore) * 100),
    scoreDelta: totalScore === null ? null : 0,
  };
}

function flatRow(group: string, unit: Department, procedure: string, quirks: Quirks): object {
  const metrics = metricsOf(group, unit.id, procedure, quirks);
  const known = metrics.flatMap(({ score }) => (score === null ? [] : [score]));
  return {
    ...{ departmentId: unit.id, departmentName: unit.name, departmentType: typeName(unit) },
    ...{ departmentLevel: levelName(unit), agencyLevel: unit.top === unit ? 'level_1' : 'level_2', metrics },
    totalScore: known.length === 0 ? null : rounded(known.reduce((sum, score) => sum + score, 0)),
    totalMaxScore: groups[group]!.maxScore,
  };
}

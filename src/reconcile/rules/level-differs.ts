import type { Level } from '../../domain/level.ts';
import type { Told } from '../../domain/told.ts';
import { activeOfferings, isWithdrawn } from '../offered.ts';
import type { CrossRule, JudgeContext, ProcedureGroup, Report } from '../rule.ts';
import { agencyLabel, levelWords, procedureLabel, systemLabel } from '../sentence.ts';

export const rule: CrossRule = {
  id: 'level-differs',
  scope: 'cross',
  severity: 'major',
  owner: 'technical',
  title: 'Mức độ khác nhau giữa các hệ thống',
  what: 'Cùng một thủ tục tại cùng một đơn vị nhưng các hệ thống ghi mức độ khác nhau.',
  why: 'Người dân thấy một mức độ còn cán bộ xử lý theo mức độ khác; số liệu báo cáo của các hệ thống không khớp nhau.',
  remedy: 'Sở TTTT xác định mức độ đúng theo quyết định của thành phố rồi đặt lại ở hệ thống ghi sai.',
  needsNational: false,
  concerns: system => system.role !== 'national',
  judge(systems, group, context, report) {
    if (isWithdrawn(group)) return;
    const lists = systems.map(at => activeOfferings(group.records[at]));
    const next = lists.map(() => 0);
    for (;;) {
      // The lowest agency code any list has still to come to; usually all of them stand at the same one.
      let agency: string | undefined;
      for (let list = 0; list < lists.length; list++) {
        const head = lists[list]![next[list]!]?.agency;
        if (head === undefined || head === agency) continue;
        if (agency === undefined || head < agency) agency = head;
      }
      if (agency === undefined) return;
      let first: Told<Level>;
      let differs = false;
      for (let list = 0; list < lists.length; list++) {
        const offering = lists[list]![next[list]!];
        if (offering?.agency !== agency) continue;
        next[list]!++;
        if (offering.level === undefined) continue;
        if (first === undefined) first = offering.level;
        else if (offering.level !== first) differs = true;
      }
      if (differs) differ(agency, systems, group, context, report);
    }
  },
};

function differ(
  agency: string,
  systems: number[],
  group: ProcedureGroup,
  context: JudgeContext,
  report: Report,
): void {
  const compared = systems.flatMap(at => {
    const offering = activeOfferings(group.records[at]).find(row => row.agency === agency);
    return offering?.level === undefined ? [] : [{ system: context.systems[at]!, level: offering.level }];
  });
  const shown = compared.map(({ system, level }) => `${systemLabel(system)}: ${levelWords(level)}`);
  report({
    procedure: group.code,
    agency,
    system: null,
    expected: 'cùng một mức độ ở các hệ thống',
    actual: shown.join('; '),
    message: `Thủ tục ${procedureLabel(group)} tại ${agencyLabel(agency, context)} phải có cùng một mức độ ở các hệ thống nhưng đang khác nhau: ${shown.join('; ')}.`,
    evidence: { levels: Object.fromEntries(compared.map(({ system, level }) => [system.name, level])) },
    systems: compared.map(({ system }) => system.name),
  });
}

import type { Level } from '../../domain/level.ts';
import { tierNames } from '../../domain/tier.ts';
import type { Told } from '../../domain/told.ts';
import { agencyDifference } from '../agency-difference.ts';
import { levelAt } from '../columns.ts';
import { scopeFacts } from '../needs.ts';
import { activeColumns, isWithdrawn } from '../offered.ts';
import type { JudgeContext, JudgedSystem, ProcedureGroup, Report, SystemRule } from '../rule.ts';
import { agencyLabel, levelWords, procedureLabel, systemLabel } from '../sentence.ts';

export const rule: SystemRule = {
  id: 'offered-outside-scope',
  scope: 'system',
  severity: 'minor',
  owner: 'regulatory',
  title: 'Cung cấp ngoài phạm vi áp dụng',
  what: 'Dịch vụ đang hoạt động ở một đơn vị mà theo danh mục quốc gia thủ tục không áp dụng.',
  why: 'Đơn vị không có thẩm quyền giải quyết; người dân nộp hồ sơ sai nơi.',
  remedy:
    'VP UBND xác định thẩm quyền: ngừng dịch vụ tại đơn vị, hoặc khai đơn vị ở mục applies của tệp cấu hình, kèm lý do (ví dụ được ủy quyền).',
  needs: { national: scopeFacts },
  becomes: 'task',
  concerns: () => true,
  judge(record, system, group, context, report) {
    const { national, applicability } = group;
    if (!national?.detailed || !applicability || isWithdrawn(group)) return;
    const columns = activeColumns(record);
    for (const at of agencyDifference(applicability.agencies, columns.agencies).extra)
      outside(columns.agencies[at]!, levelAt(columns, at), system, group, context, report);
  },
};

function outside(
  agency: string,
  level: Told<Level>,
  system: JudgedSystem,
  group: ProcedureGroup,
  context: JudgeContext,
  report: Report,
): void {
  const { undecided, overrides } = group.applicability!;
  const tier = context.agency(agency)?.tier;
  const removed = overrides.find(override => override.agency === agency && !override.added);
  if (tier === undefined || (undecided.includes(tier) && !removed)) return;
  const tiers = group.national!.facts.tiers ?? [];
  const scope = removed
    ? `thủ tục không áp dụng cho đơn vị này (theo cấu hình: ${removed.reason})`
    : `thủ tục không áp dụng cho đơn vị này (thực hiện ở ${tiers.map(named => tierNames[named]).join(', ')})`;
  report({
    procedure: group.code,
    agency,
    system: system.name,
    expected: 'không cung cấp',
    actual: `đang cung cấp, ${levelWords(level)}`,
    message: `Thủ tục ${procedureLabel(group)} đang được cung cấp tại ${agencyLabel(agency, context)} trên ${systemLabel(system)} (${levelWords(level)}), nhưng ${scope}.`,
    evidence: {
      [context.national!.name]: { tiers },
      [system.name]: { level: level ?? null },
      tier,
      ...(removed && { override: removed.reason }),
    },
    systems: [context.national!.name, system.name],
  });
}

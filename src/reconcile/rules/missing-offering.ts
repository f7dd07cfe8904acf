import type { SnapshotProcedure } from '../../snapshot/model.ts';
import { mayBeHidden } from '../absence.ts';
import { agencyDifference } from '../agency-difference.ts';
import { carries, carriesOfferings } from '../carries.ts';
import { scopeFacts } from '../needs.ts';
import { activeColumns, isWithdrawn } from '../offered.ts';
import type { JudgeContext, JudgedSystem, ProcedureGroup, Report, SystemRule } from '../rule.ts';
import { agencyLabel, procedureLabel, systemLabel } from '../sentence.ts';

export const rule: SystemRule = {
  id: 'missing-offering',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  title: 'Thiếu dịch vụ công tại đơn vị',
  what: 'Theo danh mục quốc gia thủ tục áp dụng cho đơn vị, nhưng hệ thống không có dịch vụ đang hoạt động của đơn vị đó.',
  why: 'Người dân và doanh nghiệp không tìm thấy, không nộp được hồ sơ ở nơi có thẩm quyền giải quyết.',
  remedy:
    'Sở TTTT tạo hoặc mở lại dịch vụ cho đơn vị trên hệ thống. Nếu thủ tục không thuộc đơn vị thì khai ngoại lệ ở mục applies của tệp cấu hình, kèm lý do.',
  needs: { national: scopeFacts },
  becomes: 'plan',
  absence: 'system',
  concerns: carriesOfferings,
  judge(record, system, group, context, report) {
    const { national, applicability } = group;
    if (!national?.detailed || !applicability || isWithdrawn(group)) return;
    // Listed without details: it may well be offered, we just could not see it.
    if (record && !record.detailed) return;
    const { untold } = system;
    // Rows that could not be read may be the very ones.
    if (mayBeHidden(untold, group.code)) return;
    const difference = agencyDifference(applicability.agencies, activeColumns(record).agencies);
    for (const at of difference.missing) {
      const agency = applicability.agencies[at]!;
      if (mayBeHidden(untold, group.code, agency)) continue;
      if (carries(system, agency, context)) missing(agency, record, system, group, context, report);
    }
  },
};

function missing(
  agency: string,
  record: SnapshotProcedure | undefined,
  system: JudgedSystem,
  group: ProcedureGroup,
  context: JudgeContext,
  report: Report,
): void {
  const added = group.applicability?.overrides.find(override => override.agency === agency && override.added);
  const because = added ? ` (theo cấu hình: ${added.reason})` : '';
  const actual = !record
    ? 'hệ thống không có thủ tục này'
    : record.facts.active === false
      ? 'thủ tục đã ngừng sử dụng hoặc chưa công khai trên hệ thống'
      : 'đơn vị không có dịch vụ đang hoạt động';
  report({
    procedure: group.code,
    agency,
    system: system.name,
    expected: 'có dịch vụ đang hoạt động',
    actual,
    message: `Thủ tục ${procedureLabel(group)} áp dụng cho ${agencyLabel(agency, context)}${because} nhưng ${systemLabel(system)} không có dịch vụ đang hoạt động: ${actual}.`,
    evidence: {
      [context.national!.name]: { tiers: group.national?.facts.tiers ?? null },
      [system.name]: {
        listed: record !== undefined,
        active: record?.facts.active ?? null,
        ...(record?.unmappedOfferings && { unmappedOfferings: record.unmappedOfferings }),
      },
      ...(added && { override: added.reason }),
    },
    systems: [context.national!.name, system.name],
  });
}

import { columnsOf } from '../columns.ts';
import { offeredAs } from '../evidence.ts';
import { scopeFacts } from '../needs.ts';
import { isOffered } from '../offered.ts';
import type { SystemRule } from '../rule.ts';
import { procedureLabel, systemLabel } from '../sentence.ts';

export const rule: SystemRule = {
  id: 'unmapped-procedure',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  title: 'Thủ tục chưa được ánh xạ',
  what: 'Mã thủ tục ở hệ thống không phải mã quốc gia và chưa được khai tương ứng với mã nào; hoặc thủ tục quốc gia chưa xác định được thuộc đơn vị nào của thành phố.',
  why: 'Thủ tục không có mã tương ứng thì không đối chiếu được với danh mục quốc gia; thủ tục chưa rõ đơn vị thực hiện thì không biết đơn vị nào đang thiếu dịch vụ.',
  remedy:
    'Sở TTTT khai mã tương ứng (lệnh map có gợi ý), cơ quan quản lý của lĩnh vực ở tệp fields.yaml, mã của cơ quan thực hiện ở danh sách đơn vị, hoặc chỉ định đơn vị ở mục applies của tệp cấu hình, kèm lý do.',
  needs: { national: scopeFacts },
  becomes: 'task',
  absence: 'national',
  concerns: () => true,
  judge(record, system, group, context, report) {
    if (group.national || !isOffered(record) || record.mapped) return;
    const known = context.procedureSuggestions.get(system.name);
    const suggestions = known?.get(record.code) ?? known?.get(record.forms[0] ?? '') ?? [];
    const [best] = suggestions;
    const hint = best ? ` Gợi ý: ${best.code} «${best.name}».` : '';
    report({
      procedure: record.code,
      agency: null,
      units: columnsOf(record).agencies,
      system: system.name,
      key: record.code,
      expected: 'một mã của danh mục quốc gia',
      actual: record.code,
      message: `Thủ tục ${procedureLabel(group)} đang được cung cấp ở ${systemLabel(system)} nhưng mã này chưa được ánh xạ với mã nào của danh mục quốc gia.${hint}`,
      evidence: { ...offeredAs(record), name: record.facts.name ?? null, suggestions },
      systems: [context.national!.name, system.name],
    });
  },
  judgeNational(record, group, context, report) {
    const problem = group.applicability?.problem;
    if (!problem) return;
    const national = context.national!;
    report({
      severity: problem.severity,
      procedure: group.code,
      agency: null,
      system: national.name,
      expected: 'đơn vị thực hiện của thành phố',
      actual: problem.reason,
      message: `Thủ tục ${procedureLabel(group)} chưa xác định được đơn vị thực hiện của thành phố. ${problem.reason}.`,
      evidence: {
        tiers: record.facts.tiers ?? null,
        bodies: record.facts.bodies ?? null,
        fields: record.facts.fields ?? null,
        source: national.name,
      },
      systems: [national.name],
    });
  },
};

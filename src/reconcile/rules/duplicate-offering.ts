import { numberWords } from '../../domain/number-words.ts';
import { levelAt } from '../columns.ts';
import { activeColumns } from '../offered.ts';
import type { SystemRule } from '../rule.ts';
import { agencyLabel, procedureLabel, systemLabel } from '../sentence.ts';

export const rule: SystemRule = {
  id: 'duplicate-offering',
  scope: 'system',
  severity: 'minor',
  owner: 'technical',
  title: 'Dịch vụ bị khai trùng',
  what: 'Một hệ thống có nhiều dòng đang hoạt động cho cùng một thủ tục tại cùng một đơn vị, kể cả khi thủ tục được ghi dưới hai dạng mã.',
  why: 'Người dân thấy hai dịch vụ giống nhau; mức độ và quy trình của hai dòng dễ lệch nhau, số liệu thống kê bị đếm trùng.',
  remedy: 'Sở TTTT giữ lại một dòng đúng, ngừng các dòng còn lại trên hệ thống.',
  needs: {},
  becomes: 'task',
  concerns: () => true,
  judge(record, system, group, context, report) {
    const columns = activeColumns(record);
    for (const [at, rows] of columns.doubled) {
      const agency = columns.agencies[at]!;
      const forms = record!.forms.length > 1 ? ` (các mã: ${record!.forms.join(', ')})` : '';
      report({
        procedure: group.code,
        agency,
        system: system.name,
        expected: 1,
        actual: rows.length,
        message: `Thủ tục ${procedureLabel(group)} tại ${agencyLabel(agency, context)} chỉ cần 1 dòng dịch vụ nhưng ${systemLabel(system)} có ${numberWords(rows.length)} dòng đang hoạt động${forms}.`,
        evidence: { rows, forms: record!.forms, level: levelAt(columns, at) ?? null, source: system.name },
        systems: [system.name],
      });
    }
  },
};

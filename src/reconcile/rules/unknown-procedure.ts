import { numberWords } from '../../domain/number-words.ts';
import { columnsOf } from '../columns.ts';
import { offeredAs } from '../evidence.ts';
import { activeRows } from '../offered.ts';
import type { SystemRule } from '../rule.ts';
import { procedureLabel, systemLabel } from '../sentence.ts';

export const rule: SystemRule = {
  id: 'unknown-procedure',
  scope: 'system',
  severity: 'major',
  owner: 'regulatory',
  title: 'Thủ tục không có trong danh mục quốc gia',
  what: 'Hệ thống đang cung cấp một thủ tục mang mã quốc gia nhưng CSDL quốc gia không có mã đó.',
  why: 'Thủ tục ngoài danh mục không có căn cứ để yêu cầu người dân thực hiện; thường là mã nhập sai, đã bị bãi bỏ hoặc chưa được công khai.',
  remedy:
    'VP UBND xác định thủ tục còn hiệu lực hay không, công khai lên CSDL quốc gia hoặc đề nghị Sở TTTT gỡ, sửa mã trên hệ thống.',
  needs: { national: [] },
  becomes: 'task',
  absence: 'national',
  concerns: () => true,
  judge(record, system, group, context, report) {
    if (group.national || !record?.mapped) return;
    const rows = activeRows(record);
    if (rows === 0) return;
    report({
      procedure: group.code,
      agency: null,
      units: columnsOf(record).agencies,
      system: system.name,
      expected: 'có trong danh mục quốc gia',
      actual: `không có; đang cung cấp tại ${numberWords(rows)} đơn vị`,
      message: `Thủ tục ${procedureLabel(group)} đang được cung cấp tại ${numberWords(rows)} đơn vị trên ${systemLabel(system)} nhưng không có trong danh mục quốc gia.`,
      evidence: { ...offeredAs(record), name: record.facts.name ?? null, source: system.name },
      systems: [context.national!.name, system.name],
    });
  },
};

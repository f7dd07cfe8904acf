import { numberWords } from '../../domain/number-words.ts';
import { columnsOf } from '../columns.ts';
import { offeredAs } from '../evidence.ts';
import { activeRows } from '../offered.ts';
import type { SystemRule } from '../rule.ts';
import { procedureLabel, systemLabel } from '../sentence.ts';

export const rule: SystemRule = {
  id: 'withdrawn-still-offered',
  scope: 'system',
  severity: 'critical',
  owner: 'regulatory',
  title: 'Thủ tục đã bãi bỏ nhưng vẫn cung cấp',
  what: 'CSDL quốc gia đã bãi bỏ hoặc ngừng công khai thủ tục, nhưng hệ thống vẫn để dịch vụ hoạt động.',
  why: 'Người dân có thể nộp hồ sơ, phí cho một thủ tục không còn hiệu lực.',
  remedy:
    'VP UBND xác nhận việc bãi bỏ và phê duyệt; sau đó Sở TTTT ngừng dịch vụ trên hệ thống ở mọi đơn vị nêu trong bằng chứng.',
  needs: { national: ['active'] },
  becomes: 'task',
  concerns: () => true,
  judge(record, system, group, context, report) {
    if (!record || group.national?.facts.active !== false) return;
    const rows = activeRows(record);
    if (rows === 0) return;
    report({
      procedure: group.code,
      agency: null,
      units: columnsOf(record).agencies,
      system: system.name,
      expected: 'ngừng cung cấp',
      actual: `đang cung cấp tại ${numberWords(rows)} đơn vị`,
      message: `Thủ tục ${procedureLabel(group)} đã bị bãi bỏ hoặc ngừng công khai ở CSDL quốc gia nên phải ngừng cung cấp, nhưng vẫn hoạt động tại ${numberWords(rows)} đơn vị trên ${systemLabel(system)}.`,
      evidence: { ...offeredAs(record), [context.national!.name]: { active: false } },
      systems: [context.national!.name, system.name],
    });
  },
};

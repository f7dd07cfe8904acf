import { scopeFacts } from '../needs.ts';
import { groundWords, sourceWords, targetEvidence, whyWords } from '../review-words.ts';
import type { SystemRule } from '../rule.ts';
import { agencyLabel, procedureLabel, systemLabel } from '../sentence.ts';
import { levelledTargets } from '../target-levels.ts';

/** Somebody has said that it cannot go to level 4; a contradiction or silence says no such thing. */
const said = new Set<string>(['review', 'roll-up', 'decision']);

export const rule: SystemRule = {
  id: 'above-eligibility',
  scope: 'system',
  severity: 'critical',
  owner: 'regulatory',
  title: 'Ở mức độ 4 dù chưa đủ điều kiện',
  what: 'Dịch vụ đã được rà soát chưa đủ điều kiện (Phụ lục II, hoặc thiếu một mặt ở Phụ lục I) nhưng hệ thống vẫn để mức độ 4.',
  why: 'Người dân được hứa làm trọn vẹn qua mạng trong khi quy định hoặc kỹ thuật chưa cho phép; hồ sơ sẽ phải trả lại hoặc yêu cầu đến trực tiếp.',
  remedy:
    'VP UBND xác định có được giữ mức độ 4 không: nếu không thì duyệt hạ mức, nếu được thì ghi quyết định bằng review decide.',
  needs: { national: scopeFacts, local: ['levels'] },
  becomes: 'plan',
  absence: 'national',
  concerns: ({ role }) => role !== 'national',
  judge(record, system, group, context, report) {
    for (const { target, level } of levelledTargets(record, group)) {
      if (level !== 4 || target.level !== null || !said.has(target.why)) continue;
      const grounds = groundWords(target);
      const { agency, why } = target;
      report({
        procedure: group.code,
        agency,
        system: system.name,
        expected: 'dưới mức độ 4',
        actual: level,
        message: `Thủ tục ${procedureLabel(group)} tại ${agencyLabel(agency, context)}: ${whyWords[why]} là chưa đủ điều kiện lên mức độ 4${grounds && `, ${grounds}`}${sourceWords(target)} nhưng ${systemLabel(system)} đang để mức độ 4.`,
        evidence: { source: system.name, level, ...targetEvidence(target) },
        systems: [...(context.national ? [context.national.name] : []), system.name],
      });
    }
  },
};

import { scopeFacts } from '../needs.ts';
import { sourceWords, targetEvidence, whyWords } from '../review-words.ts';
import type { SystemRule } from '../rule.ts';
import { agencyLabel, levelWords, procedureLabel, systemLabel } from '../sentence.ts';
import { levelledTargets } from '../target-levels.ts';

export const rule: SystemRule = {
  id: 'below-target',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  title: 'Đủ điều kiện nhưng chưa ở mức độ 4',
  what: 'Dịch vụ đã được rà soát đủ điều kiện cả về kỹ thuật và quy định (hoặc đã được công bố, quyết định ở mức độ 4) nhưng hệ thống đang để mức độ thấp hơn.',
  why: 'Kế hoạch yêu cầu 100% dịch vụ đủ điều kiện được cung cấp ở mức độ 4; người dân vẫn phải đến trực tiếp dù mọi điều kiện đã có.',
  remedy:
    'Sở TTTT hoàn thiện biểu mẫu, quy trình, thanh toán rồi nâng lên mức độ 4: lập tệp định nghĩa dịch vụ và đẩy bằng plan, apply, hoặc làm theo danh sách việc.',
  needs: { national: scopeFacts, local: ['levels'] },
  becomes: 'plan',
  absence: 'national',
  concerns: ({ role }) => role !== 'national',
  judge(record, system, group, context, report) {
    for (const { target, level } of levelledTargets(record, group)) {
      if (target.level === null || (level ?? 0) >= target.level) continue;
      const { agency, why } = target;
      const able = why === 'already-online' ? 'ở mức độ 4' : 'đủ điều kiện lên mức độ 4';
      report({
        procedure: group.code,
        agency,
        system: system.name,
        expected: target.level,
        actual: level ?? 'không có mức độ',
        message: `Thủ tục ${procedureLabel(group)} tại ${agencyLabel(agency, context)}: ${whyWords[why]} ${able}${sourceWords(target)} nhưng trên ${systemLabel(system)} đang ${level === null ? '' : 'ở '}${levelWords(level)}.`,
        evidence: { source: system.name, level, ...targetEvidence(target) },
        systems: [...(context.national ? [context.national.name] : []), system.name],
      });
    }
  },
};

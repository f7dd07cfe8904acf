import { onlineLevel } from '../../domain/level.ts';
import { levelAt } from '../columns.ts';
import { activeColumns, isWithdrawn } from '../offered.ts';
import type { SystemRule } from '../rule.ts';
import { agencyLabel, levelWords, procedureLabel, systemLabel } from '../sentence.ts';

export const rule: SystemRule = {
  id: 'exposed-above-level',
  scope: 'system',
  severity: 'critical',
  owner: 'technical',
  title: 'Cho nộp trực tuyến vượt mức độ của đơn vị',
  what: 'Hệ thống cho nộp hồ sơ trực tuyến theo mức độ chung của thủ tục, trong khi mức độ của chính đơn vị chưa cho phép.',
  why: 'Hồ sơ nộp vào nơi chưa sẵn sàng tiếp nhận trực tuyến (chưa có biểu mẫu, quy trình), dễ bị bỏ sót hoặc trễ hạn.',
  remedy:
    'Sở TTTT đặt lại mức độ hiển thị của thủ tục, hoặc nâng mức độ của đơn vị sau khi đủ điều kiện; nếu hệ thống không tách được theo đơn vị thì báo đơn vị vận hành.',
  needs: { local: ['shownLevel', 'levels'] },
  becomes: 'task',
  concerns: () => true,
  judge(record, system, group, context, report) {
    const met = record?.facts.shownLevel;
    if (!met || met < onlineLevel || isWithdrawn(group)) return;
    const columns = activeColumns(record);
    for (let at = 0; at < columns.agencies.length; at++) {
      const level = levelAt(columns, at);
      if (level === undefined || (level ?? 0) >= onlineLevel) continue;
      const agency = columns.agencies[at]!;
      report({
        procedure: group.code,
        agency,
        system: system.name,
        expected: level ?? 'không có mức độ',
        actual: met,
        message: `Thủ tục ${procedureLabel(group)} tại ${agencyLabel(agency, context)}: đơn vị ${levelWords(level)} nhưng ${systemLabel(system)} cho người dân nộp trực tuyến theo ${levelWords(met)}.`,
        evidence: { offeringLevel: level, shownLevel: met, source: system.name },
        systems: [system.name],
      });
    }
  },
};

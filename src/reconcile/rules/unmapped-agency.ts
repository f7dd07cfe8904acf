import { numberWords } from '../../domain/number-words.ts';
import type { SourceRule } from '../rule.ts';
import { systemLabel } from '../sentence.ts';

export const rule: SourceRule = {
  id: 'unmapped-agency',
  scope: 'source',
  severity: 'major',
  owner: 'technical',
  title: 'Đơn vị chưa được ánh xạ',
  what: 'Hệ thống có dịch vụ ở một đơn vị mà danh sách đơn vị của thành phố không nhận ra.',
  why: 'Dịch vụ của đơn vị này không ghép được với hệ thống khác nên không được đối chiếu, và đơn vị tương ứng có thể bị coi là thiếu dịch vụ.',
  remedy:
    'Sở TTTT chọn đơn vị tương ứng bằng lệnh map (có gợi ý theo tên), hoặc bổ sung đơn vị vào danh sách. Gợi ý không bao giờ được tự áp dụng.',
  needs: {},
  becomes: 'task',
  needsWhole: true,
  judge(system, _context, report) {
    for (const agency of system.snapshot.unmappedAgencies) {
      const { id, identification, name, offerings, suggestions } = agency;
      const known = identification && identification !== id ? `${id}, mã định danh ${identification}` : id;
      const [best] = suggestions;
      const hint = best ? ` Gợi ý: ${best.name} (${best.code}).` : '';
      report({
        procedure: null,
        agency: null,
        system: system.name,
        key: id,
        expected: 'một đơn vị trong danh sách của thành phố',
        actual: id,
        message: `Đơn vị «${name}» (${known}) của ${systemLabel(system)} có ${numberWords(offerings)} dịch vụ nhưng chưa được ánh xạ với đơn vị nào của thành phố.${hint}`,
        evidence: { id, identification: identification ?? null, name, offerings, suggestions },
        systems: [system.name],
      });
    }
  },
};

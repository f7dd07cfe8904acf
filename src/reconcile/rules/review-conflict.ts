import type { ReviewConflict } from '../../domain/review.ts';
import { tierNames } from '../../domain/tier.ts';
import { scopeFacts } from '../needs.ts';
import { isWithdrawn } from '../offered.ts';
import type { JudgeContext, ReviewRule } from '../rule.ts';
import { agencyLabel, listWords, procedureLabel } from '../sentence.ts';

const mostListed = 200;
const mostSources = 20;

export const rule: ReviewRule = {
  id: 'review-conflict',
  scope: 'review',
  severity: 'major',
  owner: 'technical',
  title: 'Danh mục rà soát mâu thuẫn',
  what: 'Các đơn vị cùng cấp (hoặc cơ quan tổng hợp thay) rà soát cùng một thủ tục mà kết luận khác nhau, hoặc một đơn vị ghi thủ tục vào cả hai phụ lục.',
  why: 'Kế hoạch yêu cầu thống nhất mức độ giữa các đơn vị cùng cấp; chưa thống nhất thì chưa biết phải nâng ở đâu.',
  remedy:
    'Nguyên nhân kỹ thuật: Sở TTTT hướng dẫn; nguyên nhân quy định: VP UBND hướng dẫn. Đơn vị gửi lại danh mục, hoặc ghi quyết định bằng review decide; quyết định thắng mọi danh mục.',
  needs: { national: scopeFacts },
  becomes: 'task',
  absence: 'national',
  judge({ conflicts }, group, context, report) {
    if (isWithdrawn(group)) return;
    for (const conflict of conflicts) {
      const { agencies, tier, cause, sides } = conflict;
      const [only, ...others] = agencies;
      const own = others.length === 0 ? only! : null;
      const what = own
        ? `${agencyLabel(own, context)} ghi cả trong danh mục đủ điều kiện lẫn danh mục chưa đủ điều kiện lên mức độ 4`
        : `các đơn vị ${tierNames[tier]} rà soát khác nhau: ${sideWords(conflict, context)}`;
      report({
        procedure: group.code,
        agency: own,
        units: agencies,
        system: null,
        key: own ? 'own-lists' : tier,
        owner: cause === 'legal' ? 'regulatory' : 'technical',
        expected: 'một kết luận thống nhất',
        actual: own ? 'có trong cả hai danh mục' : 'kết luận khác nhau',
        message: `Thủ tục ${procedureLabel(group)}: ${what}; nguyên nhân do ${cause === 'legal' ? 'quy định của pháp luật' : 'điều kiện kỹ thuật'}.`,
        evidence: {
          tier,
          cause,
          sides: sides.map(side => ({
            eligible: side.eligible,
            agencies: side.agencies.slice(0, mostListed),
            reasons: side.reasons,
            sources: side.sources.slice(0, mostSources),
          })),
        },
        systems: context.national ? [context.national.name] : [],
      });
    }
  },
};

function sideWords({ sides }: ReviewConflict, context: JudgeContext): string {
  return sides
    .map(({ eligible, agencies }) => {
      const named = listWords(
        agencies.map(code => agencyLabel(code, context)),
        'đơn vị',
      );
      return `${eligible ? 'đủ điều kiện' : 'chưa đủ điều kiện'} theo ${named}`;
    })
    .join('; ');
}

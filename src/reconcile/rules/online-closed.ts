import type { CaseFacts } from '../../domain/procedure.ts';
import { allClosed } from '../../readiness/case.ts';
import type { SnapshotOffering } from '../../snapshot/model.ts';
import { activeColumns } from '../offered.ts';
import { caseFinding, onlineCases, onlineOfferings } from '../online-cases.ts';
import type { SystemRule } from '../rule.ts';

const expected = 'cho nộp hồ sơ trực tuyến';
const actual = 'không cho nộp trực tuyến';

export const rule: SystemRule = {
  id: 'online-closed',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  title: 'Kênh nộp trực tuyến đang đóng',
  what: 'Dịch vụ mức độ 3 hoặc 4 nhưng hệ thống không cho nộp trực tuyến: kênh của cơ quan bị đóng, hoặc mọi trường hợp mở cho cơ quan đều đặt "không nộp trực tuyến".',
  why: 'Dịch vụ được công bố là trực tuyến nhưng người dân không nộp được.',
  remedy:
    'Đơn vị phụ trách kỹ thuật mở kênh nộp trực tuyến cho trường hợp hoặc cơ quan; nếu đóng là có chủ ý thì đề nghị điều chỉnh mức độ.',
  needs: { local: ['levels', 'onlineClosed'] },
  becomes: 'plan',
  concerns: system => system.hosts.includes('channel'),
  judge(record, system, group, context, report) {
    const someClosed = activeColumns(record).closed.length > 0;
    const closedOfferings = someClosed
      ? onlineOfferings(record, group).filter(each => each.onlineClosed === true)
      : [];
    if (closedOfferings.length > 0) {
      const problem = 'cấu hình dịch vụ không cho công dân hay doanh nghiệp nộp trực tuyến';
      report(caseFinding({ offerings: closedOfferings, expected, actual, problem }, system, group, context));
    }
    const online = onlineCases(record, group);
    if (!online?.cases.some(({ facts }) => facts.onlineClosed === true)) return;
    const casesOf = new Map<SnapshotOffering, CaseFacts[]>();
    for (const { facts, offerings } of online.cases) {
      for (const offering of offerings) {
        const open = casesOf.get(offering);
        if (open) open.push(facts);
        else casesOf.set(offering, [facts]);
      }
    }
    const closedCases = online.cases.filter(({ facts }) => facts.onlineClosed === true);
    for (const { facts, offerings } of online.cases) {
      if (facts.onlineClosed !== true) continue;
      const closed = offerings.filter(offering => allClosed(casesOf.get(offering)!));
      if (closed.length === 0) continue;
      report(
        caseFinding(
          {
            facts,
            offerings: closed,
            expected,
            actual,
            problem: 'trường hợp đặt không nộp trực tuyến, không còn trường hợp nào khác để nộp',
            evidence: { closedCases: closedCases.map(({ facts: { key } }) => key).slice(0, 50) },
          },
          system,
          group,
          context,
        ),
      );
    }
  },
};

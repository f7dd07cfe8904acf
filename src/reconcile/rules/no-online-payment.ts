import { paymentOf } from '../../readiness/case.ts';
import { needsOf } from '../../readiness/needs.ts';
import { caseFinding, onlineCases } from '../online-cases.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule = {
  id: 'no-online-payment',
  scope: 'system',
  severity: 'critical',
  owner: 'technical',
  title: 'Thiếu thanh toán trực tuyến',
  what: 'Dịch vụ mức độ 4 có thu phí, lệ phí nhưng không có cách thanh toán trực tuyến nào: trường hợp không yêu cầu, cơ quan không có tài khoản thụ hưởng.',
  why: 'Mức độ 4 đòi hỏi nộp phí qua mạng; thiếu nó người dân vẫn phải đến trực tiếp.',
  remedy:
    'Đơn vị phụ trách kỹ thuật bật thanh toán trực tuyến cho trường hợp hoặc khai báo tài khoản thụ hưởng của cơ quan.',
  needs: { national: ['fees'], local: ['levels', 'onlinePayment'] },
  becomes: 'task',
  concerns: system => system.hosts.includes('payment'),
  judge(record, system, group, context, report) {
    const { national } = group;
    if (!national?.detailed || needsOf(national.facts).fee !== 'due') return;
    for (const each of onlineCases(record, group, 4)?.cases ?? []) {
      const { facts } = each;
      // Nearly always it is asked for in the case: then nobody needs to look at the offerings one by one.
      if (facts.onlinePayment !== false) continue;
      const unpayable = each.offerings.filter(
        ({ account }) => paymentOf(facts, account === true).state === 'not-met',
      );
      if (unpayable.length === 0) continue;
      const fees = (national.facts.fees ?? []).slice(0, 20);
      report(
        caseFinding(
          {
            facts,
            offerings: unpayable,
            expected: 'có thanh toán trực tuyến',
            actual: 'không có thanh toán trực tuyến',
            problem: 'thủ tục có thu phí nhưng không có thanh toán trực tuyến',
            evidence: { onlinePayment: false, nationalFees: fees },
            alsoRestsOn: context.national ? [context.national.name] : [],
          },
          system,
          group,
          context,
        ),
      );
    }
  },
};

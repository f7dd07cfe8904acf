import { paymentOf } from '../../readiness/case.ts';
import { needsOf } from '../../readiness/needs.ts';
import { caseFinding, onlineCases } from '../online-cases.ts';
import { systemRule } from '../rule.ts';

export const rule = systemRule(
  { id: 'no-online-payment', severity: 'critical', owner: 'technical', becomes: 'task' },
  {
    needs: { national: ['fees'], local: ['levels', 'onlinePayment'] },
    concerns: system => system.hosts.includes('payment'),
    sieve: 'cases',
  },
  (record, system, group, context, report) => {
    const { national } = group;
    if (!national?.detailed || needsOf(national.facts).fee !== 'due') return;
    const evidence = { onlinePayment: false, nationalFees: (national.facts.fees ?? []).slice(0, 20) };
    for (const { facts, offerings: all } of onlineCases(record, 4).cases) {
      // Nearly always it is asked for in the case: then nobody needs to look at the offerings one by one.
      if (facts.onlinePayment !== false) continue;
      const offerings = all.filter(({ account }) => paymentOf(facts, account === true).state === 'not-met');
      if (offerings.length > 0)
        report(caseFinding({ facts, offerings, params: {}, evidence }, system, context));
    }
  },
);

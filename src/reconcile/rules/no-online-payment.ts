import { paymentOf } from '../../readiness/case.ts';
import { needsOf } from '../../readiness/needs.ts';
import { caseFinding, onlineCases } from '../online-cases.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule<'no-online-payment'> = {
  id: 'no-online-payment',
  scope: 'system',
  severity: 'critical',
  owner: 'technical',
  needs: { national: ['fees'], local: ['levels', 'onlinePayment'] },
  becomes: 'task',
  sieve: 'cases',
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
            params: {},
            evidence: { onlinePayment: false, nationalFees: fees },
          },
          system,
          context,
        ),
      );
    }
  },
};

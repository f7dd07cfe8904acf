import type { CaseFacts } from '../../domain/procedure.ts';
import { allClosed } from '../../readiness/case.ts';
import type { SnapshotOffering } from '../../snapshot/model.ts';
import { activeColumns } from '../offered.ts';
import { caseFinding, onlineCases, onlineOfferings } from '../online-cases.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule<'online-closed'> = {
  id: 'online-closed',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  needs: { local: ['levels', 'onlineClosed'] },
  becomes: 'plan',
  sieve: 'cases',
  concerns: system => system.hosts.includes('channel'),
  judge(record, system, group, context, report) {
    const someClosed = activeColumns(record).closed.length > 0;
    const closedOfferings = someClosed
      ? onlineOfferings(record, group).filter(each => each.onlineClosed === true)
      : [];
    if (closedOfferings.length > 0) {
      const params = { closed: 'offerings' as const };
      report(caseFinding({ offerings: closedOfferings, params }, system, context));
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
            params: { closed: 'cases' },
            evidence: { closedCases: closedCases.map(({ facts: { key } }) => key).slice(0, 50) },
          },
          system,
          context,
        ),
      );
    }
  },
};

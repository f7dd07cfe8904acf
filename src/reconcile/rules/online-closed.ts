import { activeColumns } from '../offered.ts';
import { caseFinding, onlineCases, onlineOfferings } from '../online-cases.ts';
import { systemRule } from '../rule.ts';

export const rule = systemRule(
  { id: 'online-closed', severity: 'major', owner: 'technical', becomes: 'plan' },
  {
    needs: { local: ['levels', 'onlineClosed'] },
    concerns: system => system.hosts.includes('channel'),
    sieve: 'cases',
  },
  (record, system, _group, context, report) => {
    if (activeColumns(record).closed.length > 0) {
      const offerings = onlineOfferings(record).filter(each => each.onlineClosed === true);
      if (offerings.length > 0)
        report(caseFinding({ offerings, params: { closed: 'offerings' } }, system, context));
    }
    const { cases } = onlineCases(record);
    const closed = cases.filter(({ facts }) => facts.onlineClosed === true);
    if (closed.length === 0) return;
    const evidence = { closedCases: closed.map(({ facts: { key } }) => key).slice(0, 50) };
    const open = new Set(cases.flatMap(one => (one.facts.onlineClosed === true ? [] : one.offerings)));
    for (const { facts, offerings } of closed) {
      const shut = offerings.filter(offering => !open.has(offering));
      if (shut.length === 0) continue;
      report(caseFinding({ facts, offerings: shut, params: { closed: 'cases' }, evidence }, system, context));
    }
  },
);

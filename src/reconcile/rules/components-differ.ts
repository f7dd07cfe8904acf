import { compareComponents, firstPapers } from '../compare-components.ts';
import { caseFinding, onlineCases } from '../online-cases.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule<'components-differ'> = {
  id: 'components-differ',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  needs: { national: ['components'], local: ['levels', 'components'] },
  becomes: 'plan',
  sieve: 'papers',
  concerns: system => system.hosts.includes('components'),
  judge(record, system, group, context, report) {
    const national = group.national?.detailed ? group.national.cases : undefined;
    if (!national) return;
    for (const each of onlineCases(record, group)?.cases ?? []) {
      const { facts } = each;
      if (!facts.components || facts.components.length === 0) continue;
      const found = compareComponents(facts, record?.cases?.length === 1, national);
      if (!found || found.missing.length + found.surplus.length === 0) continue;
      const { missing, surplus } = found;
      report(
        caseFinding(
          {
            ...each,
            params: {
              expected: found.national.components?.length ?? 0,
              actual: facts.components.length,
              missing: firstPapers(missing),
              surplus: firstPapers(surplus),
            },
            evidence: {
              missing,
              surplus,
              nationalCase: { key: found.national.key, name: found.national.name ?? null },
            },
          },
          system,
          context,
        ),
      );
    }
  },
};

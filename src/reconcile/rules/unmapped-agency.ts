import { shortName } from '../../words/sentence.ts';
import type { SourceRule } from '../rule.ts';

export const rule: SourceRule<'unmapped-agency'> = {
  id: 'unmapped-agency',
  scope: 'source',
  severity: 'major',
  owner: 'technical',
  needs: {},
  becomes: 'task',
  needsWhole: true,
  judge(system, _context, report) {
    for (const { id, identification, name, offerings, suggestions } of system.snapshot.unmappedAgencies) {
      const [best] = suggestions;
      report({
        key: id,
        params: {
          ...{ id, ...(identification && { identification }), name: shortName(name), offerings },
          ...(best && { suggestion: { code: best.code, name: shortName(best.name) } }),
        },
        evidence: { id, identification: identification ?? null, name, offerings, suggestions },
      });
    }
  },
};

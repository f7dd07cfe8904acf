import { shortName } from '../../words/sentence.ts';
import { sourceRule } from '../rule.ts';

export const rule = sourceRule(
  { id: 'unmapped-agency', severity: 'major', owner: 'technical', becomes: 'task' },
  { needs: {}, needsWhole: true },
  (system, _context, report) => {
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
);

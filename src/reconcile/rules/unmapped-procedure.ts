import { shortText } from '../../domain/text.ts';
import { shortName } from '../../words/sentence.ts';
import { columnsOf } from '../columns.ts';
import { offeredAs } from '../evidence.ts';
import { scopeFacts } from '../needs.ts';
import { isOffered } from '../offered.ts';
import type { SystemRule } from '../rule.ts';

/** Characters; a record may name any number of bodies. */
const longestReason = 500;

export const rule: SystemRule<'unmapped-procedure'> = {
  id: 'unmapped-procedure',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  needs: { national: scopeFacts },
  sieve: 'unlisted',
  becomes: 'task',
  absence: 'national',
  judge(record, system, group, context, report) {
    if (group.national || !isOffered(record) || record.mapped) return;
    const known = context.procedureSuggestions.get(system.name);
    const suggestions = known?.get(record.code) ?? known?.get(record.forms[0] ?? '') ?? [];
    const [best] = suggestions;
    report({
      units: columnsOf(record).agencies,
      key: record.code,
      params: {
        code: record.code,
        ...(best && { suggestion: { code: best.code, name: shortName(best.name) } }),
      },
      evidence: { ...offeredAs(record), name: record.facts.name ?? null, suggestions },
    });
  },
  judgeNational(record, group, context, report) {
    const problem = group.applicability?.problem;
    if (!problem) return;
    const national = context.national!;
    report({
      severity: problem.severity,
      params: { undecided: shortText(problem.reason, longestReason) },
      evidence: {
        tiers: record.facts.tiers ?? null,
        bodies: record.facts.bodies ?? null,
        fields: record.facts.fields ?? null,
        source: national.name,
      },
    });
  },
};

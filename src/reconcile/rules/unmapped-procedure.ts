import { shortText } from '../../domain/text.ts';
import type { SnapshotProcedure } from '../../snapshot/model.ts';
import { shortName } from '../../words/sentence.ts';
import { columnsOf } from '../columns.ts';
import { offeredAs } from '../evidence.ts';
import { scopeFacts } from '../needs.ts';
import { isOffered } from '../offered.ts';
import { type JudgeContext, type ProcedureGroup, type Report, systemRule } from '../rule.ts';

/** Characters; a record may name any number of bodies. */
const longestReason = 500;

export const rule = systemRule(
  { id: 'unmapped-procedure', severity: 'major', owner: 'technical', becomes: 'task' },
  {
    needs: { national: scopeFacts },
    absence: 'national',
    sieve: 'unlisted',
    evenWithdrawn: true,
    judgeNational,
  },
  (record, system, group, context, report) => {
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
);

function judgeNational(
  { facts }: SnapshotProcedure,
  { applicability }: ProcedureGroup,
  { national }: JudgeContext,
  report: Report<'unmapped-procedure'>,
): void {
  const problem = applicability?.problem;
  if (!problem) return;
  const { tiers = null, bodies = null, fields = null } = facts;
  report({
    severity: problem.severity,
    params: { undecided: shortText(problem.reason, longestReason) },
    evidence: { tiers, bodies, fields, source: national!.name },
  });
}

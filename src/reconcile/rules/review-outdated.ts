import { type ChangedPart, changedParts, reviewedFacts } from '../../domain/reviewed-facts.ts';
import { firstOf } from '../../words/sentence.ts';
import { reviewFacts } from '../needs.ts';
import { type ProcedureGroup, reviewRule } from '../rule.ts';

export const rule = reviewRule(
  { id: 'review-outdated', severity: 'minor', owner: 'agency', becomes: null },
  { needs: { national: [...reviewFacts, 'decision', 'fees', 'deadlines', 'components'] } },
  ({ remembered = [] }, group, context, report) => {
    const { national } = group;
    if (remembered.length === 0 || !national?.detailed) return;
    const now = reviewedFacts(national.facts, national.cases);
    const changed = new Map<string, ChangedPart>();
    const units = new Set<string>();
    for (const { agency, facts } of remembered)
      for (const part of changedParts(facts, now)) {
        units.add(agency);
        if (!changed.has(part.what)) changed.set(part.what, part);
      }
    if (units.size === 0) return;
    const asked = [...units].sort();
    report({
      units: asked,
      params: {
        changed: [...changed.values()].map(({ what }) => what),
        agencies: firstOf(asked.map(code => ({ code, name: context.agencyName(code) }))),
      },
      evidence: { changed: [...changed.values()], touches: touchedBy(group, context.systems) },
    });
  },
);

/** Forms and workflows that were made for what it was before. */
function touchedBy({ records, national }: ProcedureGroup, systems: readonly { name: string }[]) {
  const cases = records.flatMap((record, at) =>
    record === national ? [] : (record?.cases ?? []).map(one => ({ system: systems[at]!.name, one })),
  );
  const having = (part: 'eform' | 'workflow') =>
    cases.filter(({ one }) => one[part]).map(({ system, one }) => ({ system, case: one.key }));
  return { eforms: having('eform'), workflows: having('workflow') };
}

import { canonical } from '../domain/canonical.ts';
import type { CaseValue, ChangeKind, ChangeValues } from '../domain/push.ts';
import type { DesiredWorkflow, StoredComponent } from '../domain/service.ts';
import { type LevelTerms, levelTerms } from '../words/level-names.ts';
import { componentDifferences } from './diff-components.ts';
import { formDifferences } from './diff-form.ts';
import { workflowDifferences } from './diff-workflow.ts';
import { added, changed, type Difference, removed } from './difference.ts';
import { normal } from './normal.ts';
import { caseFields, kindNames } from './words.ts';

/**
 * What has to change for `before` to be as `after` says, in the words of a reader; empty = nothing. What `after`
 * leaves out (the name of a case, the code of a paper) says nothing, so the two are not interchangeable. Deciding "differs" and showing
 * the difference are this one function, so that what is planned is what is shown.
 */
export function differences<Kind extends ChangeKind>(
  kind: Kind,
  before: ChangeValues[Kind],
  after: ChangeValues[Kind],
  levels: LevelTerms,
): Difference[] {
  if (before === after) return [];
  const [was, will] = [normal(kind, before), normal(kind, after)];
  if (canonical(was) === canonical(will)) return [];
  switch (kind) {
    case 'set-case':
      return caseDifferences(was as CaseValue | null, will as CaseValue | null);
    case 'set-components':
      return componentDifferences((was ?? []) as StoredComponent[], (will ?? []) as StoredComponent[]);
    case 'set-eform':
      return formDifferences(was as ChangeValues['set-eform'], will as ChangeValues['set-eform']);
    case 'set-workflow':
      return workflowDifferences(was as DesiredWorkflow | null, will as DesiredWorkflow | null);
    default:
      return [offeringDifference(was, will, levels)];
  }
}

/** The same in every respect that counts. */
export function sameValue<Kind extends ChangeKind>(
  kind: Kind,
  a: ChangeValues[Kind],
  b: ChangeValues[Kind],
): boolean {
  return differences(kind, a, b, levelTerms()).length === 0;
}

function caseDifferences(before: CaseValue | null, after: CaseValue | null): Difference[] {
  if (!before) return [added('trường hợp', after!.name)];
  if (!after) return [removed('trường hợp', before.name)];
  return (
    caseFields
      // A case that is to have no name keeps the one it has: nobody has said another.
      .filter(({ field }) => before[field] !== after[field] && !(field === 'name' && after.name === ''))
      .map(({ label, words }) => changed(label, words(before), words(after)))
  );
}

/** Level of an offering, or the offering itself with its level. */
function offeringDifference(before: unknown, after: unknown, levels: LevelTerms): Difference {
  const isRow = (value: unknown) => typeof value === 'object' && value !== null;
  const shown = (value: unknown) => {
    const level = isRow(value) ? (value as { level: unknown }).level : value;
    return levels.of(level as ChangeValues['set-level']);
  };
  if (isRow(before) && !isRow(after)) return removed('dịch vụ', shown(before));
  if (isRow(after) && !isRow(before)) return added('dịch vụ', shown(after));
  return changed(kindNames['set-level'], shown(before), shown(after));
}

import { componentsOf } from '../../readiness/case.ts';
import { needsOf } from '../../readiness/needs.ts';
import { caseRule } from '../online-cases.ts';
import type { ProcedureGroup } from '../rule.ts';

export const rule = caseRule<'no-components'>(
  { id: 'no-components', severity: 'major', part: 'components' },
  { national: ['components'], local: ['levels', 'components'] },
  (facts, _record, group) => {
    const papers = papersOf(group)?.(facts);
    return papers !== undefined && componentsOf(facts, papers).state === 'not-met'
      ? { params: { problem: 'none', papers }, evidence: evidenceOf(papers) }
      : undefined;
  },
  group => {
    const papers = papersOf(group)?.();
    return papers ? { params: { problem: 'no-case', papers }, evidence: evidenceOf(papers) } : undefined;
  },
);

/** Undefined where the national record could not be read. */
function papersOf({ national }: ProcedureGroup) {
  const cases = national?.detailed ? national.cases : undefined;
  return cases && needsOf({ cases }).papers;
}

function evidenceOf(papers: number) {
  return { nationalComponents: papers, localComponents: 0 };
}

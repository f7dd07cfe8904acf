import { workflowOf } from '../../readiness/case.ts';
import { caseRule } from '../online-cases.ts';

export const rule = caseRule<'no-workflow'>(
  { id: 'no-workflow', severity: 'critical', part: 'workflow' },
  { local: ['levels', 'workflow'] },
  facts => (workflowOf(facts).why[0]?.code === 'no-workflow' ? { params: { problem: 'none' } } : undefined),
  () => ({ params: { problem: 'no-case' } }),
);

import { workflowOf } from '../../readiness/case.ts';
import { firstOf, shortName } from '../../words/sentence.ts';
import { overrunWords } from '../../words/workflow.ts';
import { caseRule } from '../online-cases.ts';

/** Said of one workflow; the evidence has them all. */
const mostFaults = 20;

export const rule = caseRule<'unsound-workflow'>(
  { id: 'unsound-workflow', severity: 'critical', part: 'workflow' },
  { local: ['levels', 'workflow', 'deadlineHours', 'onlineDeadlineHours'] },
  facts => {
    const { workflow } = facts;
    const [why] = workflowOf(facts).why;
    if (!workflow || why?.code !== 'workflow-unsound') return undefined;
    const faults = [
      ...why.defects.map(({ defect, step, detail }) => ({
        defect: {
          defect,
          ...(step !== undefined && { step: shortName(step) }),
          ...(detail !== undefined && { detail: shortName(detail) }),
        },
      })),
      ...why.overruns.map(overrun => ({ overrun })),
    ];
    const distinct = [...new Map(faults.map(fault => [JSON.stringify(fault), fault])).values()];
    return {
      params: {
        ...(facts.deadlineHours && { deadlineHours: facts.deadlineHours }),
        faults: firstOf(distinct, mostFaults),
      },
      evidence: {
        defects: why.defects,
        overruns: why.overruns.map(overrunWords),
        workflow: {
          hash: workflow.hash,
          longestHours: workflow.longestHours ?? null,
          longestOnlineHours: workflow.longestOnlineHours ?? null,
        },
        deadlineHours: facts.deadlineHours ?? null,
        onlineDeadlineHours: facts.onlineDeadlineHours ?? null,
      },
    };
  },
);

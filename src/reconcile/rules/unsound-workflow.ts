import { workflowOf } from '../../readiness/case.ts';
import { firstOf, shortName } from '../../words/sentence.ts';
import { overrunWords } from '../../words/workflow.ts';
import { caseFinding, onlineCases } from '../online-cases.ts';
import type { SystemRule } from '../rule.ts';

/** Said of one workflow; the evidence has them all. */
const mostFaults = 20;

export const rule: SystemRule<'unsound-workflow'> = {
  id: 'unsound-workflow',
  scope: 'system',
  severity: 'critical',
  owner: 'technical',
  needs: { local: ['levels', 'workflow', 'deadlineHours', 'onlineDeadlineHours'] },
  becomes: 'plan',
  sieve: 'cases',
  concerns: system => system.hosts.includes('workflow'),
  judge(record, system, group, context, report) {
    for (const each of onlineCases(record, group)?.cases ?? []) {
      const { facts } = each;
      const { workflow } = facts;
      const [why] = workflowOf(facts).why;
      if (!workflow || why?.code !== 'workflow-unsound') continue;
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
      report(
        caseFinding(
          {
            ...each,
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
          },
          system,
          context,
        ),
      );
    }
  },
};

import type { CaseRecord, QuarantineRecord } from '../../../src/adapter/records.ts';
import { quarantineRecord } from '../../../src/adapter/unread.ts';
import { brokenWorkflow, judgeWorkflow } from '../../../src/domain/judge-workflow.ts';
import { type OnegateProcess, workflowOfOnegate } from '../../../src/domain/onegate-process.ts';
import type { WorkflowVerdict } from '../../../src/domain/workflow.ts';
import type { FoundProcess } from './tables.ts';

/** The case a process of the one-stop is of, open to every unit; a workbook nobody can read is quarantined. */
export function readProcess({ file, read }: FoundProcess): CaseRecord | QuarantineRecord {
  if ('problems' in read) return quarantineRecord('case', file, '', read.problems.slice(0, 3).join('; '));
  const { process } = read;
  return {
    kind: 'case',
    procedure: process.procedure,
    key: keyOf(process),
    agencies: null,
    workflow: verdictOf(process),
    // The one-stop has no deadline beside the days of the steps: none that they could be too long for.
    deadlineHours: null,
  };
}

/** What tells the processes of a procedure apart. */
export function keyOf({ alias, procedure }: OnegateProcess): string {
  return alias || procedure;
}

function verdictOf(process: OnegateProcess): WorkflowVerdict {
  const made = workflowOfOnegate(process, { roleOf: group => group });
  if ('refused' in made) return brokenWorkflow(JSON.stringify(process), 'malformed', made.refused.join('; '));
  const { steps, transitions } = made.workflow;
  // Times of their own for what is filed online this system does not tell.
  const told = steps.map(({ id, name, kind, hours, role }) => ({
    ...{ id, name, kind, hours },
    performer: role ?? null,
  }));
  return judgeWorkflow({ steps: told, transitions });
}

import { type EformVerdict, rawForm } from './eform.ts';
import { judgeFormio } from './judge-eform.ts';
import { judgeWorkflow } from './judge-workflow.ts';
import type { CaseFacts } from './procedure.ts';
import type { CaseValue } from './push.ts';
import type { DesiredCase, DesiredWorkflow, ServiceDefinition } from './service.ts';
import type { CaseState } from './service-state.ts';
import type { Workflow } from './workflow.ts';

/**
 * What a snapshot has, or will have, of a case: what the system itself tells, else what its contents come to. Open to
 * all agencies where nobody says otherwise.
 */
export function caseFactsOf(key: string, state: CaseState): CaseFacts {
  if (!state.facts) return { key, agencies: null, ...contentFacts(state) };
  return state.everywhere ? { ...state.facts, agencies: null } : state.facts;
}

/** The facts that these parts of a case decide; a part that is missing could not be told. */
export function contentFacts({ value, components, eform, workflow }: CaseState): Partial<CaseFacts> {
  return {
    ...(value && valueFacts(value)),
    ...(components && { components }),
    ...(eform !== undefined && { eform: eform && eformVerdict(eform) }),
    ...(workflow !== undefined && { workflow: workflow && judgeWorkflow(asWorkflow(workflow)) }),
  };
}

/** The cases of a definition as a system has them that does what it says. */
export function definedCases({
  cases,
  channels,
  onlinePayment,
}: Pick<ServiceDefinition, 'cases' | 'channels' | 'onlinePayment'>): CaseFacts[] {
  const { online } = channels;
  return cases.map(one => {
    const value = { ...one, online: online ?? false, onlinePayment: onlinePayment ?? false };
    const { onlineClosed, onlinePayment: pays, ...facts } = caseFactsOf(one.key, { ...one, value });
    return {
      ...facts,
      ...(online !== undefined && onlineClosed !== undefined && { onlineClosed }),
      ...(onlinePayment !== undefined && pays !== undefined && { onlinePayment: pays }),
    };
  });
}

/** A case the system does not have: nothing can be filed in it. */
export function absentCase({ key, name }: Pick<DesiredCase, 'key' | 'name'>): CaseFacts {
  const nothing = { components: null, eform: null, workflow: null };
  return { key, name, agencies: null, ...nothing, onlineClosed: true, onlinePayment: false };
}

export function asWorkflow({ steps, transitions }: DesiredWorkflow): Workflow {
  return {
    steps: steps.map(({ id, name, kind, role, hours, onlineHours }) => ({
      ...{ id, name, kind, hours, onlineHours },
      performer: role ?? null,
    })),
    transitions,
  };
}

function valueFacts(value: CaseValue): Partial<CaseFacts> {
  const { name, deadlineHours, onlineDeadlineHours, deadlineUnit, online, onlinePayment } = value;
  return {
    ...{ name, deadlineUnit, onlinePayment },
    deadlineHours: deadlineHours > 0 ? deadlineHours : null,
    onlineDeadlineHours,
    onlineClosed: !online,
  };
}

function eformVerdict(eform: Record<string, unknown>): EformVerdict {
  return judgeFormio(rawForm(eform) ?? JSON.stringify(eform));
}

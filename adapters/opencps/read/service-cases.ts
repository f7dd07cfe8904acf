import type { ServiceRequest } from '../../../src/adapter/service-request.ts';
import { onlineLevel } from '../../../src/domain/level.ts';
import type { CaseFacts } from '../../../src/domain/procedure.ts';
import type { CaseValue } from '../../../src/domain/push.ts';
import type { CaseState } from '../../../src/domain/service-state.ts';
import { isTrue } from '../fields.ts';
import { pendingParts, readComponents, scriptOf } from '../parts.ts';
import { asksForMoney, factsOf as noted } from '../process-note.ts';
import type { RemoteCase, RemoteProcedure } from '../remote.ts';
import type { Writing } from '../writing.ts';
import { decodeCase, noProcess, noTemplate } from './cases.ts';
import { hoursOf } from './hours.ts';
import type { ProcessFacts, Scope, TemplateFacts } from './reading.ts';
import { findProcess, readProcessFor } from './service-process.ts';
import { readTemplateFor } from './service-template.ts';
import { findVariants, matchVariants, nameOf, optionKey, type Variant } from './variants.ts';
import { readWorkflow } from './workflow.ts';

type Numbers = Pick<RemoteCase, 'templateNo' | 'processNo'>;

/** The cases of a procedure: ours as far as they are there, and whatever else its options lead to. Fills `remote.cases`. */
export async function readCases(
  writing: Writing,
  procedure: string,
  { names, cases, memory }: ServiceRequest,
  remote: RemoteProcedure,
  scope: Scope,
): Promise<Record<string, CaseState>> {
  const told: Record<string, CaseState> = {};
  const variants = findVariants(remote.configs);
  const matched = matchVariants(procedure, cases, variants, memory);
  const read = async (key: string, variant: Variant | undefined, { templateNo, processNo }: Numbers) => {
    const numbers = { templateNo, processNo };
    const processes = variant?.processId
      ? [variant.processId]
      : await findProcess(writing, numbers.processNo);
    const [template, flow] = await Promise.all([
      readTemplateFor(writing, variant?.templateId || numbers.templateNo, scope, pendingParts(key, memory)),
      readProcessFor(writing, processes, scope),
    ]);
    const found: RemoteCase = {
      ...numbers,
      ...(template && { template: template.template }),
      ...(flow && { process: flow.process }),
      ...(variant && { options: variant.options }),
    };
    remote.cases[key] = found;
    if (!template && !flow) return;
    const ourRoles = scope.workflow ? { jobs: remote.jobs ?? [], context: names } : undefined;
    const remoteKey = variant?.key ?? `${found.templateNo || '-'}/${found.processNo || '-'}`;
    told[key] = {
      facts: factsOf(
        remoteKey,
        template?.facts ?? (variant && !variant.templateId && !variant.templateNo ? noTemplate.value : {}),
        flow?.facts ?? (variant && !variant.processId && !variant.processNo ? noProcess.value : {}),
      ),
      everywhere: true,
      ...(scope.value ? { value: caseValue(found, variant) } : {}),
      ...(scope.components ? { components: found.template ? readComponents(found.template) : [] } : {}),
      ...(scope.eform ? { eform: found.template ? scriptOf(found.template) : null } : {}),
      ...(ourRoles
        ? { workflow: found.process ? readWorkflow(key, found.process, memory, ourRoles) : null }
        : {}),
    };
  };
  await Promise.all([
    ...matched.ours.map(({ key, variant, numbers }) => read(key, variant, numbers)),
    ...matched.others.map(variant => read(variant.key, variant, variant)),
  ]);
  return told;

  /** The case as the reading side has it: open to the agencies of ours whose online configs have the option. */
  function factsOf(key: string, papers: TemplateFacts, flow: ProcessFacts): CaseFacts {
    const having = remote.configs.flatMap(config =>
      (config.options ?? []).filter(option => optionKey(option) === key).map(option => ({ config, option })),
    );
    const online = having.filter(({ config }) => (config.level ?? 0) >= onlineLevel);
    const { option } = (online.length > 0 ? online : having).toSorted((a, b) =>
      a.config.id < b.config.id ? -1 : 1,
    )[0] ?? { option: undefined };
    const names = { optionName: option?.fields.optionName, processName: option?.processName };
    return decodeCase(key, names, new Set(online.flatMap(({ config }) => config.ours ?? [])), papers, flow);
  }

  function caseValue({ process }: RemoteCase, variant: Variant | undefined): CaseValue {
    const { online, day, closed } = noted(process);
    const open = remote.configs.filter(({ id }) => variant?.configs.has(id));
    const filable = open.some(({ fields }) => isTrue(fields.forCitizen) || isTrue(fields.forBusiness));
    return {
      name: nameOf(variant, process),
      deadlineHours: process ? hoursOf(process, process.fields.durationCount) : 0,
      onlineDeadlineHours: online ?? null,
      deadlineUnit: day ? 'day' : 'workingDay',
      online: !closed && (open.length === 0 || filable),
      onlinePayment: process !== undefined && asksForMoney(process),
    };
  }
}

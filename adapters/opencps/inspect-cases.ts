import type { Memory } from '../../src/adapter/writer.ts';
import type { CaseValue, KnownCases } from '../../src/domain/push.ts';
import type { CaseDigest, CaseState } from '../../src/domain/service-state.ts';
import { unescapeHtml } from './escape.ts';
import { isTrue } from './fields.ts';
import { hoursOf } from './hours.ts';
import type { Scope } from './inspect.ts';
import { findProcess, readProcessFor } from './inspect-process.ts';
import { readTemplateFor } from './inspect-template.ts';
import { readNote } from './note.ts';
import { pendingParts, readComponents, scriptOf } from './parts.ts';
import { asksForMoney } from './process-note.ts';
import type { RemoteCase, RemoteConfig, RemoteProcedure } from './remote.ts';
import { findVariants, matchVariants, nameOf, type Variant } from './variants.ts';
import { readWorkflow } from './workflow-read.ts';
import type { Writing } from './writing.ts';

type Numbers = Pick<RemoteCase, 'templateNo' | 'processNo'>;

export interface InspectedCases {
  cases: Record<string, CaseState>;
  digests: Record<string, CaseDigest>;
}

/** The cases of a procedure: ours as far as they are there, and whatever else its options lead to. Fills `remote.cases`. */
export async function inspectCases(
  writing: Writing,
  procedure: string,
  known: KnownCases,
  memory: Memory,
  remote: RemoteProcedure,
  scope: Scope,
): Promise<InspectedCases> {
  const told: InspectedCases = { cases: {}, digests: {} };
  const variants = findVariants(remote.configs);
  const matched = matchVariants(procedure, known, variants, memory);
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
    const ourRoles = scope.workflow ? { jobs: remote.jobs ?? [], context: writing.context } : undefined;
    told.cases[key] = {
      ...(scope.value ? { value: caseValue(found, variant, remote.configs) } : {}),
      ...(scope.components ? { components: found.template ? readComponents(found.template) : [] } : {}),
      ...(scope.eform ? { eform: found.template ? scriptOf(found.template) : null } : {}),
      ...(ourRoles
        ? { workflow: found.process ? readWorkflow(key, found.process, memory, ourRoles) : null }
        : {}),
    };
    const remoteKey = variant?.key ?? `${found.templateNo || '-'}/${found.processNo || '-'}`;
    told.digests[key] = { case: remoteKey, ...template?.digest, ...flow?.digest };
  };
  await Promise.all([
    ...matched.ours.map(({ key, variant, numbers }) => read(key, variant, numbers)),
    ...matched.others.map(variant => read(variant.key, variant, variant)),
  ]);
  return told;
}

function caseValue(
  { process }: RemoteCase,
  variant: Variant | undefined,
  configs: readonly RemoteConfig[],
): CaseValue {
  const { facts } = readNote(unescapeHtml(process?.fields.description ?? ''));
  const open = configs.filter(({ id }) => variant?.configs.has(id));
  const filable = open.some(({ fields }) => isTrue(fields.forCitizen) || isTrue(fields.forBusiness));
  return {
    name: nameOf(variant, process),
    deadlineHours: process ? hoursOf(process, process.fields.durationCount) : 0,
    onlineDeadlineHours: typeof facts.online === 'number' ? facts.online : null,
    deadlineUnit: facts.day === true ? 'day' : 'workingDay',
    online: facts.closed === true ? false : open.length === 0 || filable,
    onlinePayment: process !== undefined && asksForMoney(process),
  };
}

import type { WriterContext } from '../../../src/adapter/writer.ts';
import { judgeFormio } from '../../../src/domain/judge-eform.ts';
import type { ChangeKind } from '../../../src/domain/push.ts';
import type { CaseDigest, CaseState } from '../../../src/domain/service-state.ts';
import { judgeDiagram } from '../diagram.ts';
import { readRow } from '../row.ts';
import { caseDetail } from '../schema.ts';
import { readCaseValue } from './cases.ts';
import { readEform } from './eform.ts';
import { readWorkflow } from './read-workflow.ts';
import { folded, type RemoteCase, type RemoteComponent, type RemoteService } from './remote.ts';
import { groupNamed, roleMemory } from './workflow.ts';

/** A case in the words of a definition; only the parts `kinds` are about. */
export function actualCase(
  key: string,
  { cases, memory, directory }: RemoteService,
  { roleAt, roles = [] }: WriterContext,
  kinds: ReadonlySet<ChangeKind>,
): CaseState {
  const { fields, components } = cases[key]!;
  const leads = (role: string, group: string) =>
    folded(groupNamed(directory.userGroups, roleAt(role) ?? '')?.id ?? '') === folded(group);
  // Two roles may be one group here, so what was pushed goes before what else fits.
  const roleOf = (group: string, name: string, step: string) => {
    const pushed = memory[roleMemory(key, step)];
    return (
      [...(pushed === undefined ? [] : [pushed]), ...roles].find(role => leads(role, group)) ??
      (name || group)
    );
  };
  const workflow = kinds.has('set-workflow') ? readWorkflow(fields, key, memory, roleOf) : undefined;
  return {
    ...(kinds.has('set-case') ? { value: readCaseValue(fields) } : {}),
    ...(components ? { components: components.map(componentOf) } : {}),
    ...(kinds.has('set-eform') ? { eform: readEform(fields.eForm) } : {}),
    ...(workflow === undefined ? {} : { workflow }),
  };
}

/** The same in the words of a snapshot, by the functions of the reading side. */
export function caseDigest(item: RemoteCase, kinds: ReadonlySet<ChangeKind>): CaseDigest {
  const { row } = readRow(caseDetail, item.fields, 'case', 'ma');
  const digest: CaseDigest = { case: item.code || item.id };
  if (kinds.has('set-eform') && row?.eForm !== undefined) {
    digest.eform = row.eForm === null ? null : judgeFormio(row.eForm).hash;
  }
  if (kinds.has('set-workflow') && row?.nodeQuyTrinh !== undefined) {
    digest.workflow = judgeDiagram(row.nodeQuyTrinh, row.edgeQuyTrinh ?? null)?.hash ?? null;
  }
  // A row without a name leaves the reading side in doubt about all of them.
  if (item.components?.every(({ name }) => name !== '')) {
    digest.components = item.components.length > 0 ? item.components.map(({ listed }) => listed) : null;
  }
  return digest;
}

function componentOf({ code, name, originals, copies, required }: RemoteComponent) {
  return { ...(code ? { code } : {}), name, originals, copies, required };
}

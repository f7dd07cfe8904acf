import type { CityNames } from '../../../src/adapter/service-request.ts';
import type { ChangeKind } from '../../../src/domain/push.ts';
import type { StoredComponent } from '../../../src/domain/service.ts';
import type { CaseState } from '../../../src/domain/service-state.ts';
import { folded, type RemoteComponent, type RemoteService } from '../remote.ts';
import { groupNamed, roleMemory } from '../roles.ts';
import { readCaseValue } from './case-keys.ts';
import { readEform } from './eform.ts';
import { readWorkflow } from './workflow.ts';

/** A case in the words of a definition; only the parts `kinds` are about. */
export function stateOfCase(
  key: string,
  { cases, memory, directory }: RemoteService,
  { roleAt, roles = [] }: CityNames,
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

function componentOf({ code, name, originals, copies, required }: RemoteComponent): StoredComponent {
  const counts = originals === undefined ? {} : { originals, copies: copies ?? 0 };
  return { ...(code ? { code } : {}), name, ...counts, required };
}

import type { CityNames } from '../../../src/adapter/service-request.ts';
import { sameJson } from '../../../src/domain/canonical.ts';
import { isObject } from '../../../src/domain/object.ts';
import type { ChangeKind } from '../../../src/domain/push.ts';
import type { StoredComponent } from '../../../src/domain/service.ts';
import type { CaseState } from '../../../src/domain/service-state.ts';
import { folded, groupNamed, type RemoteComponent, type RemoteService, roleMemory } from '../remote.ts';
import { readCaseValue } from './case-keys.ts';
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

/** An e-form cannot be removed, only overwritten by one without fields (contract 2.5). */
export const noForm = { display: 'form', components: [] };

/** The stored text as a schema; null = none, `{raw}` = text that is no JSON object. */
export function readEform(stored: unknown): Record<string, unknown> | null {
  if (stored === null || stored === undefined) return null;
  const text = typeof stored === 'string' ? stored : JSON.stringify(stored);
  if (text.trim() === '') return null;
  try {
    const form: unknown = JSON.parse(text);
    if (!isObject(form)) return { raw: text };
    // What a fresh builder leaves, and what we write for none.
    return sameJson(form, noForm) || sameJson(form, { display: 'form' }) ? null : form;
  } catch {
    return { raw: text };
  }
}

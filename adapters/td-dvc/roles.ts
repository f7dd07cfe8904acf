import { textKey } from '../../src/domain/text.ts';
import { folded, type UserGroup } from './remote.ts';

/** Under what the role a step was pushed with is remembered: two of ours may be one group there. */
export function roleMemory(caseKey: string, step: string): string {
  return `role:${caseKey}:${step}`;
}

/** The group a role names at the portal: by id or by name. */
export function groupNamed(groups: readonly UserGroup[], name: string): UserGroup | undefined {
  return (
    groups.find(({ id }) => folded(id) === folded(name)) ??
    groups.find(group => textKey(group.name) === textKey(name))
  );
}

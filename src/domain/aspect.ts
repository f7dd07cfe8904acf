import { canonicalJson } from './canonical.ts';
import type { ActualService, Change, ChangeValues } from './push.ts';

type AspectValue = ChangeValues[keyof ChangeValues];

/**
 * What a system has now of the very thing a change is about, in the words of `before` and `after`:
 * `null` = nothing there, `undefined` = could not tell.
 */
export function aspectOf(
  actual: ActualService,
  { kind, target }: Pick<Change, 'kind' | 'target'>,
): AspectValue | undefined {
  if (!actual.exists) return null;
  if (kind === 'set-level' || kind === 'create-offering' || kind === 'deactivate-offering') {
    const offering = actual.offerings[target.agency ?? ''];
    if (!offering) return null;
    return kind === 'set-level' ? offering.level : { level: offering.level };
  }
  const found = actual.cases[target.case ?? ''];
  if (!found) return null;
  if (kind === 'set-case') return found.value;
  if (kind === 'set-components') return found.components;
  return kind === 'set-eform' ? found.eform : found.workflow;
}

/** Equal whatever the order of keys; an empty list of documents, or a workflow without steps, is as good as none. */
export function sameAspect(a: unknown, b: unknown): boolean {
  return canonicalJson(isEmpty(a) ? null : a) === canonicalJson(isEmpty(b) ? null : b);
}

function isEmpty(value: unknown): boolean {
  const list = value && typeof value === 'object' && 'steps' in value ? value.steps : value;
  return Array.isArray(list) && list.length === 0;
}

import { canonical, compareText, digestOf } from '../domain/canonical.ts';
import type { CaseValue, ChangeKind, ChangeValues } from '../domain/push.ts';
import {
  counted,
  type DesiredStep,
  type DesiredWorkflow,
  type StoredComponent,
  usualStates,
} from '../domain/service.ts';
import { cleanText } from '../domain/text.ts';

/**
 * A value as it is compared: texts cleaned, defaults written out, lists whose order means nothing sorted. Equal
 * normal forms are equal values, whoever wrote them.
 */
export function normal<Kind extends ChangeKind>(kind: Kind, value: ChangeValues[Kind]): unknown {
  if (value === null) return null;
  switch (kind) {
    case 'set-case':
      return normalCase(value as CaseValue);
    case 'set-components':
      return normalComponents(value as StoredComponent[]);
    case 'set-workflow':
      return normalWorkflow(value as DesiredWorkflow);
    case 'set-eform':
      return hasParts(value as Record<string, unknown>) ? value : null;
    default:
      return value;
  }
}

/** The normal form with what silence means, to be hashed: a paper whose numbers nobody told is one that asks for one original. */
export function hashed<Kind extends ChangeKind>(kind: Kind, value: ChangeValues[Kind]): unknown {
  const papers = kind === 'set-components' ? (value as StoredComponent[] | null) : null;
  return normal(kind, (papers?.map(counted) ?? value) as ChangeValues[Kind]);
}

/** What an action's precondition is: hash of the normal form, with what silence means. The remote must still have a value of this hash. */
export function valueHash<Kind extends ChangeKind>(kind: Kind, value: ChangeValues[Kind]): string {
  return digestOf(hashed(kind, value));
}

function normalCase(value: CaseValue): CaseValue {
  const { name, deadlineHours, onlineDeadlineHours, deadlineUnit, online, onlinePayment } = value;
  return { name: cleanText(name), deadlineHours, onlineDeadlineHours, deadlineUnit, online, onlinePayment };
}

/** Where a form cannot be taken away, it is overwritten with one that asks nothing: no form and that are the same. */
function hasParts({ components }: Record<string, unknown>): boolean {
  return !Array.isArray(components) || components.length > 0;
}

/** No papers and no list of papers are the same. */
function normalComponents(components: StoredComponent[]): StoredComponent[] | null {
  if (components.length === 0) return null;
  return components.map(normalComponent).sort((a, b) => compareText(canonical(a), canonical(b)));
}

function normalComponent({ code, name, originals, copies, required }: StoredComponent): StoredComponent {
  const plainCode = cleanText(code ?? '');
  const counts = originals === undefined ? {} : { originals, copies: copies ?? 0 };
  return { ...(plainCode && { code: plainCode }), name: cleanText(name), ...counts, required };
}

/** No steps and no workflow are the same. */
export function normalWorkflow(workflow: DesiredWorkflow): DesiredWorkflow | null {
  if (workflow.steps.length === 0) return null;
  return {
    steps: workflow.steps.map(normalStep).sort((a, b) => compareText(canonical(a), canonical(b))),
    transitions: workflow.transitions
      .map(({ from, to, action }) => ({ from, to, action: cleanText(action) }))
      .sort((a, b) => compareText(canonical(a), canonical(b))),
  };
}

function normalStep(step: DesiredStep): DesiredStep {
  const { id, name, kind, role, hours, onlineHours, state, mayReturn } = step;
  return {
    id,
    name: cleanText(name),
    kind,
    ...(role && { role: cleanText(role) }),
    hours,
    onlineHours,
    state: state || usualStates[kind],
    mayReturn: mayReturn ?? false,
  };
}

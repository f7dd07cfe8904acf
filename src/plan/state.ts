import { digestOf } from '../domain/canonical.ts';
import { contentFacts } from '../domain/case-facts.ts';
import { rawForm } from '../domain/eform.ts';
import type { CaseFacts } from '../domain/procedure.ts';
import {
  type CaseKind,
  type Change,
  type ChangeKind,
  type ChangeTarget,
  type ChangeValues,
  isCaseKind,
} from '../domain/push.ts';
import type { CaseState, ServiceState } from '../domain/service-state.ts';

/** Part of a case that a kind of change is about. */
export const caseParts = {
  'set-case': 'value',
  'set-components': 'components',
  'set-eform': 'eform',
  'set-workflow': 'workflow',
} as const satisfies Record<CaseKind, keyof CaseState>;

/** What a system has where a change would set something: null = nothing there, `undefined` = could not tell. */
export function valueAt<Kind extends ChangeKind>(
  actual: ServiceState,
  kind: Kind,
  target: ChangeTarget,
): ChangeValues[Kind] | undefined {
  return readAt(actual, kind, target) as ChangeValues[Kind] | undefined;
}

function readAt(actual: ServiceState, kind: ChangeKind, target: ChangeTarget): unknown {
  if (!actual.exists) return null;
  if (isCaseKind(kind)) {
    const found = actual.cases[target.case ?? ''];
    return found === undefined ? null : found[caseParts[kind]];
  }
  const offering = actual.offerings[target.agency ?? ''];
  if (!offering) return null;
  const { level } = offering;
  return kind === 'set-level' || level === undefined ? level : { level };
}

/** `actual` as it will be once the changes are made; nothing given is altered. */
export function withChanges(actual: ServiceState, changes: readonly Change[]): ServiceState {
  const after: ServiceState = {
    ...actual,
    exists: actual.exists || changes.length > 0,
    offerings: { ...actual.offerings },
    cases: { ...actual.cases },
  };
  for (const change of changes) {
    if (isCaseKind(change.kind)) {
      const key = change.target.case ?? '';
      // A case that comes into being holds nothing yet: that is known.
      after.cases[key] = changedCase(after.cases[key] ?? empty, partOf(change), actual);
    } else setOffering(after, change);
  }
  return after;
}

/** What the system tells of a case holds for the parts that stay. */
function changedCase(before: CaseState, part: CaseState, { scripts }: ServiceState): CaseState {
  const { facts, value } = before;
  // Some systems tell the time there is online in what is read for pushing only: a workflow that changes is held against it.
  const online = part.workflow && value && { onlineDeadlineHours: value.onlineDeadlineHours };
  return {
    ...before,
    ...part,
    ...(facts && {
      facts: { ...online, ...facts, ...contentFacts(part), ...(scripts && scriptFacts(part)) },
    }),
  };
}

/** A script of a system's own kind that comes back is the form people filed with: nobody can judge it, nor has to. */
function scriptFacts({ eform }: CaseState): Pick<CaseFacts, 'eform'> {
  const raw = eform ? rawForm(eform) : undefined;
  return raw === undefined ? {} : { eform: { state: 'usable', hash: digestOf(raw) } };
}

function partOf({ kind, after }: Change): CaseState {
  if (kind === 'set-components') return { components: after ?? [] };
  return isCaseKind(kind) ? { [caseParts[kind]]: after } : {};
}

const empty: CaseState = { components: [], eform: null, workflow: null };

function setOffering({ offerings }: ServiceState, { kind, target, after }: Change): void {
  const agency = target.agency ?? '';
  if (kind === 'set-level') offerings[agency] = { ...offerings[agency], level: after };
  else if (after === null) delete offerings[agency];
  else offerings[agency] = after as { level: ChangeValues['set-level'] };
}

/**
 * Can the value before be put back through the same adapters? A case is not deleted again (dossiers may already have
 * been filed in it), an offering that has had a level cannot be made one without, and what was no form is not
 * written again, unless the system has forms of its own kind.
 */
export function isReversible(change: Change, actual?: Pick<ServiceState, 'scripts'>): boolean {
  switch (change.kind) {
    case 'set-case':
    case 'set-level':
      return change.before !== null;
    case 'set-eform':
      return change.before === null || rawForm(change.before) === undefined || actual?.scripts === true;
    case 'deactivate-offering':
      return change.before !== null && change.before.level !== null;
    default:
      return true;
  }
}

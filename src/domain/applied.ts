import { compareText } from './canonical.ts';
import type { Known } from './known.ts';
import type { Level } from './level.ts';
import type { Component } from './procedure.ts';
import type { Change, ChangeKind, ChangeTarget, ChangeValues } from './push.ts';
import type { ServiceState } from './service-state.ts';

/** A value of ours that a system was last verified to have: the third side of the three-way comparison. */
export type AppliedValue = {
  [K in ChangeKind]: {
    kind: K;
    target: ChangeTarget;
    value: ChangeValues[K];
    planId: string;
    at: string;
    /** What `appliedDigest` said when it was verified; kept beside the value, for the drift rules. */
    digest?: AppliedDigest;
  };
}[ChangeKind];

/** What a snapshot would say of the case, as kept beside an applied value. `Known` in each part. */
interface AppliedDigest {
  /** `CaseFacts.key`. */
  case: string;
  /** `EformVerdict.hash`. */
  eform?: Known<string>;
  /** `WorkflowVerdict.hash`. */
  workflow?: Known<string>;
  /** `CaseFacts.components`. */
  components?: Known<Component[]>;
}

/** All of one system and procedure, at most one for a kind and target, in any order. */
export type AppliedValues = readonly AppliedValue[];

/** What we last verified of a procedure at a system, in the words of a snapshot: drift rules hold one against the other. */
export interface AppliedFacts {
  /** National code. */
  code: string;
  /** By our agency code; `value` null = the offering without a level, `undefined` = we took the offering away. */
  levels: Record<string, Applied<Level | null | undefined>>;
  /** By the remote's own case key; only what the writer could say in a snapshot's words. */
  cases: Record<string, AppliedCase>;
}

export interface AppliedCase {
  eform?: Applied<string | null>;
  workflow?: Applied<string | null>;
  components?: Applied<Component[] | null>;
}

/** A value with the plan that pushed it and when it was verified (ISO 8601, UTC). */
export interface Applied<T> {
  value: T;
  planId: string;
  at: string;
}

const parts = { 'set-eform': 'eform', 'set-workflow': 'workflow', 'set-components': 'components' } as const;

/**
 * What a snapshot would say of the part of a case that a verified change is about, to be stored with its value.
 * `undefined` where the kind has none or nobody could tell: no drift rule speaks of it then.
 */
export function appliedDigest(
  { kind, target }: Pick<Change, 'kind' | 'target'>,
  { cases }: Pick<ServiceState, 'cases'>,
): AppliedDigest | undefined {
  const part = partOf(kind);
  const facts = target.case === undefined ? undefined : cases[target.case]?.facts;
  const told = part && facts?.[part];
  if (told === undefined) return undefined;
  // Forms and workflows by their hash, papers as they are.
  return { case: facts!.key, [part!]: told && 'hash' in told ? told.hash : told };
}

/** Stands for the plan where a value was taken over as it was. */
export const adoption = 'adopt';

/**
 * What a system has of a procedure, as values to keep for applied: a person has accepted it (`adopt`), so drift rules
 * hold the system against it from now on.
 */
export function adoptedValues(actual: ServiceState, at: string): AppliedValue[] {
  const values: AppliedValue[] = [];
  const { procedure } = actual;
  const add = <K extends ChangeKind>(
    kind: K,
    place: Omit<ChangeTarget, 'procedure'>,
    value: ChangeValues[K],
  ) => {
    const target = { procedure, ...place };
    const digest = appliedDigest({ kind, target }, actual);
    values.push({ kind, target, value, planId: adoption, at, ...(digest && { digest }) } as AppliedValue);
  };
  for (const [key, found] of Object.entries(actual.cases)) {
    const { value, components, eform, workflow } = found;
    if (value) add('set-case', { case: key }, value);
    if (components) add('set-components', { case: key }, components);
    if (eform !== undefined) add('set-eform', { case: key }, eform);
    if (workflow !== undefined) add('set-workflow', { case: key }, workflow);
  }
  for (const [agency, { level }] of Object.entries(offeredBy(actual)))
    if (level !== undefined) add('set-level', { agency }, level);
  return values;
}

/**
 * Agencies whose offering is ours no longer, once what a system has was taken over without it: those that have another
 * level there, and those we put there and are gone. None of it is drift then, nor may a plan take it away.
 */
export function forgone(
  actual: ServiceState,
  taken: Pick<ServiceState, 'offerings'>,
  values: AppliedValues,
): string[] {
  const { procedure } = actual;
  const offerings = offeredBy(actual);
  const { levels } = appliedFacts(procedure, values);
  const gone = Object.keys(levels).filter(
    agency => offerings[agency] === undefined && levels[agency]!.value !== undefined,
  );
  return [...Object.keys(offerings).filter(agency => taken.offerings[agency] === undefined), ...gone];
}

/** Of a procedure that is out of use nothing is offered, whatever level its rows have. */
function offeredBy({ facts, offerings }: ServiceState): ServiceState['offerings'] {
  return facts?.active === false ? {} : offerings;
}

/** Everything applied to one procedure at one system, sorted out for the drift rules. */
export function appliedFacts(code: string, values: AppliedValues): AppliedFacts {
  const facts: AppliedFacts = { code, levels: {}, cases: {} };
  // Later ones count; a level set in the same moment as its offering was created is the later one.
  for (const each of values.toSorted((a, b) => compareText(a.at, b.at) || rank(a.kind) - rank(b.kind))) {
    const { target, planId, at, digest } = each;
    const level = levelOf(each);
    if (level && target.agency !== undefined) facts.levels[target.agency] = { ...level, planId, at };
    const part = partOf(each.kind);
    const told: Known<string | Component[]> = part && digest?.[part];
    if (part && digest && told !== undefined) {
      const applied = { [part]: { value: told, planId, at } };
      facts.cases[digest.case] = { ...facts.cases[digest.case], ...applied };
    }
  }
  return facts;
}

function partOf(kind: ChangeKind) {
  return kind in parts ? parts[kind as keyof typeof parts] : undefined;
}

function levelOf(applied: AppliedValue): { value: Level | null | undefined } | undefined {
  if (applied.kind === 'set-level') return { value: applied.value };
  // Verified to be there, to be off, or (a rollback) on again with that level.
  const isOffering = applied.kind === 'create-offering' || applied.kind === 'deactivate-offering';
  return isOffering ? { value: applied.value?.level } : undefined;
}

const levelKinds: readonly ChangeKind[] = ['deactivate-offering', 'create-offering', 'set-level'];
const rank = (kind: ChangeKind) => levelKinds.indexOf(kind);

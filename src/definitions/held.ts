import type { SystemProfile } from '../domain/city.ts';
import type { DesiredCase, ServiceDefinition } from '../domain/service.ts';
import type { CaseState, ServiceState } from '../domain/service-state.ts';

const parts = ['components', 'eform', 'workflow'] as const;
export type Part = (typeof parts)[number];

export interface Held {
  /** What the system has, without what is left to the definition there was: missing = could not tell. */
  actual: ServiceState;
  /** What is left to it, by case. */
  left: { case: string; part: Part; why: 'not-hosted' | 'none-there' }[];
}

/**
 * What of a system's state may take the place of a definition's. A part the system is not there to hold, or has
 * nothing of, is no statement that it should go: that would turn a sound definition into one that cannot be pushed.
 */
export function heldBy(
  actual: ServiceState,
  hosts: SystemProfile['hosts'],
  base: ServiceDefinition | undefined,
): Held {
  const left: Held['left'] = [];
  if (!base) return { actual: { ...actual, cases: hostedParts(actual.cases, hosts) }, left };
  const cases = { ...actual.cases };
  for (const known of base.cases) {
    const found: CaseState = { ...cases[known.key] };
    for (const part of parts) {
      const has = isThere(known[part]);
      const hosted = hosts.includes(part);
      if (hosted && (!has || found[part] === undefined || isThere(found[part]))) continue;
      delete found[part];
      if (has) left.push({ case: known.key, part, why: hosted ? 'none-there' : 'not-hosted' });
    }
    if (found.value) found.value = adoptedValue(found.value, known, found);
    cases[known.key] = found;
  }
  return { actual: { ...actual, cases }, left };
}

/** Without a definition, what a system is not there to hold is not told. */
function hostedParts(cases: ServiceState['cases'], hosts: SystemProfile['hosts']): ServiceState['cases'] {
  const absent = parts.filter(part => !hosts.includes(part));
  return Object.fromEntries(
    Object.entries(cases).map(([key, found]) => {
      const kept = { ...found };
      for (const part of absent) delete kept[part];
      return [key, kept];
    }),
  );
}

function isThere(part: unknown[] | object | null | undefined): boolean {
  return Array.isArray(part) ? part.length > 0 : (part ?? null) !== null;
}

/** The hours of a workflow that stays must go on adding up to its deadline. */
function adoptedValue(
  value: NonNullable<CaseState['value']>,
  { workflow, deadlineHours, onlineDeadlineHours, deadlineUnit }: DesiredCase,
  found: CaseState,
): NonNullable<CaseState['value']> {
  return {
    ...value,
    ...(workflow && found.workflow === undefined && { deadlineHours, onlineDeadlineHours, deadlineUnit }),
  };
}

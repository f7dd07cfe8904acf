import { type Applied, type AppliedCase, type AppliedFacts, adoption } from '../domain/applied.ts';
import type { CaseFacts } from '../domain/procedure.ts';
import type { OfferingColumns, SnapshotProcedure } from '../snapshot/model.ts';
import type { Change } from '../words/findings/drift.ts';
import type { ParamsOf } from '../words/findings.ts';
import { shortName } from '../words/sentence.ts';
import { levelAt } from './columns.ts';
import { activeColumns } from './offered.ts';
import {
  type JudgeContext,
  type JudgedSystem,
  type ProcedureGroup,
  type Reported,
  type SystemRule,
  systemRule,
} from './rule.ts';

/** What we pushed of the procedure to the system. */
export function pushedTo(
  system: JudgedSystem,
  { applied }: ProcedureGroup,
  { systems }: JudgeContext,
): AppliedFacts | undefined {
  return applied?.[systems.indexOf(system)];
}

/** The snapshot was taken after the push, so that it can speak about it. */
export function isSeen({ at }: Applied<unknown>, { snapshot }: JudgedSystem): boolean {
  return at <= snapshot.takenAt;
}

type Part = keyof AppliedCase;

/** A pushed part of a case, not null on both sides, with the case as the snapshot has it; null = the case is gone. */
interface PushedPart<P extends Part> {
  key: string;
  pushed: NonNullable<AppliedCase[P]>;
  facts: CaseFacts | null;
  /** The agencies the case is, or was, open to. */
  units: readonly string[];
}

/** Every case of which we pushed that part, where the snapshot could tell the cases. */
function pushedParts<P extends Part>(
  part: P,
  record: SnapshotProcedure | undefined,
  system: JudgedSystem,
  group: ProcedureGroup,
  context: JudgeContext,
): PushedPart<P>[] {
  const applied = Object.entries(pushedTo(system, group, context)?.cases ?? {});
  // A procedure that is gone altogether is told by its offerings.
  if (applied.length === 0 || !record?.detailed || record.facts.active === false) return [];
  const { cases } = record;
  if (!cases) return [];
  const columns = activeColumns(record);
  const { agencies } = columns;
  const all = readsEveryCase(system, columns);
  return applied.flatMap(([key, each]) => {
    const pushed = each[part];
    if (!pushed || !isSeen(pushed, system)) return [];
    const facts = cases.find(one => one.key === key) ?? null;
    // A case of which nothing could be read may be this one under a key we could not read either.
    if (facts === null && (pushed.value === null || !all || cases.some(isIndeterminate))) return [];
    const open = facts?.agencies ?? null;
    const units = open === null ? agencies : agencies.filter(agency => open.includes(agency));
    return { key, pushed, facts, units };
  });
}

/** Some systems are asked for the cases of offerings of a certain level only: another case may be there unread. */
function readsEveryCase({ casesFrom }: JudgedSystem, columns: OfferingColumns): boolean {
  if (casesFrom === undefined) return true;
  const { agencies } = columns;
  return agencies.length > 0 && agencies.every((_, at) => (levelAt(columns, at) ?? 0) >= casesFrom);
}

function isIndeterminate({ components, eform, workflow }: CaseFacts): boolean {
  return components === undefined && eform === undefined && workflow === undefined;
}

type DriftCode = 'eform-drift' | 'workflow-drift' | 'components-drift';

/**
 * A rule on a part of the cases that we pushed, a finding per procedure, case and system.
 *
 * @param look what is there now, beside what was pushed and where; undefined where it is the same, or cannot be told.
 */
export function driftRule<Code extends DriftCode, P extends Part>(
  id: Code,
  part: P,
  look: (pushed: PushedPart<P>) => { params: object; evidence: Record<string, unknown> } | undefined,
): SystemRule<Code> {
  return systemRule(
    { id, severity: 'major', owner: 'technical', becomes: 'plan' },
    { needs: { local: [part] }, sieve: 'pushed', concerns: ({ hosts }) => hosts.includes(part) },
    (record, system, group, context, report) => {
      for (const each of pushedParts(part, record, system, group, context)) {
        const drift = look(each);
        if (!drift) continue;
        const { key, pushed, facts, units } = each;
        report({
          units,
          key,
          params: {
            ...(facts?.name && { case: shortName(facts.name) }),
            ...pushMoment(pushed),
            none: pushed.value === null,
            ...drift.params,
          },
          evidence: {
            source: system.name,
            case: { key, name: facts?.name ?? null },
            pushed: pushEvidence(pushed),
            ...drift.evidence,
          },
        } as unknown as Reported<ParamsOf<Code>>);
      }
    },
  );
}

/** On texts that are known by their hash. */
export function hashDriftRule<Code extends DriftCode>(id: Code, part: 'eform' | 'workflow') {
  return driftRule(id, part, ({ pushed, facts }) => {
    const now = facts?.[part];
    const is = now?.hash ?? null;
    if ((facts && now === undefined) || is === pushed.value) return undefined;
    const modified = facts?.modified && facts.modified.at > pushed.at ? facts.modified : undefined;
    const by = modified?.by && { by: shortName(modified.by) };
    return {
      params: {
        change: changeOf(facts, pushed.value, is),
        ...(modified && { modified: { at: modified.at, ...by } }),
      } satisfies Change,
      evidence: { was: pushed.value, is, ...(modified && { modified }) },
    };
  });
}

/** What became of a thing that was there or not, is there or not, or is another one. */
export function changeOf(facts: CaseFacts | null, before: unknown, now: unknown): Change['change'] {
  if (!facts) return 'case-gone';
  return before === null ? 'appeared' : now === null ? 'gone' : 'other';
}

/** When a value was pushed, or (`taken`) taken over as it was. */
export function pushMoment({ at, planId }: Applied<unknown>): { at: string; taken?: true } {
  return { at, ...(planId === adoption && { taken: true }) };
}

export function pushEvidence({ at, planId }: Applied<unknown>): { at: string; plan: string } {
  return { at, plan: planId };
}

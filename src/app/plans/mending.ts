import { z } from 'zod';
import { definedCodes } from '../../definitions/load.ts';
import { Refusal } from '../../domain/refusal.ts';
import { standingOf } from '../../domain/standing.ts';
import { plannedRules, remedyOf } from '../../reconcile/remedy.ts';
import { type DiscrepancyHistory, history } from '../../store/runs/history.ts';
import { standingsOfRun } from '../../store/runs/queries.ts';
import { lastRun } from '../../store/runs/runs.ts';
import type { RemoteAsking, Store } from '../context.ts';

/**
 * What a finding needs before a plan can mend it: a definition of the service (drafted from the national record, or taken
 * from what a system has); one without mistakes; a person, who has a task for it; somebody outside, because the remedy
 * lies at the source or in a unit's lists; the end of its waiver.
 */
export const mendingNeeds = ['definition', 'sound-definition', 'person', 'outside', 'waiver'] as const;
export type MendingNeed = (typeof mendingNeeds)[number];

/** Which findings a plan can mend, and what the others need first. */
export const mending = z
  .object({
    findings: z.int().describe('That a plan can mend now.'),
    /** Sorted. */
    procedures: z.array(z.string()),
    /** In the order of `mendingNeeds`; without those nothing needs. */
    needs: z.array(
      z.object({
        ...{ need: z.enum(mendingNeeds), findings: z.int() },
        ...{ procedures: z.array(z.string()), rules: z.array(z.string()) },
      }),
    ),
  })
  .meta({ id: 'Mending' });
export type Mending = z.output<typeof mending>;

/** Findings alike in what is asked of them. */
interface Group {
  rule: string;
  procedure: string | null;
  waived: boolean;
  count: number;
}

type Looking = Pick<RemoteAsking, 'store' | 'configuration' | 'now'>;

/**
 * What `planFromFindings` would plan; contacts nothing, and reads of definitions only which there are.
 *
 * @param fingerprints These, or what they begin with; by default everything the last run saw that is to be done and
 * that a plan mends.
 * @param sound Procedures whose definition has no mistake; taken for such where nobody has looked.
 * @throws Refusal where one of them is no open finding, or what it begins with fits several.
 */
export async function mendingOf(
  looking: Looking,
  fingerprints?: readonly string[],
  sound?: ReadonlySet<string>,
): Promise<Mending> {
  const defined = new Set(await definedCodes(looking.configuration.services));
  const groups = await (fingerprints ? namedGroups(looking, fingerprints) : plannedGroups(looking.store));
  const byNeed = Map.groupBy(groups, group => needOf(group, defined, sound));
  const of = (need: MendingNeed | undefined) => {
    const alike = byNeed.get(need) ?? [];
    const procedures = new Set(alike.flatMap(({ procedure }) => procedure ?? []));
    return {
      findings: alike.reduce((sum, { count }) => sum + count, 0),
      procedures: [...procedures].sort(),
      rules: [...new Set(alike.map(({ rule }) => rule))].sort(),
    };
  };
  const { rules: _, ...planned } = of(undefined);
  const needs = mendingNeeds.filter(need => byNeed.has(need)).map(need => ({ need, ...of(need) }));
  return { ...planned, needs };
}

function needOf(
  { rule, procedure, waived }: Group,
  defined: ReadonlySet<string>,
  sound: ReadonlySet<string> = defined,
): MendingNeed | undefined {
  const remedy = remedyOf(rule);
  if (remedy !== 'plan' || procedure === null) return remedy === 'task' ? 'person' : 'outside';
  if (waived) return 'waiver';
  if (!defined.has(procedure)) return 'definition';
  return sound.has(procedure) ? undefined : 'sound-definition';
}

/** Which of them are which is of no matter to whoever asks how many there are. */
async function plannedGroups(store: Store): Promise<Group[]> {
  const run = await lastRun(store);
  if (!run) return [];
  const rows = await standingsOfRun(store, run.id, ['rule', 'procedure'], { rule: [...plannedRules] });
  return rows
    .filter(row => standingOf(row) === 'toDo')
    .map(({ rule, procedure, count }) => ({ rule: rule!, procedure, count, waived: false }));
}

async function namedGroups({ store, now }: Looking, fingerprints: readonly string[]): Promise<Group[]> {
  const named = new Map<string, Group>();
  for (const given of fingerprints) {
    const { fingerprint, rule, procedure, state } = await openFinding(store, given, now().toISOString());
    named.set(fingerprint, { rule, procedure, waived: state === 'waived', count: 1 });
  }
  return [...named.values()];
}

/** The open finding of a fingerprint, or of what it begins with. @param now ISO 8601, UTC. @throws Refusal */
export async function openFinding(store: Store, given: string, now: string): Promise<DiscrepancyHistory> {
  const rows = await history(store, { fingerprint: given }, now, 3);
  const exact = rows.filter(({ fingerprint }) => fingerprint === given);
  const fitting = exact.length > 0 ? exact : rows;
  const [row] = fitting;
  if (given === '' || !row) throw new Refusal('no-open-finding', { target: { fingerprint: given } });
  if (fitting.length > 1)
    throw new Refusal('fingerprint-ambiguous', { fingerprint: given, count: fitting.length });
  if (row.resolvedAt !== null) throw new Refusal('finding-resolved', { fingerprint: row.fingerprint });
  return row;
}

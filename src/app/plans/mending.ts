import { z } from 'zod';
import { definedCodes } from '../../definitions/load.ts';
import { Refusal } from '../../domain/refusal.ts';
import { standingOf } from '../../domain/standing.ts';
import { plannedRules, remedyOf } from '../../reconcile/remedy.ts';
import { type DiscrepancyHistory, history } from '../../store/runs/history.ts';
import { rowsOfRun, standingsOfRun } from '../../store/runs/queries.ts';
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

/** Of a finding, what is asked of it. */
interface Found {
  fingerprint: string;
  rule: string;
  procedure: string | null;
  waived: boolean;
}

export type Looking = Pick<RemoteAsking, 'store' | 'configuration' | 'now'>;

/**
 * What `planFromFindings` would plan; contacts nothing, and reads of definitions only which there are.
 *
 * @param fingerprints These, or what they begin with; by default everything the last run saw that is to be done and
 * that a plan mends.
 * @throws Refusal where one of them is no open finding, or what it begins with fits several.
 */
export async function mendingOf(looking: Looking, fingerprints?: readonly string[]): Promise<Mending> {
  const defined = new Set(await definedCodes(looking.configuration.services));
  const sorted = createSorted();
  if (fingerprints)
    for await (const found of findingsOf(looking, fingerprints)) sorted.add(found, needOf(found, defined));
  else
    for (const { count, ...group } of await plannedGroups(looking.store))
      sorted.add(group, needOf(group, defined), count);
  return sorted.result();
}

export function needOf(
  { rule, procedure, waived }: Omit<Found, 'fingerprint'>,
  defined: ReadonlySet<string>,
): MendingNeed | undefined {
  const remedy = remedyOf(rule);
  if (remedy !== 'plan' || procedure === null) return remedy === 'task' ? 'person' : 'outside';
  if (waived) return 'waiver';
  return defined.has(procedure) ? undefined : 'definition';
}

/** The same findings, counted: which of them are which is of no matter to whoever asks how many there are. */
async function plannedGroups(store: Store): Promise<(Omit<Found, 'fingerprint'> & { count: number })[]> {
  const run = await lastRun(store);
  if (!run) return [];
  const rows = await standingsOfRun(store, run.id, ['rule', 'procedure'], { rule: [...plannedRules] });
  return rows
    .filter(row => standingOf(row) === 'toDo')
    .map(({ rule, procedure, count }) => ({ rule: rule!, procedure, count, waived: false }));
}

export async function* findingsOf(looking: Looking, fingerprints?: readonly string[]): AsyncIterable<Found> {
  if (fingerprints) {
    const named = new Map<string, Found>();
    for (const given of fingerprints) {
      const found = await openFinding(looking.store, given, looking.now().toISOString());
      named.set(found.fingerprint, { ...found, waived: found.state === 'waived' });
    }
    yield* named.values();
    return;
  }
  const run = await lastRun(looking.store);
  if (!run) return;
  for await (const page of rowsOfRun(looking.store, run.id, { rule: [...plannedRules] }))
    for (const row of page) if (standingOf(row) === 'toDo') yield { ...row, waived: false };
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

export function createSorted() {
  const planned = { findings: 0, procedures: new Set<string>() };
  const others = new Map<MendingNeed, { findings: number; procedures: Set<string>; rules: Set<string> }>();
  return {
    add(
      { rule, procedure }: Pick<Found, 'rule' | 'procedure'>,
      need: MendingNeed | undefined,
      count = 1,
    ): void {
      if (need === undefined) {
        planned.findings += count;
        planned.procedures.add(procedure!);
        return;
      }
      const group = others.get(need) ?? { findings: 0, procedures: new Set(), rules: new Set() };
      others.set(need, group);
      group.findings += count;
      group.rules.add(rule);
      if (procedure !== null) group.procedures.add(procedure);
    },
    result: (): Mending => ({
      findings: planned.findings,
      procedures: [...planned.procedures].sort(),
      needs: mendingNeeds.flatMap(need => {
        const group = others.get(need);
        if (!group) return [];
        const { findings, procedures, rules } = group;
        return [{ need, findings, procedures: [...procedures].sort(), rules: [...rules].sort() }];
      }),
    }),
  };
}

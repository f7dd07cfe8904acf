import { definedCodes } from '../definitions/load.ts';
import type { City } from '../domain/city.ts';
import type { ServiceDefinition } from '../domain/service.ts';
import type { OffTarget, ReviewWish } from '../plan/input.ts';
import { agenciesOf } from '../plan/scope.ts';
import { wishOf } from '../plan/targets.ts';
import { nationalSnapshot, proceduresOf } from '../snapshot/stored.ts';
import type { Store } from '../store/core/contract.ts';
import { offTargetRows } from '../store/runs/queries.ts';
import { lastRun } from '../store/runs/runs.ts';
import { openLevelTasks } from '../store/work/tasks.ts';
import { hasReviews, reviewsOf } from './reviewed.ts';

/** What the reviews ask of some procedures; undefined where nothing was reviewed. */
export async function reviewWishes(store: Store, city: City, procedures: readonly string[]) {
  if (!(await hasReviews(store))) return undefined;
  const wishes = new Map<string, Map<string, ReviewWish>>();
  for (const [procedure, { targets }] of await reviewsOf(store, city, procedures)) {
    const ofProcedure = new Map(
      targets.flatMap(target => {
        const wish = wishOf(target);
        return wish ? [[target.agency, wish] as const] : [];
      }),
    );
    if (ofProcedure.size > 0) wishes.set(procedure, ofProcedure);
  }
  return wishes;
}

/** Work on levels that no definition covers. */
export interface Undefined {
  offTarget: OffTarget[];
  /** System → procedures whose open tasks about a level this plan decides on anew. */
  covered: Map<string, string[]>;
}

/**
 * Offerings off their target in the last run of which no definition speaks: their procedure has no files, or these were
 * taken over from another system or from other units. Nothing where that run could not judge them: tasks of earlier plans
 * then stand as they are.
 *
 * @param folder of the definitions.
 */
export async function offTargetWithoutDefinition(
  store: Store,
  city: City,
  folder: string,
  definitions: readonly ServiceDefinition[],
): Promise<Undefined> {
  const nothing: Undefined = { offTarget: [], covered: new Map() };
  const run = await lastRun(store);
  if (run?.summary?.rules['below-target']?.status !== 'evaluated') return nothing;
  const partial = new Map(definitions.flatMap(each => (each.adopted ? [[each.procedure, each]] : [])));
  const defined = new Set((await definedCodes(folder)).filter(code => !partial.has(code)));
  const rows = (await offTargetRows(store, run.id)).flatMap(row => {
    if (defined.has(row.procedure)) return [];
    const taken = partial.get(row.procedure);
    const spokenOf = taken?.adopted?.system === row.system ? agenciesOf(taken, city) : [];
    const agencies = row.agencies.filter(agency => !spokenOf.includes(agency));
    return agencies.length > 0 ? [{ ...row, agencies }] : [];
  });
  const national = await nationalSnapshot(store, city);
  const codes = [...new Set(rows.map(({ procedure }) => procedure))];
  const records = national && (await proceduresOf(store, national.id, codes));
  const open = (await openLevelTasks(store)).filter(({ procedure }) => !defined.has(procedure));
  const covered = Map.groupBy([...open, ...rows], ({ system }) => system);
  return {
    offTarget: rows.map(({ rule, system, procedure, agencies }) => ({
      ...{ system, procedure, agencies, raise: rule === 'below-target' },
      name: records?.get(procedure)?.facts.name ?? procedure,
    })),
    covered: new Map(
      [...covered].map(([system, each]) => [system, [...new Set(each.map(({ procedure }) => procedure))]]),
    ),
  };
}

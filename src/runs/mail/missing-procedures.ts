import type { City } from '../../domain/city.ts';
import { nameJudged } from '../../domain/finding.ts';
import type { ReminderBody } from '../../report/mail/bodies.ts';
import { namesOf } from '../../report/names.ts';
import type { MilestoneFacts } from '../../review/milestones.ts';
import type { Store } from '../../store/core/contract.ts';
import { pageOfRun } from '../../store/runs/queries.ts';
import { pageOfTasks } from '../../store/work/task-rows.ts';
import { firstProcedures, mostNamed, type NamedProcedure } from '../../words/procedures.ts';

/** The first few procedures a milestone still asks of a unit, or of an office for all units; undefined where it asks for none. */
export async function missingProcedures(
  store: Store,
  city: City,
  what: ReminderBody['what'],
  unit: string,
  facts: MilestoneFacts,
): Promise<ReminderBody['missing']> {
  const { completeness, registration, belowTarget } = facts;
  const names = namesOf(city);
  const ofUnit = city.agencies.some(({ code }) => code === unit) ? { agency: unit } : {};
  const at = (agency: string | undefined) =>
    agency === undefined || agency === unit ? undefined : `tại ${names.agency(agency)}`;
  const counted = (all: NamedProcedure[], count: number) => {
    const { first } = firstProcedures(all);
    return first.length === 0 ? undefined : { first, more: Math.max(0, count - first.length) };
  };
  if (what === 'review') {
    const owing = completeness?.find(({ agency }) => agency === unit);
    const owed = owing?.missing.map(code => ({ code, name: facts.names?.get(code) ?? null })) ?? [];
    return counted(owed, owing?.owed ?? owed.length);
  }
  if (what === 'registration' && registration) {
    const filter = { kind: 'register-level', states: ['open'] as const };
    const { rows } = await pageOfTasks(store, filter, { limit: mostNamed });
    const open = rows.flatMap(({ procedure, procedureName, agencies }) =>
      procedure === null ? [] : [{ code: procedure, name: procedureName, place: at(agencies[0]) }],
    );
    return counted(open, registration.open);
  }
  if (what === 'configuration' && belowTarget) {
    const filter = { rule: 'below-target', state: ['new', 'open'], ...ofUnit };
    const { rows } = await pageOfRun(store, belowTarget.run, filter, { limit: mostNamed });
    const below = rows.flatMap(({ procedure, statement, agency }) =>
      procedure === null
        ? []
        : [{ code: procedure, name: nameJudged(statement) ?? null, place: at(agency ?? undefined) }],
    );
    const { found } = belowTarget;
    return counted(below, found.get(unit) ?? [...found.values()].reduce((sum, each) => sum + each, 0));
  }
  return undefined;
}

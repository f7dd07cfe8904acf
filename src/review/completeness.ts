import type { City } from '../domain/city.ts';
import type { ReviewCompleteness, Target } from '../domain/review.ts';
import type { RolledUp } from './roll-up.ts';
import { ladderOf } from './speakers.ts';

/** Codes named of what a unit still owes; the number is told whole. */
const mostMissing = 100;

export interface CompletenessCount {
  add(rolled: RolledUp): void;
  /**
   * Units to which something applies or that stand above such, sorted by code.
   *
   * @param handedIn latest import by unit (ISO 8601, UTC), also of lists without a row.
   */
  result(handedIn?: ReadonlyMap<string, string>): ReviewCompleteness[];
}

type Count = Required<Omit<ReviewCompleteness, 'agency' | 'tier' | 'below'>>;

/**
 * Counts, procedure after procedure, what each unit has handed in against what it should have: where the procedure
 * applies by the national portal's own list, else by the national record. Services already at level 4 by decision are
 * not expected. A unit for which somebody else spoke, or that was decided on, owes nothing; where no condition was named,
 * nothing was handed in.
 *
 * @param there our units that the national portal knows: its list speaks of no others.
 */
export function countCompleteness(
  city: Pick<City, 'agencies' | 'locality'>,
  there: ReadonlySet<string> = new Set(),
): CompletenessCount {
  const ladder = ladderOf(city);
  const counts = new Map<string, Count>();
  // Department → unit below → procedures of its field the unit still owes.
  const ofField = new Map<string, Map<string, number>>();

  const countOf = (agency: string): Count => {
    const known = counts.get(agency);
    if (known) return known;
    const count = {
      ...{ expected: 0, reported: 0, spokenFor: 0, owed: 0, unexplained: 0 },
      ...{ missing: [], lastImportAt: null },
    };
    counts.set(agency, count);
    return count;
  };

  return {
    add({ procedure, targets, manager, reported, applied }) {
      for (const [agency, at] of reported) noteImport(countOf(agency), at);
      for (const { agency, why, unexplained = false } of applied
        ? targetsOf(applied, targets, there)
        : targets) {
        if (why === 'already-online') continue;
        const count = countOf(agency);
        const owes = why === 'not-reviewed' || unexplained;
        count.expected++;
        if (unexplained) count.unexplained++;
        else if (reported.has(agency)) count.reported++;
        else if (!owes) count.spokenFor++;
        if (owes) {
          count.owed++;
          if (count.missing.length < mostMissing) count.missing.push(procedure);
        }
        if (manager === null || ladder.agency(agency)?.tier === 'province') continue;
        const units = ofField.get(manager) ?? new Map<string, number>();
        ofField.set(manager, units);
        units.set(agency, (units.get(agency) ?? 0) + (owes ? 1 : 0));
      }
    },
    result(handedIn = new Map()) {
      for (const [agency, at] of handedIn) noteImport(countOf(agency), at);
      const children = Map.groupBy(
        city.agencies.filter(({ parent }) => parent !== undefined),
        ({ parent }) => parent!,
      );
      const known = new Map<string, { units: number; complete: number }>();
      // Units directly below: by parent, and for a department every unit that reports procedures of its field.
      const below = (code: string): { units: number; complete: number } => {
        const before = known.get(code);
        if (before) return before;
        const found = { units: 0, complete: 0 };
        known.set(code, found);
        const fieldUnits = code === city.locality ? undefined : ofField.get(code);
        for (const [, owed] of fieldUnits ?? []) {
          found.units++;
          if (owed === 0) found.complete++;
        }
        for (const child of children.get(code) ?? []) {
          const under = below(child.code);
          const count = counts.get(child.code);
          if (fieldUnits?.has(child.code) || ((count?.expected ?? 0) === 0 && under.units === 0)) continue;
          found.units++;
          if ((count?.owed ?? 0) === 0 && under.units === under.complete) found.complete++;
        }
        return found;
      };
      return city.agencies
        .filter(({ code }) => (counts.get(code)?.expected ?? 0) > 0 || below(code).units > 0)
        .sort((a, b) => (a.code < b.code ? -1 : 1))
        .map(({ code, tier }) => {
          const { owed, unexplained, ...count } = countOf(code);
          const bare = unexplained > 0 && { unexplained };
          return { agency: code, tier, ...count, owed, ...bare, below: below(code) };
        });
    },
  };
}

/** Targets by the portal's list where it knows the unit, as they are where it does not. */
function targetsOf(
  applied: readonly string[],
  targets: readonly Target[],
  there: ReadonlySet<string>,
): readonly Pick<Target, 'agency' | 'why' | 'unexplained'>[] {
  const known = new Map(targets.map(target => [target.agency, target]));
  const listed = new Set(applied);
  return [
    ...applied.map(agency => known.get(agency) ?? { agency, why: 'not-reviewed' as const }),
    ...targets.filter(({ agency }) => !there.has(agency) && !listed.has(agency)),
  ];
}

function noteImport(count: Count, at: string): void {
  if (count.lastImportAt === null || count.lastImportAt < at) count.lastImportAt = at;
}

/** Nothing owed, by the unit itself or by anybody directly below it. */
export function isComplete({ owed, missing, below }: ReviewCompleteness): boolean {
  return (owed ?? missing.length) === 0 && below.units === below.complete;
}

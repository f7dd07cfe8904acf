import type { City } from '../../domain/city.ts';
import type { ReviewCompleteness, ReviewConflict } from '../../domain/review.ts';
import { type Tier, tiers } from '../../domain/tier.ts';
import { isComplete } from '../../review/completeness.ts';
import type { NamedConflict, ReviewState } from '../../review/state.ts';
import type { NamedProcedure } from '../../words/procedures.ts';
import { type Names, namesOf } from '../names.ts';

/** A unit with what it owes and whom it waits for. */
export interface StatusUnit extends ReviewCompleteness {
  name: string;
  owed: number;
  /** Those of `missing`, with their names. */
  named: NamedProcedure[];
  complete: boolean;
  /** Has handed in nothing at all, although something is expected of it. */
  silent: boolean;
  /** Names of units directly below it that are not complete, at most twenty. */
  waitsFor: string[];
}

/** Who has handed in what; every form is made from it. */
export interface ReviewStatus extends Pick<ReviewState, 'nationalAt' | 'targets'> {
  names: Names;
  /** ISO 8601, UTC. */
  madeAt: string;
  /** Tiers with units, highest first. */
  tiers: { tier: Tier; units: number; complete: number; silent: number; expected: number; owed: number }[];
  /** By tier, those that owe most first; null = nobody can tell yet. */
  units: StatusUnit[] | null;
  conflicts: (NamedConflict & { decides: string })[];
}

const mostWaitedFor = 20;

/** @param now ISO 8601, UTC. */
export function reviewStatus(state: ReviewState, city: City, now: string): ReviewStatus {
  const names = namesOf(city);
  const incomplete = new Set(
    (state.completeness ?? []).filter(each => !isComplete(each)).map(each => each.agency),
  );
  const children = Map.groupBy(
    city.agencies.filter(({ code }) => incomplete.has(code)),
    ({ parent }) => parent,
  );
  // The city itself hands nothing in: it is whom all the others report to.
  const reporting = state.completeness?.filter(({ agency }) => agency !== city.locality);
  const units = reporting?.map((each): StatusUnit => {
    const owed = each.owed ?? each.missing.length;
    return {
      ...each,
      name: names.agency(each.agency),
      owed,
      named: each.missing.map(code => ({ code, name: state.names.get(code) ?? null })),
      complete: !incomplete.has(each.agency),
      silent: owed > 0 && each.lastImportAt === null,
      waitsFor: (children.get(each.agency) ?? []).slice(0, mostWaitedFor).map(({ name }) => name),
    };
  });
  units?.sort(
    (a, b) =>
      tiers.indexOf(a.tier) - tiers.indexOf(b.tier) || b.owed - a.owed || (a.agency < b.agency ? -1 : 1),
  );
  return {
    names,
    madeAt: now,
    nationalAt: state.nationalAt,
    targets: state.targets,
    tiers: tiers.flatMap(tier => {
      const ofTier = (units ?? []).filter(unit => unit.tier === tier);
      return ofTier.length === 0 ? [] : [{ tier, ...totals(ofTier) }];
    }),
    units: units ?? null,
    conflicts: state.conflicts.map(conflict => ({ ...conflict, decides: names.owner(ownerOf(conflict)) })),
  };
}

/** Footnote 2 of the plan. */
function ownerOf({ cause }: Pick<ReviewConflict, 'cause'>): 'technical' | 'regulatory' {
  return cause === 'legal' ? 'regulatory' : 'technical';
}

function totals(units: readonly StatusUnit[]) {
  return {
    units: units.length,
    complete: units.filter(({ complete }) => complete).length,
    silent: units.filter(({ silent }) => silent).length,
    expected: units.reduce((sum, { expected }) => sum + expected, 0),
    owed: units.reduce((sum, { owed }) => sum + owed, 0),
  };
}

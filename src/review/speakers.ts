import type { Agency } from '../domain/agency.ts';

/** Who stands above whom in a city, ready made. */
export interface Ladder {
  agency(code: string): Agency | undefined;
  name(code: string): string;
  /** Superiors of an agency, the nearest first, the top one included. */
  above(code: string): readonly string[];
  /** The city itself: the agency whose code is the locality. */
  isTop(code: string): boolean;
}

export function ladderOf({ agencies, locality }: { agencies: readonly Agency[]; locality: string }): Ladder {
  const byCode = new Map(agencies.map(agency => [agency.code, agency]));
  const chains = new Map<string, string[]>();
  const above = (code: string): string[] => {
    const known = chains.get(code);
    if (known) return known;
    const chain: string[] = [];
    let parent = byCode.get(code)?.parent;
    // A list that goes round in a circle must not.
    while (parent !== undefined && parent !== code && !chain.includes(parent)) {
      chain.push(parent);
      parent = byCode.get(parent)?.parent;
    }
    chains.set(code, chain);
    return chain;
  };
  return {
    agency: code => byCode.get(code),
    name: code => byCode.get(code)?.name ?? code,
    above,
    isTop: code => code === locality,
  };
}

/**
 * Whose word counts where a unit itself said nothing, the nearest first, of those who spoke: its superiors (district
 * for communes); for units below the province tier the department that manages the field, then other departments to
 * which the procedure does not apply, so that they must mean others; the city last. One step holds those that count
 * alike.
 *
 * @param spoke codes of all that spoke about the procedure, sorted.
 */
export function speakersFor(
  agency: string,
  spoke: readonly string[],
  manager: string | null,
  inScope: ReadonlySet<string>,
  ladder: Ladder,
): string[][] {
  const above = ladder.above(agency).filter(code => spoke.includes(code));
  const steps = above.filter(code => !ladder.isTop(code)).map(code => [code]);
  if (ladder.agency(agency)?.tier !== 'province') {
    const departments = spoke.filter(
      code => ladder.agency(code)?.tier === 'province' && !ladder.isTop(code) && !above.includes(code),
    );
    const others = departments.filter(code => code !== manager && !inScope.has(code));
    if (manager !== null && departments.includes(manager)) steps.push([manager]);
    if (others.length > 0) steps.push(others);
  }
  const top = spoke.filter(code => ladder.isTop(code) && code !== agency);
  if (top.length > 0) steps.push(top);
  return steps;
}

/** Is the word of a unit about another one: about itself, or may it speak for that one (`speakersFor`)? */
export function speaksFor(
  unit: string,
  agency: string,
  manager: string | null,
  inScope: ReadonlySet<string>,
  ladder: Ladder,
): boolean {
  return unit === agency || speakersFor(agency, [unit], manager, inScope, ladder).length > 0;
}

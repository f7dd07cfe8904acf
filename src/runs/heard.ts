import type { City } from '../domain/city.ts';
import { outcomeOf, type ReviewEntry } from '../domain/review.ts';
import { ladderOf, speaksFor } from '../review/speakers.ts';
import type { Store } from '../store/core/contract.ts';
import { reviewsOf } from './reviewed.ts';

/** What a unit's row about a procedure can be about: `applies` to nobody it speaks for, or `open` for nobody any more. */
export interface Heard {
  /** It, or a unit it can speak for, has the procedure, be it by the national portal's own list alone. */
  applies: boolean;
  /** Of these one at least is not at level 4 by the decision already. */
  open: boolean;
}

/** Made for some procedures at once; where it cannot be told where they apply, every row is heard. */
export async function prepareHeard(
  store: Store,
  city: City,
  procedures: readonly string[],
): Promise<(row: Pick<ReviewEntry, 'procedure' | 'agency'>) => Heard> {
  const rolled = await reviewsOf(store, city, procedures, { portal: true });
  const ladder = ladderOf(city);
  return ({ procedure, agency }) => {
    const of = rolled.get(procedure);
    if (!of || of.undecided.length > 0) return { applies: true, open: true };
    const { targets, manager, applied = [] } = of;
    const scope = new Set(targets.map(target => target.agency));
    const isAbout = (unit: string) => speaksFor(agency, unit, manager, scope, ladder);
    const about = targets.filter(target => isAbout(target.agency));
    const shown = applied.some(unit => !scope.has(unit) && isAbout(unit));
    return {
      applies: shown || about.length > 0,
      open: shown || about.some(target => outcomeOf(target) !== 'alreadyOnline'),
    };
  };
}

import { localityNamed, ownLocality } from '../../domain/localities.ts';
import { cleanText, textKey } from '../../domain/text.ts';
import { firstOf, shortName } from '../../words/sentence.ts';
import { nationalRule } from '../rule.ts';

export const rule = nationalRule(
  { id: 'other-locality', severity: 'info', owner: 'regulatory', becomes: null },
  { national: ['bodies'] },
  ({ city }, report) => {
    const own = ownLocality(city.locality, city.agencies);
    // Thousands of procedures name a few dozen bodies.
    const known = new Map<string, string | undefined>();
    const localityOf = (name: string) => {
      if (!known.has(name)) known.set(name, isBranch(name) ? undefined : localityNamed(name));
      return known.get(name);
    };
    return {
      judge({ facts }, group) {
        if (own === undefined) return;
        const foreign = new Map<string, string>();
        for (const { name } of facts.bodies ?? []) {
          const locality = name && localityOf(name);
          if (locality && locality !== own) foreign.set(cleanText(name!), locality);
        }
        if (foreign.size === 0) return;
        report(group, {
          params: { own, bodies: firstOf([...foreign.keys()].map(shortName)) },
          evidence: {
            bodies: [...foreign].slice(0, 50).map(([name, locality]) => ({ name, locality })),
            ownLocality: own,
          },
        });
      },
    };
  },
);

/** Central bodies whose few branches serve the whole country are named after the place they sit in. */
function isBranch(name: string): boolean {
  return /(?<!\p{L})(?:ngân hàng|cảng vụ|hải quan)(?!\p{L})/u.test(textKey(name));
}

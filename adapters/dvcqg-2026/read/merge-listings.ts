import type { Known } from '../../../src/domain/known.ts';
import { highestLevel, type Level } from '../../../src/domain/level.ts';
import type { Publication } from '../../../src/domain/publication.ts';

/** A row of one case at one unit, as the portal shows it to these audiences. */
export interface Listing {
  /** Id of the procedure. */
  formality?: string;
  /** `departmentCode`. */
  agency: string;
  case: string;
  audiences: readonly string[];
  level: Known<Level>;
  testing: boolean;
  link?: string;
  /** The code of its procedure came as a number and was written out. */
  fromNumber?: true;
}

/** What people find of one procedure: an offering a unit, and what tells the audiences apart. */
export interface MergedListings extends Pick<Publication, 'tests' | 'audiences' | 'links'> {
  offerings: { agency: string; level: Known<Level> }[];
  /** Units that have a case, by its code. */
  units: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * One offering of all cases and audiences a unit has: the highest level is what people meet. Records marked as a test
 * are no offering and have no level. The answer does not depend on the order of the rows.
 */
export function mergeListings(rows: readonly Listing[]): MergedListings {
  const real = rows.filter(({ testing }) => !testing);
  const byAgency = Map.groupBy(real, ({ agency }) => agency);
  const agencies = [...byAgency.keys()].sort();
  const links: Publication['links'] = [];
  for (const agency of agencies) {
    const link = linkOf(byAgency.get(agency)!);
    if (link !== undefined) links.push({ agency, link });
  }
  return {
    offerings: agencies.map(agency => ({ agency, level: highestOf(byAgency.get(agency)!) })),
    tests: [...new Set(rows.filter(({ testing }) => testing).map(({ agency }) => agency))].sort(),
    audiences: audiencesApart(real),
    units: new Map(
      [...Map.groupBy(real, row => row.case)].map(([of, rows]) => [of, new Set(rows.map(row => row.agency))]),
    ),
    links,
  };
}

const highestOf = (rows: readonly Listing[]) => highestLevel(rows.map(({ level }) => level));

/** Where citizens and businesses are shown different levels of one case. Missing: some level could not be told. */
function audiencesApart(rows: readonly Listing[]): Publication['audiences'] {
  const apart: NonNullable<Publication['audiences']> = [];
  const groups = Map.groupBy(rows, ({ agency, case: of }) => JSON.stringify([of, agency]));
  for (const group of groups.values()) {
    const shownTo = (audience: string) => group.filter(({ audiences }) => audiences.includes(audience));
    const [citizens, businesses] = [shownTo('VIETNAMESE_CITIZEN'), shownTo('ENTERPRISE')];
    // Shown to one of them only: nothing to compare.
    if (citizens.length === 0 || businesses.length === 0) continue;
    const [citizen, business] = [highestOf(citizens), highestOf(businesses)];
    if (citizen === undefined || business === undefined) return undefined;
    const { case: of, agency } = group[0]!;
    if (citizen !== business) apart.push({ case: of, agency, citizen, business });
  }
  const key = (one: { case: string; agency: string }) => `${one.case}\n${one.agency}`;
  return apart.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Where people are sent: of several rows, that of the highest level; of equal ones the first by its text. */
function linkOf(rows: readonly Listing[]): string | undefined {
  const linked = rows.filter(({ link }) => link !== undefined);
  const best = Math.max(...linked.map(({ level }) => level ?? 0));
  return linked
    .filter(({ level }) => (level ?? 0) === best)
    .map(({ link }) => link!)
    .sort()[0];
}

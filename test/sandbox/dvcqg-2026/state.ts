import type { Tier } from '../../../src/domain/tier.ts';
import type { SeedCase } from '../seed.ts';
import { uuid7 } from './ids.ts';
import {
  type Audience,
  audiences,
  genericBody,
  type ImplementLevel,
  implementLevelOf,
  type PortalListing,
  type PortalProcedure,
  type PortalSeed,
  usualElsewhere,
} from './seed.ts';

export interface Department {
  id: string;
  code: string;
  name: string;
  tier: Tier;
  /** The ministry or province it belongs to; itself at the top. */
  top: Department;
  parent?: Department;
}

export interface PortalCase {
  id: string;
  code: string;
  name: string;
  seed?: SeedCase;
}

export interface Formality {
  id: string;
  seed: PortalProcedure;
  cases: PortalCase[];
  applied: Department[];
  namesGenericBody: boolean;
  promulgatedBy: Department;
}

/** One offering of one case to one audience. */
export interface Offering {
  id: string;
  formality: Formality;
  case: PortalCase;
  department: Department;
  audience: Audience;
  implementLevel: ImplementLevel;
  testing: boolean;
  link?: string;
}

/** Newest ids first, as its lists show them. */
export interface PortalState {
  departments: Department[];
  formalities: Formality[];
  offerings: Offering[];
}

export function createState(seed: PortalSeed): PortalState {
  const departments = new Map<string, Department>();
  const elsewhere = seed.elsewhere ?? usualElsewhere(seed.locality);
  const add = (code: string, name: string, tier: Tier, parent?: string): void => {
    const above = parent === undefined ? undefined : departments.get(parent);
    const department = { id: uuid7('department', code), code, name, tier } as Department;
    departments.set(code, Object.assign(department, { top: above?.top ?? department, parent: above }));
  };
  const ours = seed.agencies.filter(({ room }) => !room);
  if (!ours.some(({ id }) => id === seed.locality)) {
    add(seed.locality, 'Ủy ban nhân dân thành phố', 'province');
  }
  // All units hang below the province, whatever the city's own tree: the two-tier city has nothing between.
  const parentOf = (id: string) => (id === seed.locality ? undefined : seed.locality);
  for (const { id, name, tier } of [...ours].sort(
    (a, b) => Number(b.id === seed.locality) - Number(a.id === seed.locality),
  )) {
    add(id, name, tier, parentOf(id));
  }
  for (const { code, name, tier, parent } of elsewhere) add(code, name, tier, parent);

  const ministry = [...departments.values()].find(({ tier }) => tier === 'ministry');
  const foreign = elsewhere.filter(({ parent }) => parent !== undefined).map(({ code }) => code);
  const find = (code: string): Department => {
    const department = departments.get(code);
    if (!department) throw new Error(`seed: no department ${code}`);
    return department;
  };
  const formalities: Formality[] = [];
  const offerings: Offering[] = [];
  for (const procedure of seed.procedures) {
    const listings = listingsOf(procedure);
    const applied = procedure.appliedTo ?? [...new Set(listings.map(({ agency }) => agency))];
    const formality: Formality = {
      id: uuid7('formality', procedure.code),
      seed: procedure,
      cases: casesOf(procedure),
      applied: [...applied.filter(code => code !== genericBody.code), ...foreign].map(find),
      namesGenericBody: applied.includes(genericBody.code),
      promulgatedBy: ministry ?? find(seed.locality),
    };
    formalities.push(formality);
    for (const [row, listing] of [...listings, ...foreign.map(elsewhereListing)].entries()) {
      offerings.push(...offeringsOf(formality, listing, find(listing.agency), row));
    }
  }
  const newestFirst = (a: { id: string }, b: { id: string }) => (a.id < b.id ? 1 : -1);
  return {
    departments: [...departments.values()].sort(newestFirst),
    formalities: formalities.sort(newestFirst),
    offerings: offerings.sort(newestFirst),
  };
}

/** Other provinces offer everything in part: whoever takes their rows for ours says so in every finding. */
function elsewhereListing(agency: string): PortalListing {
  return { agency, case: 0, implementLevel: 'PARTIAL' };
}

function listingsOf(procedure: PortalProcedure): PortalListing[] {
  return (
    procedure.listings ??
    procedure.offerings.map(({ agency, level }) => ({ agency, implementLevel: implementLevelOf(level) }))
  );
}

function casesOf({ code, name, cases }: PortalProcedure): PortalCase[] {
  const seeds = cases.length > 0 ? cases : [undefined];
  return seeds.map((seed, index) => ({
    id: uuid7('case', code, String(index)),
    code: caseCode(code, index),
    name: seed?.name || name,
    ...(seed ? { seed } : {}),
  }));
}

/** `1.000358.01` is the first case. */
export function caseCode(code: string, index: number): string {
  return `${code}.${String(index + 1).padStart(2, '0')}`;
}

function offeringsOf(
  formality: Formality,
  listing: PortalListing,
  department: Department,
  row: number,
): Offering[] {
  const open = formality.cases.filter(
    ({ seed }, index) =>
      (listing.case === undefined || listing.case === index) &&
      (seed?.agencies?.includes(department.code) ?? true),
  );
  const seen = listing.audience ? [listing.audience] : (formality.seed.audiences ?? audiences);
  return open.flatMap(item =>
    seen.map(audience => ({
      id: uuid7('offering', item.id, department.id, audience, String(row)),
      formality,
      case: item,
      department,
      audience,
      implementLevel: listing.implementLevel,
      testing: listing.testing ?? false,
      ...(listing.link === undefined ? {} : { link: listing.link }),
    })),
  );
}

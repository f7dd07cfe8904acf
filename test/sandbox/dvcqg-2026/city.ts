import type { Agency } from '../../../src/domain/agency.ts';
import { type CitySeeds, portalAgencyId } from '../city/base-city.ts';
import { implementLevelOf, type PortalListing, type PortalProcedure, type PortalSeed } from './seed.ts';

/**
 * `departmentCode` of our agencies at the national portal: padded and flat as there, so that neither the number nor
 * the dots tell the tier.
 */
export function departmentCodes(locality: string, agencies: readonly Agency[]): Map<string, string> {
  let offices = 0;
  let communes = 100;
  return new Map(
    agencies.map(({ code, tier }) => {
      if (code === locality) return [code, code];
      const number = tier === 'commune' ? String(communes++) : String(++offices).padStart(2, '0');
      return [code, `${locality}.${number}`];
    }),
  );
}

/** What people find of a procedure at one agency, in place of what was there. */
export function setListings(
  procedure: PortalProcedure,
  agency: string,
  rows: readonly Omit<PortalListing, 'agency'>[],
): void {
  procedure.listings = [
    ...procedure.listings!.filter(listing => listing.agency !== agency),
    ...rows.map(row => ({ agency, ...row })),
  ];
}

/**
 * The city the other three systems show, as people meet it when nothing is wrong: what the city's portal runs of the
 * national list, at units of the city's own. What only the city's portal has, or has twice, is not there.
 */
export function portalCity({ portal, national }: CitySeeds, agencies: readonly Agency[]): PortalSeed {
  const { locality } = portal;
  const codes = departmentCodes(locality, agencies);
  const codeOf = new Map(agencies.map(({ code }) => [portalAgencyId(code), codes.get(code)!]));
  const ours = new Map(portal.procedures.map(procedure => [procedure.nationalCode, procedure]));
  return {
    locality,
    fields: portal.fields,
    agencies: agencies.map(({ code, name, tier }) => ({ id: codes.get(code)!, name, tier })),
    procedures: national.procedures.flatMap(({ code }) => {
      const procedure = ours.get(code);
      if (!procedure) return [];
      const listings = procedure.offerings.flatMap(({ agency, level }) => {
        const department = codeOf.get(agency);
        return department === undefined
          ? []
          : [{ agency: department, implementLevel: implementLevelOf(level) }];
      });
      const appliedTo = [...new Set(listings.map(({ agency }) => agency))];
      // A copy: what somebody changes at the city's portal is not changed here.
      return [{ ...structuredClone(procedure), code, appliedTo, listings }];
    }),
  };
}

import type { Finding } from './finding.ts';

/** Whom a finding is about: its agency, or every unit it names where it belongs to no single one. */
export function unitsOf({ agency, units = [] }: Pick<Finding, 'agency' | 'units'>): readonly string[] {
  return agency === null ? units : [agency];
}

/** Units shown in the evidence of one finding; a procedure of 500 communes must not fill every line with codes. */
const mostListed = 200;

/** Units for the evidence: the first 200, and how many there are. */
export function listedUnits(units: readonly string[]): { agencies: string[]; agencyCount: number } {
  return { agencies: units.slice(0, mostListed), agencyCount: units.length };
}

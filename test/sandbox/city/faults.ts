import type { Agency } from '../../../src/domain/agency.ts';
import type { CityProcedure, CitySeeds } from './base-city.ts';
import { plantContentFaults } from './faults/content.ts';
import { plantCoverageFaults } from './faults/coverage.ts';
import { plantLevelFaults } from './faults/levels.ts';
import { plantNationalFaults } from './faults/national-record.ts';
import { plantPeopleFaults } from './faults/people.ts';
import { type PlantedFault, planting } from './faults/planting.ts';
import { plantReadinessFaults } from './faults/readiness.ts';

/**
 * Plants faults of every rule, each in a procedure of its own so that one never hides or causes another.
 * Changes the seeds in place; deterministic.
 */
export function plantFaults(
  seeds: CitySeeds,
  procedures: CityProcedure[],
  agencies: Agency[],
  locality: string,
): PlantedFault[] {
  const ground = planting(seeds, procedures, agencies, locality);
  plantCoverageFaults(ground);
  plantLevelFaults(ground);
  plantReadinessFaults(ground);
  plantContentFaults(ground);
  plantNationalFaults(ground);
  plantPeopleFaults(ground);
  return ground.planted;
}

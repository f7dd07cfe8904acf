import type { Level } from '../../../src/domain/level.ts';
import type { Tier } from '../../../src/domain/tier.ts';
import type { SandboxSeed, SeedProcedure } from '../seed.ts';

/**
 * A city as the national portal of 2026 shows it: the common seed, with what only this portal knows beside it. The
 * common seed alone will do. `id` of an agency is its `departmentCode` (`H13.105`).
 */
export interface PortalSeed extends SandboxSeed {
  procedures: PortalProcedure[];
  /** Ministries and other provinces with their units; a few by default. A province's code has no dot. */
  elsewhere?: PortalDepartment[];
}

export interface PortalProcedure extends SeedProcedure {
  /** In place of `offerings`: what people find, row by row. */
  listings?: PortalListing[];
  /**
   * Department codes where it applies by the portal's own list; the generic body's code may be among them.
   * Default: where it is offered.
   */
  appliedTo?: string[];
  audiences?: Audience[];
  legalBases?: string[];
  /** Files of a year by agency, in whole files; null = no data, which is not 0. */
  files?: Record<string, Files | null>;
}

export interface PortalListing {
  /** Id of a seed agency. */
  agency: string;
  /** Which case, from 0; every case open to the agency when absent. */
  case?: number;
  /** Every audience of the procedure when absent. */
  audience?: Audience;
  implementLevel: ImplementLevel;
  testing?: boolean;
  /** Where people land; the portal's own filing page when absent. */
  link?: string;
}

export interface PortalDepartment {
  code: string;
  name: string;
  tier: Tier;
  parent?: string;
}

export interface Files {
  online: number;
  direct: number;
  postal: number;
}

export type Audience = 'VIETNAMESE_CITIZEN' | 'ENTERPRISE';
export type ImplementLevel = 'FULL' | 'PARTIAL' | 'NONE' | '' | null;

export const audiences: readonly Audience[] = ['VIETNAMESE_CITIZEN', 'ENTERPRISE'];

/** "Ủy ban nhân dân cấp tỉnh": no unit, but it stands where units stand. */
export const genericBody = {
  id: '019d2be3-6a89-70fe-8e65-9c9d4b77d824',
  code: 'UBNDCT',
  name: 'Ủy ban nhân dân cấp tỉnh',
} as const;

export function implementLevelOf(level: Level | null): ImplementLevel {
  if (level === null) return '';
  return level === 4 ? 'FULL' : level === 3 ? 'PARTIAL' : 'NONE';
}

/** One code starts like ours without being below it (`H130`); the numbers tell nothing of the tier. */
export function usualElsewhere(locality: string): PortalDepartment[] {
  return [
    { code: 'G15', name: 'Bộ Tư pháp', tier: 'ministry' },
    { code: 'G19', name: 'Bộ Xây dựng', tier: 'ministry' },
    { code: 'H44', name: 'Ủy ban nhân dân tỉnh láng giềng', tier: 'province' },
    { code: 'H44.01', name: 'Sở Tư pháp tỉnh láng giềng', tier: 'province', parent: 'H44' },
    { code: 'H44.100', name: 'Ủy ban nhân dân xã láng giềng', tier: 'commune', parent: 'H44' },
    { code: `${locality}0`, name: 'Ủy ban nhân dân tỉnh trùng đầu mã', tier: 'province' },
    {
      code: `${locality}0.13`,
      name: 'Ủy ban nhân dân xã trùng đầu mã',
      tier: 'commune',
      parent: `${locality}0`,
    },
  ];
}

import type { Tier } from './tier.ts';

/** Where a procedure applies in the city. */
export interface Applicability {
  /** Our agency codes, sorted by code units; where a tier could not be decided, without that tier. */
  agencies: string[];
  /**
   * Tiers the procedure names but for which nobody was found (province without body or field, tiers missing …):
   * could not tell there, so neither "missing" nor "outside scope" may be said for agencies of these tiers.
   */
  undecided: Tier[];
  /** Reported as `unmapped-procedure`; Vietnamese. `info` for tiers absent or tiers the city does not have. */
  problem?: { reason: string; severity: 'major' | 'info' };
  /** Overrides that took part, with their reasons. */
  overrides: { agency: string; added: boolean; reason: string }[];
}

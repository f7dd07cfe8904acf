import type { Level } from './level.ts';

/**
 * What only the portal where people file shows of a procedure, beside the levels of its offerings. Agencies are the
 * remote's ids in a record and our codes in a snapshot. A missing key = could not tell.
 */
export interface Publication {
  /** Units to which the procedure applies by the portal's own list. */
  applied?: string[];
  /** Units where a record that is marked as a test stands among the services. */
  tests?: string[];
  /** Where citizens and businesses are shown different levels of one case. null: it is told of people alike. */
  audiences?: AudienceLevels[] | null;
  /** Where people are sent, by unit. */
  links: { agency: string; link: string }[];
}

export interface AudienceLevels {
  /** Code of the case at the portal. */
  case: string;
  agency: string;
  /** null = no level. */
  citizen: Level | null;
  business: Level | null;
}

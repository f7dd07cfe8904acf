import type { Tier } from './tier.ts';

/** Cơ quan, đơn vị of the city, as the city's own list has it. */
export interface Agency {
  /** Mã định danh, e.g. `H13.1.2`. */
  code: string;
  name: string;
  tier: Tier;
  /** Code of the agency above; absent at the top. */
  parent?: string;
  /** Per configured system: the code (or codes, or the exact name) that system knows this agency by. */
  ids?: Record<string, string | string[]>;
}

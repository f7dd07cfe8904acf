import { codeKey } from './code.ts';
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

/** The code as the list has it, in whatever case and however spaced it was given; what the list has not, as it came. */
export function listedCode(given: string, agencies: readonly Agency[]): string {
  const wanted = codeKey(given);
  return agencies.find(({ code }) => code.toUpperCase() === wanted)?.code ?? given;
}

import type { Demand, Indicator } from '../domain/measure.ts';

/** What is asked of a system that measures. */
export interface MeasuresAsked {
  /** A month that is over, `YYYY-MM`. */
  period: string;
  /** National codes of which files are asked for one by one; the city and its units always are. */
  procedures: readonly string[];
}

/** Agencies by the remote's own code; of the city as a whole its locality. */
export type MeasureRecord =
  | ({ kind: 'demand' } & Demand)
  | ({ kind: 'indicator' } & Indicator)
  /** Something could not be read; Vietnamese. */
  | { kind: 'gap'; reason: string };

import type { ReadinessState } from '../../readiness/answer.ts';
import type { Condition } from './conditions.ts';

/** One answer with whom it is from. */
export interface Stated {
  state: ReadinessState;
  /** Vietnamese. */
  source: string;
  /** ISO 8601; null = the source has no date, or no system tells it. */
  at: string | null;
}

/** A condition of one offering, with where that was seen and when. */
export interface CheckRow extends Pick<Condition, 'id' | 'name' | 'kind' | 'owner' | 'each'>, Stated {
  /** What the systems show of it, and what the unit or the definition of the service says: both stand, whichever counts. */
  measured?: Stated;
  said?: Stated;
}

export function rowOf({ id, name, kind, owner, each }: Condition, answer: Stated): CheckRow {
  return { id, name, kind, owner, each, ...answer };
}

/**
 * A condition that systems measure and people speak of. What a system has counts before what anybody says; that it has
 * nothing, or asks for nothing, only where nobody has said more.
 */
export function settledRow(
  condition: Condition,
  measured: Stated | undefined,
  said: Stated | undefined,
  otherwise: Stated,
): CheckRow {
  const clear = said && said.state !== 'unknown' ? said : undefined;
  const counting = measured?.state === 'met' ? measured : (clear ?? measured ?? said ?? otherwise);
  return { ...rowOf(condition, counting), ...(measured && { measured }), ...(said && { said }) };
}

import type { GroundKind } from '../../domain/review.ts';
import type { Owner } from '../../domain/severity.ts';
import type { ReadinessState } from '../../readiness/answer.ts';
import type { Condition } from './conditions.ts';

/** A condition of one offering, with where that was seen and when. */
export interface CheckRow extends Pick<Condition, 'id' | 'name' | 'each'> {
  kind: GroundKind;
  owner: Owner;
  state: ReadinessState;
  /** Vietnamese. */
  source: string;
  /** ISO 8601; null = the source has no date. */
  at: string | null;
}

export function rowOf(
  { id, name, kind, owner, each }: Condition,
  answer: Pick<CheckRow, 'state' | 'source' | 'at'>,
): CheckRow {
  return { id, name, kind, owner, each, ...answer };
}

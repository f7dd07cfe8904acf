import type { GroundKind, ReasonCode } from '../../domain/review.ts';
import type { Owner } from '../../domain/severity.ts';
import { textKey } from '../../domain/text.ts';
import type { HostedCondition, ReadinessState } from '../../readiness/answer.ts';
import { type Declared, type PlanCondition, planConditions } from '../../readiness/declared.ts';
import { conditionNames } from '../../words/readiness.ts';

/** What an offering has to meet before it may be raised, and who can see to it. */
export interface Condition {
  id: string;
  /** Vietnamese. */
  name: string;
  kind: GroundKind;
  /** Who can fix it. */
  owner: Owner;
  /** Fixed once for a procedure wherever it is offered, or once for a unit whatever it offers. */
  each: 'procedure' | 'agency';
  /** Coded reasons of the reviews that mean it. */
  reasons: readonly ReasonCode[];
  /** As which of the plan's conditions a definition may speak of it. */
  definition?: PlanCondition;
}

/** As most are: technical, for the technical office, once for a procedure. */
function condition<Id extends string>(
  id: Id,
  name: string,
  change: Partial<Omit<Condition, 'id'>> = {},
): Condition & { id: Id } {
  return { id, name, kind: 'technical', owner: 'technical', each: 'procedure', reasons: [], ...change };
}

const fact = <Id extends HostedCondition | 'result'>(id: Id, change: Partial<Condition> = {}) =>
  condition(id, conditionNames[id], change);

/** Facts a system shows. */
export const factConditions = {
  eform: fact('eform'),
  workflow: fact('workflow'),
  components: fact('components'),
  channel: fact('channel'),
  payment: fact('payment', { reasons: ['payment'], definition: 'payment' }),
} satisfies Record<HostedCondition, Condition>;

export const resultCondition = fact('result', { owner: 'regulatory' });

const spoken = (id: Exclude<PlanCondition, 'legal' | 'payment'>, change: Partial<Condition> = {}) =>
  condition(id, planConditions[id], { reasons: [id], definition: id, ...change });
/** What only the unit itself can see to, whatever it offers. */
const ofUnit = { owner: 'agency', each: 'agency' } as const;
/** What only somebody who decides on law can. */
const ofLaw = { kind: 'legal', owner: 'regulatory' } as const;

/** The plan's own conditions: what no system shows, only people can say. */
export const spokenConditions: readonly Condition[] = [
  condition('legal', planConditions.legal, { ...ofLaw, definition: 'legal' }),
  spoken('file-size'),
  spoken('database-connection'),
  spoken('digital-signature', ofUnit),
  spoken('electronic-result', ofUnit),
  spoken('inter-agency-transfer'),
  spoken('specialised-software'),
];

/** A unit names something else that is in the way. */
export const otherCondition = condition('other', 'Điều kiện khác do đơn vị nêu', ofUnit);

/** A definition names a condition of its own. */
export function ownCondition({ condition: name }: Declared): Condition {
  return condition(`own ${textKey(name)}`, name);
}

/** A person has decided that it cannot go to level 4. */
export const decidedCondition = condition('decision', 'Quyết định của cơ quan có thẩm quyền', ofLaw);

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

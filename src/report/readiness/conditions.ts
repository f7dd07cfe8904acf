import type { GroundKind, ReasonCode } from '../../domain/review.ts';
import type { Owner } from '../../domain/severity.ts';
import { textKey } from '../../domain/text.ts';
import type { HostedCondition } from '../../readiness/answer.ts';
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

/** Facts a system shows. */
export const factConditions = {
  eform: fact('eform'),
  workflow: fact('workflow'),
  components: fact('components'),
  channel: fact('channel'),
  payment: { ...fact('payment'), reasons: ['payment'], definition: 'payment' },
} satisfies Record<HostedCondition, Condition>;

export const resultCondition: Condition = {
  ...fact('result'),
  owner: 'regulatory',
};

/** The plan's own conditions: what no system shows, only people can say. */
export const spokenConditions: readonly Condition[] = [
  {
    id: 'legal',
    name: planConditions.legal,
    kind: 'legal',
    owner: 'regulatory',
    each: 'procedure',
    reasons: [],
    definition: 'legal',
  },
  spoken('file-size', 'technical', 'procedure'),
  spoken('database-connection', 'technical', 'procedure'),
  spoken('digital-signature', 'agency', 'agency'),
  spoken('electronic-result', 'agency', 'agency'),
  spoken('inter-agency-transfer', 'technical', 'procedure'),
  spoken('specialised-software', 'technical', 'procedure'),
];

/** A unit names something else that is in the way. */
export const otherCondition: Condition = {
  id: 'other',
  name: 'Điều kiện khác do đơn vị nêu',
  kind: 'technical',
  owner: 'agency',
  each: 'agency',
  reasons: [],
};

/** A definition names a condition of its own. */
export function ownCondition({ condition }: Declared): Condition {
  return {
    ...otherCondition,
    id: `own ${textKey(condition)}`,
    name: condition,
    each: 'procedure',
    owner: 'technical',
  };
}

/** A person has decided that it cannot go to level 4. */
export const decidedCondition: Condition = {
  id: 'decision',
  name: 'Quyết định của cơ quan có thẩm quyền',
  kind: 'legal',
  owner: 'regulatory',
  each: 'procedure',
  reasons: [],
};

function fact<Id extends HostedCondition | 'result'>(id: Id): Condition & { id: Id } {
  return {
    id,
    name: conditionNames[id],
    kind: 'technical',
    owner: 'technical',
    each: 'procedure',
    reasons: [],
  };
}

function spoken(
  id: Exclude<PlanCondition, 'legal' | 'payment'>,
  owner: Owner,
  each: Condition['each'],
): Condition {
  return { id, name: planConditions[id], kind: 'technical', owner, each, reasons: [id], definition: id };
}

import type { Ground, Target } from '../../domain/review.ts';
import type { ServiceDefinition } from '../../domain/service.ts';
import { textKey } from '../../domain/text.ts';
import { type CheckRow, rowOf } from './check-row.ts';
import { type Condition, factConditions, otherCondition, spokenConditions } from './conditions.ts';

type Answer = Pick<CheckRow, 'state' | 'source' | 'at'>;

/**
 * The conditions only people can speak of. What the unit itself says is missing counts before the definition of the
 * service, which is one for all units; a decision that it can go to level 4 settles what units said against it.
 */
export function spokenRows(
  definition: ServiceDefinition | undefined,
  target: Target | undefined,
): CheckRow[] {
  const rows = spokenConditions.map(condition => {
    const answer = spokenAnswer(condition, definition, target);
    return rowOf(condition, answer ?? { state: 'unknown', source: 'chưa ai xem xét', at: null });
  });
  const other = target && uncoded(target);
  return other ? [...rows, rowOf(otherCondition, other)] : rows;
}

/** What the unit, else the definition says of a condition; undefined = neither. */
export function spokenAnswer(
  condition: Condition,
  definition: ServiceDefinition | undefined,
  target: Target | undefined,
): Answer | undefined {
  const unit = target && fromReview(condition, target);
  const defined = fromDefinition(condition, definition);
  if (unit?.state === 'not-met') return unit;
  return clear(defined) ? defined : (unit ?? defined);
}

function clear(answer: Answer | undefined): answer is Answer {
  return answer !== undefined && answer.state !== 'unknown';
}

function fromDefinition({ definition: name }: Condition, definition: ServiceDefinition | undefined) {
  const key = name && textKey(name);
  const row = definition?.readiness.find(({ condition }) => textKey(condition) === key);
  return row && { state: row.state, source: row.source || 'định nghĩa dịch vụ', at: null };
}

function fromReview(condition: Condition, target: Target): Answer | undefined {
  const ground = target[condition.kind];
  const source = target.sources[0] ?? '';
  if (target.why === 'decision' && target.level === 4) return { state: 'met', source, at: null };
  if (condition.definition === undefined) return undefined;
  const named = condition.kind === 'legal' || condition.reasons.some(code => ground.reasons.includes(code));
  if (ground.blocks && named) return { state: 'not-met', source: quoted(ground, source), at: null };
  return ground.blocks === false ? { state: 'met', source, at: null } : undefined;
}

/** A technical ground in the way that none of the conditions names. */
function uncoded(target: Target): Answer | undefined {
  const { technical } = target;
  if (!technical.blocks || (target.why === 'decision' && target.level === 4)) return undefined;
  const known = new Set(
    [...spokenConditions, ...Object.values(factConditions)].flatMap(({ reasons }) => reasons),
  );
  const all = technical.reasons.length > 0 && technical.reasons.every(code => known.has(code));
  return all ? undefined : { state: 'not-met', source: quoted(technical, target.sources[0] ?? ''), at: null };
}

function quoted({ text }: Ground, source: string): string {
  return text ? `“${text}” (${source})` : source;
}

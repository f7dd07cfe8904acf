import type { Ground, Target } from '../../domain/review.ts';
import type { ServiceDefinition } from '../../domain/service.ts';
import { type Declared, declaredOf, planConditionOf } from '../../readiness/declared.ts';
import { isMeasured, type MeasuredCondition } from '../../readiness/technical.ts';
import {
  type CheckRow,
  type Condition,
  decidedCondition,
  factConditions,
  otherCondition,
  ownCondition,
  rowOf,
  type Stated,
  settledRow,
  spokenConditions,
} from './conditions.ts';

/**
 * The conditions people speak of, with what systems measure of them. What the unit itself says is missing counts before the definition of the
 * service, which is one for all units; a decision that it can go to level 4 settles what units said against it.
 */
export function spokenRows(
  definition: ServiceDefinition | undefined,
  target: Target | undefined,
  measured: (condition: MeasuredCondition) => Stated | undefined,
): CheckRow[] {
  const rows = spokenConditions.map(condition =>
    settledRow(
      condition,
      isMeasured(condition.id) ? measured(condition.id) : undefined,
      spokenAnswer(condition, definition, target),
      { state: 'unknown', source: 'chưa ai xem xét', at: null },
    ),
  );
  const own = (definition?.readiness ?? []).filter(each => planConditionOf(each) === undefined);
  return [
    ...rows,
    ...own.map(each => rowOf(ownCondition(each), answerOf(each))),
    ...(target ? furtherRows(target) : []),
  ];
}

/** What none of the conditions names: a decision against it, other reasons, a "no" without any reason. */
function furtherRows(target: Target): CheckRow[] {
  const { why, level, sources, unappraised } = target;
  const at = target.at ?? null;
  if (level === 4 || why === 'not-reviewed' || unappraised) return [];
  if (why === 'decision')
    return [rowOf(decidedCondition, { state: 'not-met', source: sources[0] ?? '', at })];
  const other = uncoded(target);
  return other ? [rowOf(otherCondition, other)] : [];
}

/** What the unit, else the definition says of a condition; undefined = neither. */
export function spokenAnswer(
  condition: Condition,
  definition: ServiceDefinition | undefined,
  target: Target | undefined,
): Stated | undefined {
  const unit = target && fromReview(condition, target);
  const defined = fromDefinition(condition, definition);
  if (unit?.state === 'not-met') return unit;
  return clear(defined) ? defined : (unit ?? defined);
}

function clear(answer: Stated | undefined): answer is Stated {
  return answer !== undefined && answer.state !== 'unknown';
}

function fromDefinition({ definition: name }: Condition, definition: ServiceDefinition | undefined) {
  const row = name && declaredOf(definition, name);
  return row && answerOf(row);
}

function answerOf({ state, source }: Declared): Stated {
  return { state, source: source || 'định nghĩa dịch vụ', at: null };
}

function fromReview(condition: Condition, target: Target): Stated | undefined {
  const ground = target[condition.kind];
  const { why, level, sources } = target;
  const at = target.at ?? null;
  if (condition.definition === undefined) return undefined;
  if (why === 'decision' && level === 4) return { state: 'met', source: sources[0] ?? '', at };
  // The first source of a decision is the decision; what the units wrote comes after it.
  const source = sources[why === 'decision' ? 1 : 0] ?? '';
  const named = condition.kind === 'legal' || condition.reasons.some(code => ground.reasons.includes(code));
  if (ground.blocks && named) return { state: 'not-met', source: quoted(ground, source), at };
  return ground.blocks === false ? { state: 'met', source, at } : undefined;
}

/** A technical ground in the way that none of the conditions names, or nothing named at all. */
function uncoded(target: Target): Stated | undefined {
  const { technical, legal, sources, why } = target;
  const at = target.at ?? null;
  const source = sources[0] ?? '';
  if (!technical.blocks) {
    if (legal.blocks || why === 'conflict') return undefined;
    return { state: 'not-met', source: `không nêu rõ điều kiện nào chưa đạt (${source})`, at };
  }
  const known = new Set(
    [...spokenConditions, ...Object.values(factConditions)].flatMap(({ reasons }): string[] => [...reasons]),
  );
  const coded = technical.reasons.length > 0 && technical.reasons.every(code => known.has(code));
  return coded ? undefined : { state: 'not-met', source: quoted(technical, source), at };
}

function quoted({ text }: Ground, source: string): string {
  return text ? `“${text}” (${source})` : source;
}

import { absentCase, caseFactsOf } from '../domain/case-facts.ts';
import type { SystemProfile } from '../domain/city.ts';
import type { ServiceDefinition } from '../domain/service.ts';
import type { ServiceState } from '../domain/service-state.ts';
import {
  type Answer,
  type HostedCondition,
  hostedConditions,
  type ReadinessState,
  type Why,
} from '../readiness/answer.ts';
import { declaredOf, planConditionOf } from '../readiness/declared.ts';
import { type NationalFacts, needsOf } from '../readiness/needs.ts';
import { readinessAt } from '../readiness/offering.ts';
import { resultOf } from '../readiness/result.ts';
import { conditionNames, resultWords, whyWords } from '../words/readiness.ts';

/** A row of the checklist an offering must pass before it may go to level 3 or 4. */
export interface ReadinessRow {
  /** Which fact; `condition` = one the definition lists. */
  key: HostedCondition | 'result' | 'condition';
  /** Vietnamese. */
  condition: string;
  state: ReadinessState;
  /** Where it was seen or why it is so; Vietnamese. */
  source: string;
  /** Why, where systems tell it. */
  why: readonly Why[];
}

/**
 * May offerings of the procedure be raised to level 3 or 4 at this system, unit by unit? Technical facts are those of
 * the system, as far as it hosts them; what lies elsewhere is not needed here. The rest is what the definition says.
 *
 * @param national what the national record asks for; undefined = could not tell.
 */
export function prepareReadiness(
  definition: ServiceDefinition,
  state: ServiceState,
  { name, hosts }: SystemProfile,
  national: NationalFacts | undefined,
): (agency: string) => ReadinessRow[] {
  const needs = needsOf(national, definition);
  const there = state.exists ? state.cases : {};
  const cases = [
    ...Object.keys(there)
      .sort()
      .map(key => caseFactsOf(key, there[key]!)),
    // What the definition promises and nobody can choose there holds nothing.
    ...definition.cases.filter(({ key }) => !there[key]).map(absentCase),
  ];
  const source = declaredSource(definition, name);
  const said = [resultRow(definition), ...conditionRows(definition)];
  return agency => {
    const { account, onlineClosed } = state.offerings[agency] ?? {};
    const at = { hosts, cases, offering: { account: account === true, onlineClosed } };
    const answers = readinessAt(agency, at, needs);
    return [...hostedConditions.map(key => source(key, answers[key])), ...said];
  };
}

/** A fact as the system shows it; what it does not tell, the definition may say. */
function declaredSource(
  definition: ServiceDefinition,
  system: string,
): (key: HostedCondition, answer: Answer) => ReadinessRow {
  return (key, { state, why }) => {
    const row = { key, condition: conditionNames[key], why };
    const declared = key === 'payment' && state === 'unknown' ? declaredOf(definition, 'payment') : undefined;
    if (declared) return { ...row, state: declared.state, source: declared.source || 'định nghĩa dịch vụ' };
    const words = whyWords(why);
    return { ...row, state, source: words === undefined ? system : `${system}; ${words}` };
  };
}

function resultRow(definition: ServiceDefinition): ReadinessRow {
  const result = resultOf(definition);
  const row = { key: 'result', condition: conditionNames.result, why: [] } as const;
  return { ...row, state: result.state, source: resultWords(result) };
}

/** Online payment is a fact of its own. */
function conditionRows({ readiness }: ServiceDefinition): ReadinessRow[] {
  return readiness
    .filter(each => planConditionOf(each) !== 'payment')
    .map(({ condition, state, source }) => ({
      key: 'condition',
      condition,
      state,
      source: source || 'định nghĩa dịch vụ',
      why: [],
    }));
}

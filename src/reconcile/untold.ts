import type { RuleId } from '../domain/finding.ts';
import type { ProcedureFacts } from '../domain/procedure.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import { columnsOf, untoldCode } from './columns.ts';

type Rules = readonly RuleId[];

const untoldLevel = String.fromCharCode(untoldCode);

/** Where the procedure applies decides who is to have reviewed it. */
const ofTargets: Rules = ['below-target', 'above-eligibility', 'not-reviewed', 'review-conflict'];

const ofFact: Partial<Record<keyof ProcedureFacts, Rules>> = {
  name: ['name-differs', 'name-twice'],
  shownLevel: ['exposed-above-level'],
  fields: ['field-differs'],
  decision: ['decision-differs'],
  fees: ['fee-differs', 'no-online-payment', 'fee-suspicious', 'free-with-amount'],
  deadlines: ['deadline-differs', 'deadline-without-unit'],
};
const ofNationalFact: typeof ofFact = {
  active: ['withdrawn-still-offered'],
  suspectTexts: ['test-residue'],
  tiers: ['missing-offering', 'offered-outside-scope', 'unmapped-procedure', ...ofTargets],
  fields: ['missing-offering', 'offered-outside-scope', 'unmapped-procedure', ...ofTargets],
  bodies: ['missing-offering', 'offered-outside-scope', 'unmapped-procedure', 'other-locality', ...ofTargets],
};
const factsOfAll = Object.entries(ofFact) as [keyof ProcedureFacts, Rules][];
const factsOfNational = [
  ...factsOfAll,
  ...(Object.entries(ofNationalFact) as [keyof ProcedureFacts, Rules][]),
];

const ofEform: Rules = ['no-eform', 'invalid-eform'];
const ofWorkflow: Rules = ['no-workflow', 'unsound-workflow', 'no-online-payment'];
const ofCaseDeadline: Rules = ['deadline-differs', 'unsound-workflow'];
const ofComponents: Rules = ['no-components', 'components-differ'];
const ofCases: Rules = [...ofEform, ...ofWorkflow, ...ofComponents, 'online-closed'];
const ofLevels: Rules = [
  'level-differs',
  'below-target',
  'above-eligibility',
  'uneven-level',
  'exposed-above-level',
  ...ofCases,
];

/**
 * Rules that could not tell about a procedure although its record was read, because a fact they need could not be:
 * what they found before is then neither seen nor gone.
 */
export function rulesUntold(record: SnapshotProcedure, national: boolean): ReadonlySet<RuleId> {
  const rules = new Set<RuleId>();
  const add = (more: Rules) => {
    for (const rule of more) rules.add(rule);
  };
  for (const [fact, needing] of national ? factsOfNational : factsOfAll)
    if (record.facts[fact] === undefined) add(needing);
  if (record.cases === undefined) add(national ? ofComponents : ofCases);
  for (const { eform, workflow, components, deadlineHours } of record.cases ?? []) {
    if (components === undefined) add(ofComponents);
    if (national) continue;
    if (deadlineHours === undefined) add(ofCaseDeadline);
    if (eform === undefined) add(ofEform);
    if (workflow === undefined) add(ofWorkflow);
    if (eform === undefined && workflow === undefined && components === undefined) add(ofCases);
  }
  if (columnsOf(record).levels.includes(untoldLevel)) add(ofLevels);
  return rules;
}

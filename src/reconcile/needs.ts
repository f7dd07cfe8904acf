import type { CaseFacts, ProcedureFacts } from '../domain/procedure.ts';
import type { Publication } from '../domain/publication.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import { columnsOf, indeterminate } from './columns.ts';

type Indeterminate = (record: SnapshotProcedure) => boolean;

const lacks =
  (fact: keyof ProcedureFacts): Indeterminate =>
  ({ facts }) =>
    facts[fact] === undefined;

/** Of a portal that people file at; other systems have nothing to tell there. */
const publicationLacks =
  (fact: keyof Publication): Indeterminate =>
  ({ facts: { publication } }) =>
    publication !== undefined && publication[fact] === undefined;

/** Cases that could not be told at all lack every fact of theirs. */
const someCase =
  (indeterminate: (facts: CaseFacts) => boolean): Indeterminate =>
  ({ cases }) =>
    cases === undefined || cases.some(indeterminate);

const someCaseLacks = (fact: keyof CaseFacts): Indeterminate => someCase(facts => facts[fact] === undefined);
const channelOfCases = someCaseLacks('onlineClosed');

/** What a rule may need to know of a record, each with how one sees that it could not be told. */
const indeterminateFacts = {
  active: lacks('active'),
  name: lacks('name'),
  fields: lacks('fields'),
  decision: lacks('decision'),
  fees: lacks('fees'),
  deadlines: lacks('deadlines'),
  shownLevel: lacks('shownLevel'),
  tiers: lacks('tiers'),
  bodies: lacks('bodies'),
  receptionAddress: lacks('receptionAddress'),
  suspectTexts: lacks('suspectTexts'),
  applied: publicationLacks('applied'),
  tests: publicationLacks('tests'),
  audiences: publicationLacks('audiences'),
  levels: record => columnsOf(record).kinds.includes(indeterminate),
  components: someCaseLacks('components'),
  eform: someCaseLacks('eform'),
  workflow: someCaseLacks('workflow'),
  deadlineHours: someCaseLacks('deadlineHours'),
  /** Compared only where the steps of online filing add up to something. */
  onlineDeadlineHours: someCase(
    ({ onlineDeadlineHours, workflow }) =>
      onlineDeadlineHours === undefined && workflow?.longestOnlineHours !== undefined,
  ),
  onlinePayment: someCaseLacks('onlinePayment'),
  /** A system tells it of its offerings or of its cases; one of them is enough. */
  onlineClosed: record =>
    columnsOf(record).closedIndeterminate && (record.cases?.length === 0 || channelOfCases(record)),
} satisfies Record<string, Indeterminate>;

export type Fact = keyof typeof indeterminateFacts;

const facts = Object.keys(indeterminateFacts) as Fact[];

/**
 * The facts that decide whether a rule finds something: where one of them could not be told, what it found before is
 * neither seen nor gone. A fact that is only said in a sentence or shown as evidence is none of these.
 */
export interface Needs {
  /** Of the national record. Absent: it may be judged without the national list. */
  national?: readonly Fact[];
  /** Of the records of all other systems. */
  local?: readonly Fact[];
}

/** Where a procedure applies is made of these (`domain/applies.ts`); so is who is to have reviewed it. */
export const scopeFacts: readonly Fact[] = ['tiers', 'fields', 'bodies'];

/** Of records of national or other systems: the rules that lack a fact they need there, each set of them once. */
export type RulesIndeterminate = (record: SnapshotProcedure, of: keyof Needs) => readonly string[];

/** Made once a run, since it is asked for every record: what most records of a system lack is the same. */
export function prepareIndeterminate(rules: readonly { id: string; needs: Needs }[]): RulesIndeterminate {
  const known = { national: new Map<number, string[]>(), local: new Map<number, string[]>() };
  return (record, of) => {
    let lacking = 0;
    for (let at = 0; at < facts.length; at++) if (indeterminateFacts[facts[at]!](record)) lacking |= 1 << at;
    let indeterminate = known[of].get(lacking);
    if (!indeterminate) {
      const isLacking = (fact: Fact) => (lacking & (1 << facts.indexOf(fact))) !== 0;
      indeterminate = rules.filter(({ needs }) => needs[of]?.some(isLacking)).map(({ id }) => id);
      known[of].set(lacking, indeterminate);
    }
    return indeterminate;
  };
}

import type { CaseBrief } from '../domain/procedure.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import { briefsOf, columnsOf, indeterminate } from './columns.ts';

/** What a rule may need to know of a record, a bit each. */
const bits = {
  active: 1 << 0,
  name: 1 << 1,
  fields: 1 << 2,
  decision: 1 << 3,
  fees: 1 << 4,
  deadlines: 1 << 5,
  shownLevel: 1 << 6,
  tiers: 1 << 7,
  bodies: 1 << 8,
  receptionAddress: 1 << 9,
  suspectTexts: 1 << 10,
  // Of a portal that people file at; other systems have nothing to tell there.
  applied: 1 << 11,
  tests: 1 << 12,
  audiences: 1 << 13,
  levels: 1 << 14,
  components: 1 << 15,
  eform: 1 << 16,
  workflow: 1 << 17,
  deadlineHours: 1 << 18,
  /** Compared only where the steps of online filing add up to something. */
  onlineDeadlineHours: 1 << 19,
  onlinePayment: 1 << 20,
  /** A system tells it of its offerings or of its cases; one of them is enough. */
  onlineClosed: 1 << 21,
  // Whose a procedure is, and what manages its field, is asked of the province tier alone.
  provinceBodies: 1 << 22,
  provinceFields: 1 << 23,
};

export type Fact = keyof typeof bits;

/** Of a list that never tells them it is still news, though single records do without. */
const toldAs: Partial<Record<Fact, Fact>> = { provinceBodies: 'bodies', provinceFields: 'fields' };

/** Told of the procedure as a whole. */
const ofProcedure = [
  ...(['active', 'name', 'fields', 'decision', 'fees', 'deadlines', 'shownLevel', 'tiers'] as const),
  ...(['bodies', 'receptionAddress', 'suspectTexts'] as const),
];

/** The facts a record could not tell, as their bits. One plain walk, since every record of a city is asked for all of them. */
function lackingOf(record: SnapshotProcedure): number {
  const { facts } = record;
  const columns = columnsOf(record);
  let lacking = 0;
  for (const fact of ofProcedure) if (facts[fact] === undefined) lacking |= bits[fact];
  if (facts.tiers?.includes('province') ?? true) {
    if (facts.bodies === undefined) lacking |= bits.provinceBodies;
    if (facts.fields === undefined) lacking |= bits.provinceFields;
  }
  const { publication } = facts;
  if (publication !== undefined) {
    if (publication.applied === undefined) lacking |= bits.applied;
    if (publication.tests === undefined) lacking |= bits.tests;
    if (publication.audiences == null) lacking |= bits.audiences;
  }
  if (columns.kinds.includes(indeterminate)) lacking |= bits.levels;
  const cases = briefsOf(record);
  const ofCases = lackingOfCases(cases);
  lacking |= ofCases & ~bits.onlineClosed;
  if (columns.closedIndeterminate && (cases?.length === 0 || ofCases & bits.onlineClosed))
    lacking |= bits.onlineClosed;
  return lacking;
}

const everyFactOfCases =
  bits.components |
  bits.eform |
  bits.workflow |
  bits.deadlineHours |
  bits.onlineDeadlineHours |
  bits.onlinePayment |
  bits.onlineClosed;

/** What some case could not tell. Cases that could not be told at all lack every fact of theirs. */
function lackingOfCases(cases: readonly CaseBrief[] | undefined): number {
  if (cases === undefined) return everyFactOfCases;
  let lacking = 0;
  for (const each of cases) {
    const { workflow } = each;
    if (each.components === undefined) lacking |= bits.components;
    if (each.eform === undefined) lacking |= bits.eform;
    if (workflow === undefined) lacking |= bits.workflow;
    if (each.deadlineHours === undefined) lacking |= bits.deadlineHours;
    if (each.onlineDeadlineHours === undefined && workflow?.longestOnlineHours !== undefined)
      lacking |= bits.onlineDeadlineHours;
    if (each.onlinePayment === undefined) lacking |= bits.onlinePayment;
    if (each.onlineClosed === undefined) lacking |= bits.onlineClosed;
  }
  return lacking;
}

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

/** Where a procedure applies is made of these (`domain/applies.ts`). */
export const scopeFacts: readonly Fact[] = ['tiers', 'provinceFields', 'provinceBodies'];

/** The same where reviews are rolled up: the department of its field speaks for units of every tier. */
export const reviewFacts: readonly Fact[] = ['tiers', 'fields', 'provinceBodies'];

/** Rules that lack a fact; records that lack the same are answered with the same list. */
export type Lacking = readonly string[];

/** The rules that lack a fact they need, here, and of a system where no record has more to tell than this one. */
interface RulesLacking {
  here: Lacking;
  everywhere: Lacking;
}

const published = bits.applied | bits.tests | bits.audiences;

/** Made once a run, since it is asked for every record: what most records of a system lack is the same. */
export function prepareIndeterminate(rules: readonly { id: string; needs: Needs }[]) {
  const known = { national: new Map<number, RulesLacking>(), local: new Map<number, RulesLacking>() };
  /** `people`: of the portal where people file, which alone is asked what it publishes. */
  return (record: SnapshotProcedure, of: keyof Needs, people: boolean): RulesLacking => {
    const lacking = lackingOf(record) & (people ? ~0 : ~published);
    let indeterminate = known[of].get(lacking);
    if (!indeterminate) {
      const lack = (isLacking: (fact: Fact) => boolean) =>
        rules.filter(({ needs }) => needs[of]?.some(isLacking)).map(({ id }) => id);
      indeterminate = {
        here: lack(fact => (lacking & bits[fact]) !== 0),
        everywhere: lack(fact => (lacking & bits[toldAs[fact] ?? fact]) !== 0),
      };
      known[of].set(lacking, indeterminate);
    }
    return indeterminate;
  };
}

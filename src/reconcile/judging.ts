import { prepareApplicability } from '../domain/applies.ts';
import { listedUnits } from '../domain/concerned.ts';
import type { RuleId } from '../domain/finding.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import { shortName } from '../words/sentence.ts';
import { mayBeHidden } from './absence.ts';
import { fingerprintOf, type JudgedFinding } from './fingerprint.ts';
import { type Lacking, prepareIndeterminate } from './needs.ts';
import { isWithdrawn, tellsUse } from './offered.ts';
import { countSilence, type Judgeable, judgeable, unsure } from './outcomes.ts';
import type { JudgeContext, JudgedSystem, ProcedureGroup, Report, Rule, RuleOutcome } from './rule.ts';
import { addAsked, bitOf, sift } from './sieve.ts';
import { countLevels, type LevelStatistics } from './statistics.ts';

export interface JudgeResult extends LevelStatistics {
  /** One for each rule that is switched on. */
  outcomes: Record<RuleId, RuleOutcome>;
  /**
   * What could not be told: procedure → systems that list it without details or lost rows of it, and `<system>/<rule>`
   * where its record lacks a fact that rule needs; '' = findings of no single procedure.
   */
  unjudged: Map<string, Set<string>>;
  /** The same by agency, whatever the procedure: agency → systems; '' = findings of no single agency. */
  unjudgedAgencies: Map<string, Set<string>>;
  /** Rules that skipped systems for what single records did not tell: `unjudged` has which. */
  byProcedure: Set<string>;
}

/**
 * Sets the rules of a run up; group after group is judged, counters are kept, never a record or a finding. What a rule may see is decided here: systems that cannot be judged are invisible to
 * every rule but the source rules, so that no rule can take their silence for absence.
 *
 * @param emit gets every finding at once, in the order of procedures.
 */
export function startJudging(
  context: JudgeContext,
  rules: readonly Rule[],
  emit: (finding: JudgedFinding) => void,
) {
  /** The procedure that is being looked at. */
  let current: ProcedureGroup | undefined;
  const outcomes: JudgeResult['outcomes'] = {};
  const unjudged: JudgeResult['unjudged'] = new Map();
  const allJudged: Unjudged = { what: new Set(), after: new Map() };
  const rulesIndeterminate = prepareIndeterminate(rules);
  const statistics = countLevels(context);
  const applicabilityOf = prepareApplicability(context.city);
  const { nationalAt } = context;
  const silence = countSilence(context);

  // For each system the calls of its rules, ready made: the loop over groups then decides nothing but what is worth a look.
  const ofSystem = context.systems.map((): OfSystem[] => []);
  const ofGroup: ((group: ProcedureGroup) => void)[] = [];
  const ofNational: ((group: ProcedureGroup) => void)[] = [];
  const ends: (() => void)[] = [];

  for (const rule of rules) {
    if (context.city.rules[rule.id]?.enabled === false) continue;
    const { systems, ...outcome } = judgeable(rule, context);
    outcomes[rule.id] = outcome;
    silence.concern(rule, systems, outcome);
    const reportAt = (system?: JudgedSystem) =>
      reporter(rule, context, outcome, { group: () => current, system }, emit);
    if (outcome.status !== 'not-evaluated') arrange(rule, systems, outcome, reportAt);
  }

  function arrange(
    rule: Rule,
    systems: Judgeable['systems'],
    outcome: RuleOutcome,
    reportAt: (system?: JudgedSystem) => Report,
  ): void {
    if (rule.scope === 'source') {
      for (const at of systems) rule.judge(context.systems[at]!, context, reportAt(context.systems[at]));
    } else if (rule.scope === 'national') {
      const { name: source } = context.national!;
      const report = reportAt(context.national);
      const judge = rule.start(context, ({ applicability }, { evidence, ...finding }) =>
        report({ units: applicability?.agencies ?? [], evidence: { source, ...evidence }, ...finding }),
      );
      ofNational.push(group => {
        if (group.national!.facts.active !== false) judge.judge(group.national!, group);
      });
      ends.push(() => {
        if (judge.end?.() === false) Object.assign(outcome, unsure(context.national!));
      });
    } else if (rule.scope === 'review') {
      const report = reportAt();
      ofGroup.push(group => {
        if (group.reviewed) rule.judge(group.reviewed, group, context, report);
      });
    } else if (rule.scope === 'cross') {
      const report = reportAt();
      ofGroup.push(group => rule.judge(systems, group, context, report));
    } else {
      for (const at of systems) {
        const system = context.systems[at]!;
        const report = reportAt(system);
        ofSystem[at]!.push({
          bit: bitOf(rule.sieve),
          evenWithdrawn: rule.evenWithdrawn ?? false,
          call: group => rule.judge(group.records[at], system, group, context, report),
        });
      }
      if (rule.judgeNational) {
        const report = reportAt(context.national);
        ofNational.push(group => rule.judgeNational!(group.national!, group, context, report));
      }
    }
  }

  /** What the next system adds to what could not be judged for those before it. */
  function alsoUnjudged(before: Unjudged, at: number, lacking: Lacking | null): Unjudged {
    let soFar = before.after.get(lacking);
    if (!soFar) {
      const { name } = context.systems[at]!;
      const added = lacking === null ? [name] : lacking.map(rule => `${name}/${rule}`);
      soFar = { what: new Set([...before.what, ...added]), after: new Map() };
      before.after.set(lacking, soFar);
    }
    return soFar;
  }

  /** What a system holds (agencies nobody has mapped) is found by the rows it has. */
  const ofRows = rules.filter(rule => rule.scope === 'source' && rule.needsWhole).map(({ id }) => id);

  /** Procedures some of whose rows were lost, whether or not anything of them is listed. */
  function addLost(): void {
    for (const { name, indeterminate } of context.systems) {
      for (const procedure of indeterminate?.procedures ?? [])
        unjudged.set(procedure, new Set([...(unjudged.get(procedure) ?? []), name]));
      if (indeterminate)
        unjudged.set('', new Set([...(unjudged.get('') ?? []), ...ofRows.map(id => `${name}/${id}`)]));
    }
  }

  function takeOver(group: ProcedureGroup): void {
    const { records } = group;
    let soFar = allJudged;
    group.inForceIndeterminate = isInForceIndeterminate(group.code, records[nationalAt], context.national);
    for (let at = 0; at < records.length; at++) {
      const record = records[at];
      let lacking: Lacking | null = nothing;
      // Whoever does not list it either: all that is said of a procedure presumes that it is in force.
      if (group.inForceIndeterminate || record?.detailed === false) lacking = null;
      else if (record !== undefined) {
        const side = at === nationalAt ? 'national' : 'local';
        const people = context.systems[at]!.role === 'nationalPortal';
        const { here, everywhere } = rulesIndeterminate(record, side, people);
        lacking = here;
        silence.count(at, everywhere);
      }
      soFar = alsoUnjudged(soFar, at, lacking);
      if (record === undefined) continue;
      statistics.add(at, record);
      if (!context.systems[at]!.shows) records[at] = undefined;
    }
    if (soFar.what.size > 0) unjudged.set(group.code, soFar.what);
    group.national = nationalAt < 0 ? undefined : records[nationalAt];
    group.applicability = group.national && applicabilityOf(group.code, group.national.facts);
    group.worth = records.map((_, at) => sift(at, group));
  }

  return {
    /**
     * Takes groups over: records of systems not read whole are removed from them, their applicability is filled in. By
     * system: the records whose cases are to be at hand before `look`; those of all others may be left where they are.
     */
    take(groups: readonly ProcedureGroup[]): SnapshotProcedure[][] {
      const asked = context.systems.map((): SnapshotProcedure[] => []);
      for (const group of groups) {
        takeOver(group);
        addAsked(asked, group, nationalAt);
      }
      return asked;
    },
    /** Judges groups that were taken over, in their order. */
    look(group: ProcedureGroup): void {
      const { worth } = group;
      const withdrawn = isWithdrawn(group);
      current = group;
      if (group.national) for (const call of ofNational) call(group);
      for (let at = 0; at < ofSystem.length; at++) {
        for (const { bit, evenWithdrawn, call } of ofSystem[at]!)
          if ((bit & worth![at]!) !== 0 && (evenWithdrawn || !withdrawn)) call(group);
      }
      if (!withdrawn) for (const call of ofGroup) call(group);
      current = undefined;
    },
    finish(): JudgeResult {
      for (const end of ends) end();
      const byProcedure = silence.settle();
      addLost();
      return {
        outcomes,
        unjudged,
        byProcedure,
        unjudgedAgencies: unjudgedAgencies(context),
        ...statistics.result(),
      };
    },
  };
}

const nothing: Lacking = [];

/** A rule at one system: what of a record it is asked of (`sieve.ts`), and its call. */
interface OfSystem {
  bit: number;
  evenWithdrawn: boolean;
  call(group: ProcedureGroup): void;
}

/**
 * What could not be judged of a procedure, system after system in their order: one set for all procedures of which they lack the same,
 * since most lack what their systems never tell.
 */
interface Unjudged {
  what: Set<string>;
  /** By what the next system lacks; null = all of it. */
  after: Map<Lacking | null, Unjudged>;
}

/** Whether the national list, which was read, leaves open if the procedure is in force: the record that says so may be one that was lost. */
function isInForceIndeterminate(
  procedure: string,
  record: SnapshotProcedure | undefined,
  national: JudgedSystem | undefined,
): boolean {
  if (!national?.shows) return false;
  if (record) return !tellsUse(record);
  return !national.complete || mayBeHidden(national.indeterminate, procedure);
}

function unjudgedAgencies({ systems }: JudgeContext): JudgeResult['unjudgedAgencies'] {
  const found: JudgeResult['unjudgedAgencies'] = new Map();
  for (const { name, indeterminate } of systems) {
    if (!indeterminate || indeterminate.agencies.size === 0) continue;
    // What concerns several agencies may concern one of these.
    for (const agency of [...indeterminate.agencies, ''])
      found.set(agency, (found.get(agency) ?? new Set()).add(name));
  }
  return found;
}

function reporter(
  rule: Rule,
  context: JudgeContext,
  outcome: RuleOutcome,
  /** What is being looked at. */
  at: { group: () => ProcedureGroup | undefined; system: JudgedSystem | undefined },
  emit: (finding: JudgedFinding) => void,
): Report {
  const setting = context.city.rules[rule.id];
  const roles = new Map(context.systems.map(({ name, role }) => [name, role]));
  const national = rule.needs.national && context.national;
  const restsOn = [...new Set([national, at.system])].flatMap(system => system?.name ?? []);
  return ({ params, procedureName, ...told }) => {
    outcome.count++;
    const group = at.group();
    const finding = {
      procedure: group?.code ?? null,
      agency: null,
      system: at.system?.name ?? null,
      systems: restsOn,
      ...told,
    };
    const { procedure, agency, system, units } = finding;
    const name = procedureName ?? (procedure === null ? undefined : nameOf(group));
    const agencyName = agency === null ? undefined : context.agencyName(agency);
    const role = system === null ? undefined : roles.get(system);
    const whole = {
      ...finding,
      ...(units && { evidence: { ...finding.evidence, ...listedUnits(units) } }),
      statement: {
        names: {
          ...(name && { procedure: shortName(name) }),
          ...(agencyName && agencyName !== agency && { agency: shortName(agencyName) }),
          ...(role && { role }),
        },
        params,
      },
      rule: rule.id,
      severity: setting?.severity ?? finding.severity ?? rule.severity,
      owner: setting?.owner ?? finding.owner ?? rule.owner,
    };
    emit({ ...whole, fingerprint: fingerprintOf(whole) });
  };
}

/** The national name of a procedure where there is one, else that of the first system that has one. */
function nameOf(group: ProcedureGroup | undefined): string | undefined {
  let name = group?.national?.facts.name;
  for (const record of group?.records ?? []) name ??= record?.facts.name;
  return name || undefined;
}

import type { Hosted } from '../domain/city.ts';
import { type Level, levels, onlineLevel } from '../domain/level.ts';
import type { CaseFacts } from '../domain/procedure.ts';
import type { SnapshotOffering, SnapshotProcedure } from '../snapshot/model.ts';
import type { OnlineCase as OnlineCaseWords } from '../words/findings/cases.ts';
import type { FindingCode, ParamsOf } from '../words/findings.ts';
import { firstOf, shortName } from '../words/sentence.ts';
import type { Needs } from './needs.ts';
import { activeColumns, activeOfferings } from './offered.ts';
import {
  type JudgeContext,
  type JudgedSystem,
  type ProcedureGroup,
  type Reported,
  type SystemRule,
  systemRule,
} from './rule.ts';

/** A case that people can choose online, with the offerings it is open to (sorted by agency, never none). */
interface OnlineCase {
  facts: CaseFacts;
  offerings: readonly SnapshotOffering[];
}

/**
 * Offerings of a system at `least` or above. None where the procedure is out of use there: switched off is right then, and
 * what is still switched on has a rule of its own.
 */
export function onlineOfferings(
  record: SnapshotProcedure | undefined,
  least: Level = onlineLevel,
): SnapshotOffering[] {
  return activeOfferings(record).filter(({ level }) => (level ?? 0) >= least);
}

/**
 * Cases of the offerings at `least` or above, where the cases could be told; `uncovered`: offerings to which no case is open.
 * Cases open to none of these offerings are left out: nobody files them online.
 */
export function onlineCases(
  record: SnapshotProcedure | undefined,
  least: Level = onlineLevel,
): { cases: OnlineCase[]; uncovered: readonly SnapshotOffering[] } {
  const told = record?.detailed ? record.cases : undefined;
  const online = told ? onlineOfferings(record, least) : [];
  const cases = (told ?? []).flatMap((facts): OnlineCase[] => {
    const open = facts.agencies && new Set(facts.agencies);
    const offerings = open ? online.filter(({ agency }) => open.has(agency)) : online;
    return offerings.length > 0 ? [{ facts, offerings }] : [];
  });
  const covered = new Set(cases.flatMap(({ offerings }) => offerings));
  return { cases, uncovered: online.filter(offering => !covered.has(offering)) };
}

/** Whether any offering there can be filed at online. */
export function someOnline(record: SnapshotProcedure): boolean {
  const { kinds: shown } = activeColumns(record);
  return levels.some(level => level >= onlineLevel && shown.includes(`${level}`));
}

/** What a finding about the configuration of a case says, beyond where it was found. */
interface CaseProblem<Params> {
  /** Absent: no case at all is open to the agencies. */
  facts?: CaseFacts;
  offerings: readonly SnapshotOffering[];
  /** Beside which case and which agencies. */
  params: Params;
  evidence?: Record<string, unknown>;
}

/** A finding per procedure, case and system, about the agencies of these offerings. */
export function caseFinding<Params extends object>(
  { facts, offerings, params, evidence }: CaseProblem<Params>,
  system: JudgedSystem,
  context: JudgeContext,
): Reported<Params & OnlineCaseWords> {
  const { first, more } = firstOf(offerings);
  return {
    units: offerings.map(({ agency }) => agency),
    key: facts?.key ?? '',
    params: {
      ...params,
      ...(facts?.name && { case: shortName(facts.name) }),
      agencies: { first: first.map(({ agency }) => context.agencyName(agency)), more },
    },
    evidence: {
      source: system.name,
      case: facts ? { key: facts.key, name: facts.name ?? null } : null,
      ...evidence,
    },
  };
}

type Problem<Code extends FindingCode> =
  | { params: Omit<ParamsOf<Code>, keyof OnlineCaseWords>; evidence?: Record<string, unknown> }
  | undefined;

/**
 * A rule that looks at one part of every case that people can choose online, where the system is there to hold it.
 *
 * @param look undefined where the case has no such problem, or nobody can tell.
 * @param uncovered what is wrong where no case is open to some agencies.
 */
export function caseRule<Code extends FindingCode>(
  { part, sieve = 'cases', ...is }: Pick<SystemRule<Code>, 'id' | 'severity' | 'sieve'> & { part: Hosted },
  needs: Needs,
  look: (facts: CaseFacts, record: SnapshotProcedure, group: ProcedureGroup) => Problem<Code>,
  uncovered?: (group: ProcedureGroup) => Problem<Code>,
): SystemRule<Code> {
  return systemRule(
    { ...is, owner: 'technical', becomes: 'plan' },
    { needs, sieve, concerns: ({ hosts }) => hosts.includes(part) },
    (record, system, group, context, report) => {
      const { cases, uncovered: offerings } = onlineCases(record);
      const tell = (of: Pick<CaseProblem<never>, 'facts' | 'offerings'>, problem: Problem<Code>) => {
        if (problem) report(caseFinding({ ...of, ...problem }, system, context) as Reported<ParamsOf<Code>>);
      };
      for (const each of cases) tell(each, look(each.facts, record!, group));
      if (offerings.length > 0) tell({ offerings }, uncovered?.(group));
    },
  );
}

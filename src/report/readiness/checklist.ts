import { carriesOfferings } from '../../domain/city.ts';
import type { Known } from '../../domain/known.ts';
import type { Level } from '../../domain/level.ts';
import type { Target } from '../../domain/review.ts';
import type { ServiceDefinition } from '../../domain/service.ts';
import { needsOf } from '../../readiness/needs.ts';
import { resultOf } from '../../readiness/result.ts';
import type { MeasuredCondition } from '../../readiness/technical.ts';
import { mayBeHidden } from '../../reconcile/absence.ts';
import type { ReadSystem } from '../../reconcile/at-system.ts';
import { levelAt } from '../../reconcile/columns.ts';
import { activeColumns } from '../../reconcile/offered.ts';
import type { ProcedureGroup } from '../../reconcile/rule.ts';
import { resultWords } from '../../words/readiness.ts';
import {
  type CheckRow,
  factConditions,
  resultCondition,
  rowOf,
  type Stated,
  settledRow,
} from './conditions.ts';
import { spokenAnswer, spokenRows } from './spoken.ts';
import { factOf, measuredOf } from './system-facts.ts';

/** May the offering be raised to level 4? */
export interface OfferingChecklist {
  procedure: string;
  name: string;
  agency: string;
  /** At every system that carries offerings; `level` undefined = could not tell, null = none, `absent` = not offered. */
  levels: { system: string; level: Known<Level> | 'absent' }[];
  /** What the reviews say; absent where nothing was ever reviewed. */
  target?: Target;
  rows: CheckRow[];
  /** `ready`: nothing missing, nothing unclear; `missing`: something is not met; `unclear`: something nobody knows. */
  verdict: 'ready' | 'missing' | 'unclear';
}

/** The checklist of one offering from what the systems show, the service's definition and the reviews. */
export function checklistOf(
  group: ProcedureGroup,
  agency: string,
  systems: readonly ReadSystem[],
  definition: ServiceDefinition | undefined,
): OfferingChecklist {
  const target = group.reviewed?.targets.find(each => each.agency === agency);
  const { national } = group;
  const told = national?.detailed ? { fees: national.facts.fees, cases: national.cases } : undefined;
  const needs = needsOf(told, definition);
  const facts = Object.values(factConditions).map((condition): CheckRow => {
    const fact = factOf(condition.id, group, agency, systems, needs);
    // What no system tells, somebody may have said.
    const said = spokenAnswer(condition, definition, target);
    const counting = fact.state === 'unknown' ? (said ?? fact) : fact;
    return { ...rowOf(condition, counting), measured: fact, ...(said && { said }) };
  });
  const measured = (condition: MeasuredCondition) => measuredOf(condition, group, agency, systems);
  const rows = [
    ...facts,
    resultRow(group, definition, measured('result')),
    ...spokenRows(definition, target, measured),
  ];
  const states = new Set(rows.map(({ state }) => state));
  return {
    procedure: group.code,
    name: nameOf(group) ?? definition?.name ?? group.code,
    agency,
    levels: levelsOf(group, agency, systems),
    ...(target && { target }),
    rows,
    verdict: states.has('not-met') ? 'missing' : states.has('unknown') ? 'unclear' : 'ready',
  };
}

/** At level 4 wherever it should be shown. */
export function isAtTop({ levels }: OfferingChecklist): boolean {
  return levels.length > 0 && levels.every(({ level }) => level === 4);
}

function resultRow(
  { national }: ProcedureGroup,
  definition: ServiceDefinition | undefined,
  measured: Stated | undefined,
): CheckRow {
  const unsaid: Stated = { state: 'unknown', source: 'chưa có định nghĩa dịch vụ', at: null };
  if (definition) {
    const result = resultOf(definition);
    const said = { state: result.state, source: resultWords(result), at: null };
    return settledRow(resultCondition, measured, said, unsaid);
  }
  const channels = [...(national?.facts.deadlines ?? []), ...(national?.facts.fees ?? [])];
  const byPost = channels.some(({ channel }) => channel === 'post');
  const said: Stated = { state: 'met', source: 'CSDL quốc gia: có kênh bưu chính', at: null };
  return settledRow(resultCondition, measured, byPost ? said : undefined, unsaid);
}

function levelsOf(
  group: ProcedureGroup,
  agency: string,
  systems: readonly ReadSystem[],
): OfferingChecklist['levels'] {
  return systems.flatMap((system, at): OfferingChecklist['levels'] => {
    if (!carriesOfferings(system) || system.carries?.(agency) === false) return [];
    if (system.takenAt === null) return [{ system: system.name, level: undefined }];
    const columns = activeColumns(group.records[at]);
    const place = columns.agencies.indexOf(agency);
    const absent = mayBeHidden(system.indeterminate, group.code, agency) ? undefined : 'absent';
    return [{ system: system.name, level: place < 0 ? absent : levelAt(columns, place) }];
  });
}

function nameOf(group: ProcedureGroup): string | undefined {
  let name = group.national?.facts.name;
  for (const record of group.records) name ??= record?.facts.name;
  return name ?? undefined;
}

import type { City } from '../../src/domain/city.ts';
import type { Said } from '../../src/domain/finding.ts';
import type { Known } from '../../src/domain/known.ts';
import type { Level } from '../../src/domain/level.ts';
import type { ProcedureFacts } from '../../src/domain/procedure.ts';
import { judgeContext } from '../../src/reconcile/context.ts';
import type { JudgedFinding } from '../../src/reconcile/fingerprint.ts';
import { type JudgeResult, startJudging } from '../../src/reconcile/judging.ts';
import type { JudgeContext, ProcedureGroup, Rule } from '../../src/reconcile/rule.ts';
import type {
  SnapshotOffering,
  SnapshotProcedure,
  SnapshotSummary,
  Suggestion,
} from '../../src/snapshot/model.ts';
import { say } from '../../src/words/findings.ts';
import { handCases } from '../snapshot/packed.ts';
import { wholeSnapshot } from '../support/whole-snapshot.ts';

/** Two departments, two districts, three communes; the national list, the portal and the one-stop system. */
export function city(change: Partial<City> = {}): City {
  return {
    locality: 'H13',
    agencies: [
      { code: 'H13.1', name: 'Sở Y tế', tier: 'province' },
      { code: 'H13.2', name: 'Sở Tư pháp', tier: 'province' },
      { code: 'H13.5', name: 'UBND quận Ninh Kiều', tier: 'district' },
      { code: 'H13.5.1', name: 'UBND phường Cái Khế', tier: 'commune', parent: 'H13.5' },
      { code: 'H13.5.2', name: 'UBND phường An Hòa', tier: 'commune', parent: 'H13.5' },
      { code: 'H13.6', name: 'UBND quận Ô Môn', tier: 'district' },
      { code: 'H13.6.1', name: 'UBND phường Châu Văn Liêm', tier: 'commune', parent: 'H13.6' },
    ],
    fields: {},
    applies: [],
    systems: [
      { name: 'national', role: 'national', hosts: [], covers: null },
      {
        name: 'portal',
        role: 'portal',
        hosts: ['components', 'eform', 'workflow', 'payment', 'channel'],
        covers: null,
      },
      { name: 'oneStop', role: 'oneStop', hosts: ['components', 'workflow'], covers: null },
    ],
    rules: {},
    ...change,
  };
}

/** The city's context; every snapshot complete unless `snapshots` says otherwise. */
export function context(
  change: {
    city?: Partial<City>;
    snapshots?: Record<string, Partial<SnapshotSummary>>;
    suggestions?: Record<string, Record<string, Suggestion[]>>;
  } = {},
): JudgeContext {
  const ours = city(change.city);
  const summaries = ours.systems.map(
    ({ name }) => [name, wholeSnapshot(name, change.snapshots?.[name])] as const,
  );
  const suggestions = new Map(
    Object.entries(change.suggestions ?? {}).map(([system, codes]) => [
      system,
      new Map(Object.entries(codes)),
    ]),
  );
  return judgeContext(ours, Object.fromEntries(summaries), suggestions);
}

/** A detailed, mapped record in use; `facts` are merged over name and `active: true`. */
export function record(
  code: string,
  change: Partial<Omit<SnapshotProcedure, 'facts'>> & { facts?: ProcedureFacts } = {},
): SnapshotProcedure {
  return {
    code,
    mapped: true,
    forms: [code],
    detailed: true,
    offerings: [],
    ...change,
    facts: { name: 'Đăng ký khai sinh', active: true, ...change.facts },
  };
}

export function offering(
  agency: string,
  level: Known<Level> = 4,
  change: Partial<SnapshotOffering> = {},
): SnapshotOffering {
  return { agency, level, rows: [`row-${agency}`], ...change };
}

/** A group of records by system name; `national` is one of them. */
export function group(
  of: JudgeContext,
  code: string,
  records: Partial<Record<string, SnapshotProcedure>>,
): ProcedureGroup {
  return {
    code,
    records: of.systems.map(system => records[system.name]),
    ...(records.national && { national: records.national }),
  };
}

/** A finding with its sentence beside it, as somebody of the city reads it. */
export type SpokenFinding = JudgedFinding & Said;

function spoken(finding: JudgedFinding, of: JudgeContext): SpokenFinding {
  const { message, expected, actual } = say(finding, of.city.levelNames);
  return { ...finding, message, expected, actual };
}

/** Runs rules over groups with the real engine; groups are given by records so that they can be used again. */
export function judged(
  rules: Rule | readonly Rule[],
  of: JudgeContext,
  ...groups: ProcedureGroup[]
): { findings: SpokenFinding[]; result: JudgeResult } {
  const findings: SpokenFinding[] = [];
  const judging = startJudging(of, [rules].flat(), finding => findings.push(spoken(finding, of)));
  for (const { code, records, applied, reviewed } of groups) {
    const group: ProcedureGroup = {
      code,
      records: [...records],
      ...(applied && { applied }),
      ...(reviewed && { reviewed }),
    };
    for (const asked of judging.take([group])) handCases(asked);
    judging.look(group);
  }
  return { findings, result: judging.finish() };
}

/** The findings alone. */
export function findingsOf(rule: Rule, of: JudgeContext, ...groups: ProcedureGroup[]): SpokenFinding[] {
  return judged(rule, of, ...groups).findings;
}

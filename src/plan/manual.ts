import { compareText } from '../domain/canonical.ts';
import { numberWords } from '../domain/number-words.ts';
import type { AnyChange, CaseValue, ChangeValues } from '../domain/push.ts';
import type { DesiredWorkflow, ServiceDefinition, StoredComponent } from '../domain/service.ts';
import { type ManualTask, procedurePage } from '../domain/task.ts';
import { type LevelTerms, levelTerms } from '../words/level-names.ts';
import { countWords } from './diff-components.ts';
import type { PlanInput, PlanSystem } from './input.ts';
import { caseAt, procedureWords, systemWords } from './names.ts';
import { agenciesOf, coveredBy } from './scope.ts';
import { caseFields, kindNames } from './words.ts';

/** A change at a system, before it is decided who makes it. */
export interface PlacedChange {
  system: string;
  change: AnyChange;
  /** Why the system's writer, which could make such a change, cannot make this one; Vietnamese. */
  cannot?: string;
}

/** Tasks for changes no adapter makes, in any order: one for all agencies of a procedure that need the same. */
export function tasksFor(changes: readonly PlacedChange[], input: PlanInput): ManualTask[] {
  const raised = new Set(changes.filter(({ change }) => change.kind === 'set-level').map(agencyKey));
  // Who sets the level by hand adds the row with it.
  const isAlong = (each: PlacedChange) =>
    each.change.kind === 'create-offering' && raised.has(agencyKey(each));
  const because = new Map(changes.filter(isAlong).map(each => [agencyKey(each), each.cannot]));
  const told = changes.flatMap(each => {
    const cannot = each.cannot ?? because.get(agencyKey(each));
    return isAlong(each) ? [] : { ...each, ...(cannot !== undefined && { cannot }) };
  });
  return [...Map.groupBy(told, taskKey)].map(([key, group]) => taskOf(key, group, input));
}

/** A procedure has to be at the system before anything of it can be set there; `why` the adapter cannot see to it. */
export function additionTask(
  definition: ServiceDefinition,
  system: PlanSystem,
  why: string,
  input: PlanInput,
): ManualTask {
  const { procedure, name } = definition;
  const where = system.profile.name;
  const agencies = coveredBy(agenciesOf(definition, input.city), system.profile, input.city);
  return {
    ...{ key: [where, procedure, 'create-offering'].join('/'), system: where, procedure },
    ...{ procedureName: name, kind: 'create-offering', case: null, agencies },
    what: `Đưa thủ tục ${procedureWords(procedure, input)} vào ${systemWords(where, input.city)}${agencies.length > 0 ? ` và gán cho ${numberWords(agencies.length)} đơn vị` : ''}; ${why}`,
    values: [
      { label: 'Mã thủ tục', value: procedure },
      { label: 'Tên thủ tục', value: name },
    ],
    link: linkTo(where, procedure, input.systems),
    ...{ owner: 'technical', due: input.due, expected: { level: null } },
  };
}

function taskOf(key: string, group: readonly PlacedChange[], input: PlanInput): ManualTask {
  const { system, change } = group[0]!;
  const { kind, target, after } = change;
  const { procedure } = target;
  const agencies = group.flatMap(each => each.change.target.agency ?? []).sort(compareText);
  return {
    ...{ key, system, procedure, kind, case: target.case ?? null, agencies },
    procedureName: input.definitions.find(each => each.procedure === procedure)?.name ?? procedure,
    // Why people have to do it where the system's adapter could as a rule, each said once.
    what: [
      sentence(group[0]!, agencies.length, input),
      ...new Set(group.flatMap(({ cannot }) => cannot ?? [])),
    ].join('; '),
    values: valuesOf(change, levelTerms(input.city.levelNames)),
    link: linkTo(system, procedure, input.systems),
    owner: kind === 'deactivate-offering' ? 'regulatory' : 'technical',
    ...{ due: input.due, expected: after },
  };
}

function sentence(placed: PlacedChange, agencies: number, input: PlanInput): string {
  const { system, change } = placed;
  const procedure = procedureWords(change.target.procedure, input);
  const at = `tại ${numberWords(agencies)} đơn vị trên ${systemWords(system, input.city)}`;
  switch (change.kind) {
    case 'set-level':
      return change.after === null
        ? `Bỏ mức dịch vụ của ${procedure} ${at}`
        : `Đặt ${levelTerms(input.city.levelNames).of(change.after)} cho ${procedure} ${at}; đơn vị nào chưa có dịch vụ thì thêm`;
    case 'create-offering':
      return `Thêm dịch vụ ${procedure} ${at}`;
    case 'deactivate-offering':
      return `Ngừng dịch vụ ${procedure} ${at}`;
    default: {
      const verb = change.after === null ? 'Xóa' : 'Cấu hình';
      return `${verb} ${kindNames[change.kind]} của ${caseAt(placed, input)}`;
    }
  }
}

function valuesOf({ kind, target, after }: AnyChange, levels: LevelTerms): ManualTask['values'] {
  const code = { label: 'Mã thủ tục', value: target.procedure };
  return after === null ? [code] : [code, ...details(kind, after, levels)];
}

function details(
  kind: AnyChange['kind'],
  after: NonNullable<AnyChange['after']>,
  levels: LevelTerms,
): ManualTask['values'] {
  switch (kind) {
    case 'set-case':
      return caseFields
        .filter(({ field }) => after[field as keyof typeof after] !== '')
        .map(({ label, words }) => ({ label, value: words(after as CaseValue) }));
    case 'set-components':
      return (after as StoredComponent[]).map(({ name, code, originals, copies, required }, at) => ({
        label: `Giấy tờ ${at + 1}${code ? ` (mã ${code})` : ''}`,
        value: `${name}: ${countWords({ originals, copies })}, ${required ? 'bắt buộc' : 'không bắt buộc'}`,
      }));
    case 'set-workflow':
      return (after as DesiredWorkflow).steps.map(({ name, role, hours, onlineHours }, at) => ({
        label: `Bước ${at + 1}`,
        value: `${name}: ${role ? `${role}, ` : ''}${numberWords(hours, 2)} giờ, trực tuyến ${numberWords(onlineHours, 2)} giờ`,
      }));
    case 'set-eform':
      return [{ label: 'Biểu mẫu', value: 'biểu mẫu trong định nghĩa dịch vụ' }];
    default: {
      const level = typeof after === 'object' ? (after as ChangeValues['create-offering'])!.level : after;
      return [{ label: 'Mức dịch vụ', value: levels.of(level) }];
    }
  }
}

function linkTo(system: string, procedure: string, systems: readonly PlanSystem[]): string | null {
  const page = systems.find(({ profile }) => profile.name === system)?.page;
  return procedurePage(page, procedure);
}

function taskKey({ system, change }: PlacedChange): string {
  const { kind, target, after } = change;
  const level = kind === 'set-level' ? String(after ?? 'none') : undefined;
  return [system, target.procedure, kind, target.case, level].filter(part => part !== undefined).join('/');
}

function agencyKey({ system, change }: PlacedChange): string {
  return JSON.stringify([system, change.target.procedure, change.target.agency]);
}

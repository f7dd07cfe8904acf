import { didYouMean } from '../config/nearest.ts';
import type { City, Hosted } from '../domain/city.ts';
import type { DesiredCase, ServiceDefinition } from '../domain/service.ts';
import { textKey } from '../domain/text.ts';
import { tierNames } from '../domain/tier.ts';
import type { NationalFacts } from '../readiness/needs.ts';
import { checkEform, type FormCheck } from './check-eform.ts';
import { checkNational, type NationalRecord } from './check-national.ts';
import { checkWorkflow, type RoleContext } from './check-workflow.ts';
import { type Complaint, complaining, onlyWarning } from './problem.ts';
import { checkReadiness, raisesNothing } from './readiness.ts';
import { hasTodo } from './todo.ts';

export interface ValidationContext extends RoleContext {
  agencies: City['agencies'];
  /** The national record; `null` = not in the list read whole, `undefined` = could not tell. */
  national: NationalRecord | null | undefined;
  /** What the systems that hold e-forms cannot take. */
  formChecks: readonly FormCheck[];
  /** What the systems that definitions are pushed to hold. */
  hosts: readonly Hosted[];
  /** What one of them holds; undefined = no such system. */
  hostsOf(system: string): readonly Hosted[] | undefined;
}

/** Everything about a definition that can be judged before anything is sent. Pure. */
export function validateDefinition(definition: ServiceDefinition, context: ValidationContext): Complaint[] {
  const { adopted } = definition;
  const takenOver = raisesNothing(definition);
  const workflowSystems = context.workflowSystems.filter(name => !adopted || name === adopted.system);
  return [
    ...checkScope(definition, context.agencies),
    ...checkCaseNames(definition.cases),
    ...definition.cases.flatMap((one, index) => checkCase(one, index, takenOver)),
    ...checkNational(definition, context.national),
    ...checkReadiness(definition, hostsFor(definition, context), toldBy(context.national)),
    ...definition.cases.flatMap(one => checkEform(one, context.formChecks, takenOver)),
    ...definition.cases.flatMap(one => checkWorkflow(one, { ...context, workflowSystems })),
  ];
}

/** What a system that a definition was taken over from does not hold, it could not tell. */
function hostsFor(definition: ServiceDefinition, { hosts, hostsOf }: ValidationContext): readonly Hosted[] {
  const from = raisesNothing(definition) ? definition.adopted?.system : undefined;
  return (from === undefined ? undefined : hostsOf(from)) ?? hosts;
}

function toldBy(national: ValidationContext['national']): NationalFacts | undefined {
  return national?.detailed ? { ...national.facts, cases: national.cases } : undefined;
}

function checkScope({ applies }: ServiceDefinition, agencies: City['agencies']): Complaint[] {
  const { complaints, says } = complaining({ part: 'service' }, ['applies']);
  const codes = agencies.map(({ code }) => code);
  for (const [index, code] of (applies.agencies ?? []).entries()) {
    if (codes.includes(code) || hasTodo(code)) continue;
    const guess = didYouMean(code, codes).vi;
    says(['agencies', index], `không có đơn vị mã ${code} trong danh sách đơn vị${guess}`);
  }
  for (const [index, tier] of (applies.tiers ?? []).entries())
    if (!agencies.some(agency => agency.tier === tier))
      says(['tiers', index], `thành phố không có đơn vị ${tierNames[tier]}`);
  return complaints;
}

/** Systems that do not keep our keys know cases by their names. */
function checkCaseNames(cases: readonly DesiredCase[]): Complaint[] {
  const seen = new Map<string, number>();
  return cases.flatMap(({ name }, index) => {
    const before = seen.get(textKey(name));
    seen.set(textKey(name), before ?? index);
    if (before === undefined || hasTodo(name)) return [];
    const reason = `cùng tên với cases[${before}]; các hệ thống phân biệt trường hợp theo tên`;
    return [{ part: 'service', path: ['cases', index, 'name'], reason }];
  });
}

function checkCase(
  { deadlineHours, onlineDeadlineHours, components }: DesiredCase,
  index: number,
  takenOver: boolean,
): Complaint[] {
  const { complaints, says } = complaining({ part: 'service' }, ['cases', index]);
  // A system that keeps no such number has 0 there.
  const indeterminate = takenOver ? onlyWarning : {};
  if (deadlineHours <= 0) says(['deadline', 'inPerson'], 'thời hạn phải lớn hơn 0', indeterminate);
  if (onlineDeadlineHours !== null && onlineDeadlineHours <= 0)
    says(['deadline', 'online'], 'thời hạn phải lớn hơn 0; bỏ khóa này khi hệ thống không phân biệt');
  const seen = new Map<string, number>();
  for (const [position, { code, name, originals, copies, required }] of components.entries()) {
    const paper = JSON.stringify([code ?? '', textKey(name)]);
    const before = seen.get(paper);
    if (before !== undefined) says(['components', position], `giấy tờ này đã ghi ở components[${before}]`);
    seen.set(paper, position);
    if (required && originals + copies === 0)
      says(
        ['components', position],
        'giấy tờ bắt buộc phải có ít nhất một bản chính hoặc bản sao',
        indeterminate,
      );
  }
  return complaints;
}

import { didYouMean } from '../config/nearest.ts';
import type { City, Hosted } from '../domain/city.ts';
import type { DesiredCase, ServiceDefinition } from '../domain/service.ts';
import { textKey } from '../domain/text.ts';
import { tierNames } from '../domain/tier.ts';
import type { NationalFacts } from '../readiness/needs.ts';
import { checkEform, type FormCheck } from './check-eform.ts';
import { checkNational, type NationalRecord } from './check-national.ts';
import { checkWorkflow, type RoleContext } from './check-workflow.ts';
import type { Complaint } from './problem.ts';
import { checkReadiness } from './readiness.ts';
import { hasTodo } from './todo.ts';

export interface ValidationContext extends RoleContext {
  agencies: City['agencies'];
  /** The national record; `null` = not in the list read whole, `undefined` = could not tell. */
  national: NationalRecord | null | undefined;
  /** What the systems that hold e-forms cannot take. */
  formChecks: readonly FormCheck[];
  /** What the systems that definitions are pushed to hold. */
  hosts: readonly Hosted[];
}

/** Everything about a definition that can be judged before anything is sent. Pure. */
export function validateDefinition(definition: ServiceDefinition, context: ValidationContext): Complaint[] {
  return [
    ...checkScope(definition, context.agencies),
    ...checkCaseNames(definition.cases),
    ...definition.cases.flatMap((one, index) => checkCase(one, index)),
    ...checkNational(definition, context.national),
    ...checkReadiness(definition, context.hosts, toldBy(context.national)),
    ...definition.cases.flatMap(one => checkEform(one, context.formChecks)),
    ...definition.cases.flatMap(one => checkWorkflow(one, context)),
  ];
}

function toldBy(national: ValidationContext['national']): NationalFacts | undefined {
  return national?.detailed ? { ...national.facts, cases: national.cases } : undefined;
}

function checkScope({ applies }: ServiceDefinition, agencies: City['agencies']): Complaint[] {
  const complaint = (path: Complaint['path'], reason: string): Complaint => ({
    part: 'service',
    path: ['applies', ...path],
    reason,
  });
  const codes = agencies.map(({ code }) => code);
  return [
    ...(applies.agencies ?? []).flatMap((code, index) => {
      if (codes.includes(code) || hasTodo(code)) return [];
      const guess = didYouMean(code, codes);
      return [complaint(['agencies', index], `không có đơn vị mã ${code} trong danh sách đơn vị${guess}`)];
    }),
    ...(applies.tiers ?? []).flatMap((tier, index) =>
      agencies.some(agency => agency.tier === tier)
        ? []
        : [complaint(['tiers', index], `thành phố không có đơn vị ${tierNames[tier]}`)],
    ),
  ];
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
): Complaint[] {
  const complaints: Complaint[] = [];
  const says = (path: Complaint['path'], reason: string) =>
    complaints.push({ part: 'service', path: ['cases', index, ...path], reason });
  if (deadlineHours <= 0) says(['deadline', 'inPerson'], 'thời hạn phải lớn hơn 0');
  if (onlineDeadlineHours !== null && onlineDeadlineHours <= 0)
    says(['deadline', 'online'], 'thời hạn phải lớn hơn 0; bỏ khóa này khi hệ thống không phân biệt');
  const seen = new Map<string, number>();
  for (const [position, { code, name, originals, copies, required }] of components.entries()) {
    const paper = JSON.stringify([code ?? '', textKey(name)]);
    const before = seen.get(paper);
    if (before !== undefined) says(['components', position], `giấy tờ này đã ghi ở components[${before}]`);
    seen.set(paper, position);
    if (required && originals + copies === 0)
      says(['components', position], 'giấy tờ bắt buộc phải có ít nhất một bản chính hoặc bản sao');
  }
  return complaints;
}

import { definedCases } from '../domain/case-facts.ts';
import type { Hosted } from '../domain/city.ts';
import { onlineLevel } from '../domain/level.ts';
import type { ServiceDefinition } from '../domain/service.ts';
import { type NationalFacts, needsOf } from '../readiness/needs.ts';
import { readinessAt } from '../readiness/offering.ts';
import { resultOf } from '../readiness/result.ts';
import { type Complaint, complaining, onlyWarning } from './problem.ts';
import { hasTodo } from './todo.ts';

const stateWords = { 'not-met': 'chưa đạt', unknown: 'chưa rõ' } as const;

/**
 * Whether the definition asks for no more than what was there when it was taken over: what is not known of it then
 * keeps nobody from keeping it. Raising is another matter, for this check and for the guards of a plan.
 */
export function raisesNothing({ level, adopted }: Pick<ServiceDefinition, 'level' | 'adopted'>): boolean {
  return adopted !== undefined && level <= adopted.level;
}

/**
 * What still stands in the way of the level the definition asks for, were a system to have what it says (PRODUCT:
 * levels, targets, readiness). Forms, workflows and papers that are there but wrong are said with their place elsewhere.
 *
 * @param hosts what the city's systems hold.
 * @param national undefined = could not tell.
 */
export function checkReadiness(
  definition: ServiceDefinition,
  hosts: readonly Hosted[],
  national: NationalFacts | undefined,
): Complaint[] {
  const { level, cases, readiness } = definition;
  if (level < onlineLevel) return [];
  const { complaints, says: saysAll } = complaining({ part: 'service' });
  /** Of what is not known. */
  const lenient = raisesNothing(definition) ? onlyWarning : {};
  const says = (path: Complaint['path'], reason: string, more?: Partial<Complaint>) =>
    saysAll(path, `mức độ ${level}: ${reason}`, more);
  // Whether a unit has an account only the systems know.
  const at = { hosts, cases: definedCases(definition), offering: { account: undefined } };
  const { eform, workflow, channel, payment } = readinessAt('', at, needsOf(national, definition));
  for (const { code, case: one } of [...eform.why, ...workflow.why]) {
    const { key } = one ?? cases[0]!;
    const name = cases.length > 1 ? ` của trường hợp "${key}"` : '';
    if (code === 'no-eform')
      says([], `thiếu biểu mẫu điện tử${name} (eform.json)`, { part: 'eform', case: key });
    if (code === 'no-workflow')
      says([], `thiếu quy trình${name} (workflow.yaml hoặc workflow.bpmn)`, { part: 'workflow', case: key });
  }
  if (channel.state === 'not-met') says(['channels', 'online'], 'phải nộp được qua mạng');
  if (channel.state === 'unknown')
    says(['channels', 'online'], 'chưa biết có nộp được qua mạng không', lenient);
  if (payment.why.some(({ code }) => code === 'fee-unclear'))
    says(['fees'], 'chưa biết có thu phí, lệ phí không', lenient);
  else if (payment.state === 'unknown')
    says(
      ['payment', 'online'],
      'có thu phí, lệ phí nên phải nộp được qua mạng; chỉ bỏ được khi mỗi đơn vị đã có tài khoản thụ hưởng trên hệ thống',
      onlyWarning,
    );
  const result = resultOf(definition).state;
  if (result !== 'met')
    says(
      ['channels', 'post'],
      'kết quả phải trả được qua mạng (điều kiện "Kết quả điện tử") hoặc qua bưu chính',
      result === 'unknown' ? lenient : {},
    );
  if (readiness.length === 0) says(['readiness'], 'chưa có điều kiện nào của kế hoạch được xem xét');
  for (const [index, { condition, state, source }] of readiness.entries()) {
    // A row nobody has looked at yet is told once, as the TODO it is.
    if (hasTodo(source)) continue;
    if (state === 'not-met' || state === 'unknown')
      says(
        ['readiness', index, 'state'],
        `điều kiện "${condition}" ${stateWords[state]}`,
        state === 'unknown' ? lenient : {},
      );
  }
  return complaints;
}

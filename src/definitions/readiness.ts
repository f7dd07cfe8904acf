import { onlineLevel } from '../domain/level.ts';
import type { ServiceDefinition } from '../domain/service.ts';
import { textKey } from '../domain/text.ts';
import type { Complaint } from './problem.ts';
import { hasTodo } from './todo.ts';

/** The plan's conditions for a level 3 or 4, technical ones and the legal one, as rows of the checklist. */
export const planConditions = [
  'Quy định của pháp luật cho phép thực hiện qua mạng',
  'Dung lượng tệp đính kèm',
  'Kết nối cơ sở dữ liệu cần thiết',
  'Chữ ký số',
  'Kết quả điện tử',
  'Liên thông giữa các cơ quan',
  'Kết nối phần mềm chuyên ngành',
  'Thanh toán trực tuyến',
] as const;

const electronicResult = textKey('Kết quả điện tử');
const stateWords = { 'not-met': 'chưa đạt', unknown: 'chưa rõ' } as const;

/** What still stands in the way of the level the definition asks for (PRODUCT: levels, targets, readiness). */
export function checkReadiness(definition: ServiceDefinition): Complaint[] {
  const { level, cases, fees, onlinePayment, channels, readiness } = definition;
  if (level < onlineLevel) return [];
  const complaints: Complaint[] = [];
  const says = (path: Complaint['path'], reason: string, more: Partial<Complaint> = {}) =>
    complaints.push({ part: 'service', path, reason: `mức độ ${level}: ${reason}`, ...more });
  for (const { key, eform, workflow } of cases) {
    const name = cases.length > 1 ? ` của trường hợp "${key}"` : '';
    if (!eform) says([], `thiếu biểu mẫu điện tử${name} (eform.json)`, { part: 'eform', case: key });
    if (!workflow)
      says([], `thiếu quy trình${name} (workflow.yaml hoặc workflow.bpmn)`, { part: 'workflow', case: key });
  }
  if (!channels.online) says(['channels', 'online'], 'phải nộp được qua mạng');
  const due = fees.some(({ amount }) => amount > 0);
  if (due && !onlinePayment) says(['payment', 'online'], 'có thu phí, lệ phí nên phải nộp được qua mạng');
  const electronic = readiness.some(
    ({ condition, state }) => textKey(condition) === electronicResult && state === 'met',
  );
  if (level === 4 && !channels.post && !electronic)
    says(
      ['channels', 'post'],
      'kết quả phải trả được qua mạng (điều kiện "Kết quả điện tử") hoặc qua bưu chính',
    );
  if (readiness.length === 0) says(['readiness'], 'chưa có điều kiện nào của kế hoạch được xem xét');
  for (const [index, { condition, state, source }] of readiness.entries()) {
    // A row nobody has looked at yet is told once, as the TODO it is.
    if (hasTodo(source)) continue;
    if (state === 'not-met' || state === 'unknown')
      says(['readiness', index, 'state'], `điều kiện "${condition}" ${stateWords[state]}`);
  }
  return complaints;
}

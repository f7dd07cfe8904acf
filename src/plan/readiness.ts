import type { SystemProfile } from '../domain/city.ts';
import { judgeFormio } from '../domain/judge-eform.ts';
import { judgeWorkflow } from '../domain/judge-workflow.ts';
import { numberWords } from '../domain/number-words.ts';
import type { DesiredCase, DesiredWorkflow, ServiceDefinition } from '../domain/service.ts';
import type { CaseState, ServiceState } from '../domain/service-state.ts';
import { textKey } from '../domain/text.ts';

/** A row of the checklist an offering must pass before it may go to level 3 or 4. */
export interface ReadinessRow {
  /** Which fact; `condition` = one the definition lists. */
  key: 'eform' | 'workflow' | 'components' | 'channel' | 'payment' | 'result' | 'condition';
  /** Vietnamese. */
  condition: string;
  state: 'met' | 'not-met' | 'not-needed' | 'unknown';
  /** Where it was seen or why it is so; Vietnamese. */
  source: string;
}

type Answer = Pick<ReadinessRow, 'state'> & { why?: string };

/**
 * May an offering of the procedure be raised to level 3 or 4 at this system? Technical facts are those of the system,
 * as far as it hosts them; what lies elsewhere is not needed here. The rest is what the definition says.
 */
export function readinessOf(
  definition: ServiceDefinition,
  actual: ServiceState,
  system: SystemProfile,
): ReadinessRow[] {
  const { hosts, name } = system;
  const hosted = (
    key: ReadinessRow['key'],
    host: SystemProfile['hosts'][number],
    condition: string,
    judge: (found: CaseState, one: DesiredCase) => Answer,
  ): ReadinessRow =>
    hosts.includes(host)
      ? { key, condition, ...overCases(definition, actual, name, judge) }
      : { key, condition, state: 'not-needed', source: `${name} không giữ phần này` };

  const due = definition.fees.some(({ amount }) => amount > 0);
  const free: Answer = { state: 'not-needed', why: 'không thu phí, lệ phí' };
  return [
    hosted('eform', 'eform', 'Biểu mẫu điện tử dùng được', judgeEform),
    hosted('workflow', 'workflow', 'Quy trình điện tử hợp lệ', judgeSteps),
    hosted('components', 'components', 'Có thành phần hồ sơ', judgePapers),
    hosted('channel', 'channel', 'Mở nộp hồ sơ trực tuyến', found => switchedOn(found.value?.online, found)),
    hosted('payment', 'payment', 'Thanh toán trực tuyến khi có phí, lệ phí', found =>
      due ? switchedOn(found.value?.onlinePayment, found) : free,
    ),
    resultRow(definition),
    ...definition.readiness.map(({ condition, state, source }) => ({
      key: 'condition' as const,
      condition,
      state,
      source: source || 'định nghĩa dịch vụ',
    })),
  ];
}

const worstFirst: readonly ReadinessRow['state'][] = ['not-met', 'unknown', 'met', 'not-needed'];

/** Every case must be ready: the worst answer counts. */
function overCases(
  definition: ServiceDefinition,
  actual: ServiceState,
  system: string,
  judge: (found: CaseState, one: DesiredCase) => Answer,
): Pick<ReadinessRow, 'state' | 'source'> {
  const answers = definition.cases.map(one => {
    const found = actual.exists ? actual.cases[one.key] : undefined;
    const answer: Answer = found ? judge(found, one) : { state: 'not-met', why: 'chưa có trường hợp' };
    const which = definition.cases.length > 1 ? `trường hợp «${one.name || one.key}»: ` : '';
    return { ...answer, why: answer.why && `${which}${answer.why}` };
  });
  if (answers.length === 0) return { state: 'not-met', source: 'định nghĩa chưa có trường hợp nào' };
  const state = worstFirst.find(each => answers.some(answer => answer.state === each))!;
  const reasons = answers.filter(answer => answer.state === state).flatMap(({ why }) => why ?? []);
  return { state, source: [system, ...reasons].join('; ') };
}

const unknown: Answer = { state: 'unknown', why: 'không đọc được' };

function judgeEform({ eform }: CaseState): Answer {
  if (eform === undefined) return unknown;
  if (eform === null) return { state: 'not-met', why: 'chưa có biểu mẫu' };
  if (typeof eform.raw === 'string' && eform.components === undefined) {
    return { state: 'not-met', why: 'biểu mẫu đang có không đọc được' };
  }
  const { state, reason } = judgeFormio(JSON.stringify(eform));
  return state === 'usable'
    ? { state: 'met' }
    : { state: 'not-met', why: reason ?? 'biểu mẫu không dùng được' };
}

function judgeSteps({ workflow, value }: CaseState, one: DesiredCase): Answer {
  if (workflow === undefined) return unknown;
  if (workflow === null) return { state: 'not-met', why: 'chưa có quy trình' };
  const { defects, longestHours, longestOnlineHours } = judgeWorkflow(asWorkflow(workflow));
  const [first] = defects;
  if (first) {
    const where = first.step ? `bước «${first.step}» ` : '';
    return { state: 'not-met', why: `${where}${first.detail ?? 'quy trình không hợp lệ'}` };
  }
  const { deadlineHours, onlineDeadlineHours } = value ?? one;
  const late = [
    { took: longestHours, allowed: deadlineHours, how: 'trực tiếp' },
    { took: longestOnlineHours, allowed: onlineDeadlineHours ?? deadlineHours, how: 'trực tuyến' },
  ].find(({ took, allowed }) => took !== undefined && took > allowed);
  if (!late) return { state: 'met' };
  const hours = (value: number) => numberWords(value, 2);
  return {
    state: 'not-met',
    why: `các bước cần ${hours(late.took!)} giờ, quá thời hạn nộp ${late.how} ${hours(late.allowed)} giờ`,
  };
}

function asWorkflow({ steps, transitions }: DesiredWorkflow) {
  return { steps: steps.map(step => ({ ...step, performer: step.role ?? null })), transitions };
}

function judgePapers({ components }: CaseState, one: DesiredCase): Answer {
  if (components === undefined) return unknown;
  if (components.length > 0) return { state: 'met' };
  return one.components.length === 0
    ? { state: 'not-needed', why: 'thủ tục không cần giấy tờ' }
    : { state: 'not-met', why: 'chưa có giấy tờ nào' };
}

function switchedOn(on: boolean | undefined, { value }: CaseState): Answer {
  if (value === undefined || on === undefined) return unknown;
  return on ? { state: 'met' } : { state: 'not-met', why: 'đang tắt' };
}

/** By post, or as an electronic document where the definition has that among its conditions. */
export function resultRow({ channels, readiness }: ServiceDefinition): ReadinessRow {
  const row = { key: 'result', condition: 'Trả kết quả trực tuyến hoặc qua bưu chính' } as const;
  if (channels.post) return { ...row, state: 'met', source: 'định nghĩa dịch vụ: trả qua bưu chính' };
  const electronic = readiness.filter(({ condition }) => {
    const key = textKey(condition);
    return key.includes('kết quả') && key.includes('điện tử');
  });
  const state = electronic.map(each => each.state).find(each => each === 'met' || each === 'unknown');
  const source = electronic[0]?.source || 'định nghĩa dịch vụ không có cách trả kết quả từ xa';
  return { ...row, state: state ?? 'not-met', source };
}

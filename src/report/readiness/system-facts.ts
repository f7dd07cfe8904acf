import { feeDue } from '../../domain/fee.ts';
import type { CaseFacts } from '../../domain/procedure.ts';
import { overrunsOf } from '../../readiness/case.ts';
import type { ProcedureGroup } from '../../reconcile/rule.ts';
import { systemLabel } from '../../reconcile/sentence.ts';
import { defectWords, overrunWords } from '../../reconcile/workflow-words.ts';
import type { SnapshotProcedure } from '../../snapshot/model.ts';
import type { CheckState } from './check-row.ts';
import type { ReadSystem } from './checklist.ts';
import type { factConditions } from './conditions.ts';

export interface FactAnswer {
  state: CheckState;
  /** Why, where it is not plainly met; Vietnamese. */
  why?: string;
}

type Fact = keyof typeof factConditions;
const hostOf = {
  eform: 'eform',
  workflow: 'workflow',
  components: 'components',
  channel: 'channel',
  payment: 'payment',
} as const;

const worst: readonly CheckState[] = ['not-met', 'unknown', 'met', 'not-needed'];

/** The worst of several answers counts; reasons are those of that state. */
function worstOf(answers: readonly FactAnswer[]): FactAnswer {
  const state = worst.find(each => answers.some(answer => answer.state === each)) ?? 'not-needed';
  const reasons = [
    ...new Set(answers.filter(answer => answer.state === state).flatMap(({ why }) => why ?? [])),
  ];
  return { state, ...(reasons.length > 0 && { why: reasons.join('; ') }) };
}

/** What the systems that hold it show of a fact for one unit, and when they were read (the earliest). */
export function factOf(
  fact: Fact,
  group: ProcedureGroup,
  agency: string,
  systems: readonly ReadSystem[],
): FactAnswer & { source: string; at: string | null } {
  const hosting = systems
    .map((system, at) => ({ system, record: group.records[at] }))
    .filter(({ system }) => system.hosts.includes(hostOf[fact]));
  if (hosting.length === 0)
    return { state: 'not-needed', source: 'không hệ thống nào giữ phần này', at: null };
  const answers = hosting.map(({ system, record }) => {
    const answer = atSystem(fact, group, agency, system, record);
    return { ...answer, why: answer.why && `${systemLabel(system)}: ${answer.why}` };
  });
  const { state, why } = worstOf(answers.map(({ state, why }) => ({ state, ...(why && { why }) })));
  const read = hosting.flatMap(({ system }) => system.takenAt ?? []).sort();
  return {
    state,
    source: why ?? hosting.map(({ system }) => systemLabel(system)).join(', '),
    at: read[0] ?? null,
  };
}

function atSystem(
  fact: Fact,
  group: ProcedureGroup,
  agency: string,
  system: ReadSystem,
  record: SnapshotProcedure | undefined,
): FactAnswer {
  if (fact === 'payment') {
    const due = feeDue(group.national?.facts.fees);
    if (due === 'free') return { state: 'not-needed', why: 'không thu phí, lệ phí' };
    if (due === 'unknown') return { state: 'unknown', why: 'chưa rõ có thu phí, lệ phí hay không' };
  }
  if (fact === 'components' && nationalNeedsNone(group))
    return { state: 'not-needed', why: 'thủ tục không cần giấy tờ' };
  if (system.takenAt === null) return { state: 'unknown', why: 'chưa lần chạy nào đọc đủ' };
  if (!record) return { state: 'not-met', why: 'hệ thống chưa có thủ tục này' };
  if (!record.detailed || record.cases === undefined)
    return { state: 'unknown', why: 'không đọc được chi tiết' };
  const open = record.cases.filter(({ agencies }) => agencies === null || agencies.includes(agency));
  if (open.length === 0) return { state: 'not-met', why: 'chưa có trường hợp nào mở cho đơn vị' };
  const offering = record.offerings.find(each => each.agency === agency);
  switch (fact) {
    case 'channel':
      return channelOf(open, offering?.onlineClosed);
    case 'payment':
      return offering?.account === true ? { state: 'met' } : paymentOf(open);
    default:
      return worstOf(open.map(facts => inCase(caseFacts[fact](facts), facts, open.length)));
  }
}

/** One open case is enough to file. */
function channelOf(open: readonly CaseFacts[], offeringClosed: boolean | undefined): FactAnswer {
  if (offeringClosed === true) return { state: 'not-met', why: 'đơn vị không nhận hồ sơ trực tuyến' };
  if (open.some(({ onlineClosed }) => onlineClosed === false)) return { state: 'met' };
  if (open.every(({ onlineClosed }) => onlineClosed === true))
    return { state: 'not-met', why: 'mọi trường hợp đều không cho nộp trực tuyến' };
  return offeringClosed === false
    ? { state: 'met' }
    : { state: 'unknown', why: 'không rõ có cho nộp trực tuyến' };
}

function paymentOf(open: readonly CaseFacts[]): FactAnswer {
  if (open.some(({ onlinePayment }) => onlinePayment === false))
    return { state: 'not-met', why: 'có thu phí nhưng chưa có thanh toán trực tuyến' };
  return open.every(({ onlinePayment }) => onlinePayment)
    ? { state: 'met' }
    : { state: 'unknown', why: 'không rõ có thanh toán trực tuyến' };
}

const caseFacts: Record<'eform' | 'workflow' | 'components', (facts: CaseFacts) => FactAnswer> = {
  eform({ eform }) {
    if (eform === undefined) return { state: 'unknown', why: 'không đọc được biểu mẫu' };
    if (eform === null) return { state: 'not-met', why: 'chưa có biểu mẫu' };
    if (eform.state === 'usable') return { state: 'met' };
    return { state: 'not-met', why: eform.reason ?? 'biểu mẫu không có ô nhập liệu' };
  },
  workflow(facts) {
    const { workflow } = facts;
    if (workflow === undefined) return { state: 'unknown', why: 'không đọc được quy trình' };
    if (workflow === null) return { state: 'not-met', why: 'chưa có quy trình' };
    const [fault] = [...workflow.defects.map(defectWords), ...overrunsOf(facts).map(overrunWords)];
    return fault === undefined ? { state: 'met' } : { state: 'not-met', why: fault };
  },
  components({ components }) {
    if (components === undefined) return { state: 'unknown', why: 'không đọc được thành phần hồ sơ' };
    return components && components.length > 0
      ? { state: 'met' }
      : { state: 'not-met', why: 'chưa có giấy tờ nào' };
  },
};

function inCase(answer: FactAnswer, { name, key }: CaseFacts, cases: number): FactAnswer {
  if (answer.why === undefined || cases === 1) return answer;
  return { ...answer, why: `trường hợp «${name ?? key}»: ${answer.why}` };
}

/** The national record was read and has no document in any of its cases. */
function nationalNeedsNone({ national }: ProcedureGroup): boolean {
  return Boolean(
    national?.cases?.every(({ components }) => components !== undefined && (components?.length ?? 0) === 0),
  );
}

import { deadlineHours } from '../../domain/deadline.ts';
import { numberWords } from '../../domain/number-words.ts';
import type { CaseFacts, Deadline } from '../../domain/procedure.ts';
import type { SnapshotProcedure } from '../../snapshot/model.ts';
import { contentFinding, contentPair } from '../content.ts';
import type { SystemRule } from '../rule.ts';
import { shortName } from '../sentence.ts';

export const rule: SystemRule = {
  id: 'deadline-differs',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  title: 'Thời hạn giải quyết khác CSDL quốc gia',
  what: 'Thời hạn giải quyết của thủ tục hoặc của một trường hợp không trùng với thời hạn nào trên CSDL quốc gia về TTHC.',
  why: 'Hệ thống hẹn trả kết quả sai ngày, hồ sơ bị tính trễ hạn hoặc kéo dài quá quy định.',
  remedy:
    'Đơn vị phụ trách kỹ thuật sửa thời hạn theo CSDL quốc gia; nếu thành phố đã công bố rút ngắn thời hạn thì cho tạm bỏ qua sai lệch này (lệnh waive) và ghi rõ quyết định.',
  needs: { national: ['deadlines'], local: ['deadlines', 'deadlineHours'] },
  becomes: 'task',
  concerns: system => system.role !== 'national',
  judge(record, system, group, context, report) {
    const pair = contentPair(record, group);
    const national = pair?.national.facts.deadlines?.map(fromDeadline) ?? [];
    if (!pair || !national.some(({ hours }) => hours.length > 0)) return;
    const differing = localTimes(pair.local).filter(time => !national.some(other => agree(time, other)));
    if (differing.length === 0) return;
    const clear = national.filter(({ hours }) => hours.length > 0);
    report(
      contentFinding(pair, system, group, context, {
        what: 'thời hạn giải quyết',
        expected: wordsOf(clear),
        actual: wordsOf(differing),
        evidence: {
          national: (pair.national.facts.deadlines ?? []).slice(0, 20),
          local: differing.slice(0, 20).map(({ words, of }) => ({ of, value: words() })),
        },
      }),
    );
  },
};

/** A length of time as one side tells it. */
interface Time {
  /** What it may mean, in hours of work (8 a day): "24 giờ" is one day round the clock or three days' work. */
  hours: number[];
  /** Absent: the source does not tell working days from calendar days. */
  kind?: 'workingDay' | 'day';
  /** A number without a unit: agrees with the same number of anything. */
  bare?: number;
  /** Put into words only when it differs. */
  words: () => string;
  of: string;
}

function fromDeadline(deadline: Deadline): Time {
  const { amount, unit, text } = deadline;
  const time: Time = { hours: [], words: () => text, of: 'thủ tục' };
  const hours = deadlineHours(deadline);
  if (amount === undefined || !(amount > 0)) return time;
  if (hours === undefined) return { ...time, bare: amount };
  time.hours.push(hours);
  if (unit === 'hour' && amount % 24 === 0) time.hours.push((amount / 24) * 8);
  if (unit === 'workingDay' || unit === 'day') time.kind = unit;
  time.words = () => `${numberWords(amount)} ${unitWords[unit!]}`;
  return time;
}

const unitWords: Record<NonNullable<Deadline['unit']>, string> = {
  workingDay: 'ngày làm việc',
  day: 'ngày',
  hour: 'giờ',
  month: 'tháng',
};

function localTimes(local: SnapshotProcedure): Time[] {
  const told = (local.facts.deadlines ?? []).map(fromDeadline).filter(({ hours }) => hours.length > 0);
  const cases = (local.cases ?? []).filter(({ agencies }) => isOpen(agencies, local)).flatMap(fromCase);
  return [...told, ...cases];
}

/** A case that is open to nobody who offers the procedure promises nothing to anybody. */
function isOpen(agencies: CaseFacts['agencies'], local: SnapshotProcedure): boolean {
  return agencies === null || local.offerings.some(({ agency }) => agencies.includes(agency));
}

function fromCase({ key, name, deadlineHours: hours, deadlineUnit: kind }: CaseFacts): Time[] {
  if (!hours || !(hours > 0)) return [];
  const words = () =>
    hours % 8 === 0 ? `${numberWords(hours / 8)} ${unitWords[kind ?? 'day']}` : `${numberWords(hours)} giờ`;
  return [{ hours: [hours], ...(kind && { kind }), words, of: `trường hợp «${shortName(name || key)}»` }];
}

function agree(one: Time, other: Time): boolean {
  if (other.bare !== undefined)
    return one.hours.some(hours => hours === other.bare || hours === other.bare! * 8);
  if (one.kind && other.kind && one.kind !== other.kind) return false;
  return one.hours.some(a => other.hours.some(b => Math.abs(a - b) < 0.01));
}

function wordsOf(times: Time[]): string {
  return [...new Set(times.map(({ words }) => words()))].slice(0, 10).join(' hoặc ');
}

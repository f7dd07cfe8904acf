import type { FindingState, RuleId } from '../domain/finding.ts';
import { numberWords } from '../domain/number-words.ts';
import { type Owner, severityNames } from '../domain/severity.ts';
import type { ReportModel, SystemPart } from './model.ts';
import { toDo } from './tally.ts';
import { enumeration, sentenceCase, stateNames, systemStatusNames } from './words.ts';

/** The run in one sentence: "Còn 312 sai lệch cần xử lý, 14 nghiêm trọng; 2 nguồn chưa đọc đủ." */
export function headline(model: Pick<ReportModel, 'summary' | 'systems' | 'tally'>): string {
  const rows = toDo(model.tally);
  const critical = model.tally.bySeverity.critical;
  const unread = unreadSystems(model).length;
  const sources = unread === 0 ? '' : `; ${numberWords(unread)} nguồn chưa đọc đủ`;
  if (model.summary.status === 'failed') return 'Lần chạy không hoàn thành, kết quả dưới đây chưa dùng được.';
  if (rows > 0) {
    const worst = critical === 0 ? '' : `, ${numberWords(critical)} nghiêm trọng`;
    return `Còn ${numberWords(rows)} sai lệch cần xử lý${worst}${sources}.`;
  }
  return unread === 0
    ? 'Không có sai lệch nào cần xử lý.'
    : `Chưa thấy sai lệch nào cần xử lý, nhưng chưa kết luận được: ${numberWords(unread)} nguồn chưa đọc đủ.`;
}

export function unreadSystems(model: Pick<ReportModel, 'systems'>): SystemPart[] {
  return model.systems.filter(system => system.status !== 'complete');
}

/** Which slice this is, "" for the whole run: "Phần việc của Sở TTTT · Cổng DVC thành phố". */
export function sliceName({ filter, ...model }: ReportModel): string {
  const words = <T extends string>(wanted: T | T[] | undefined, name: (value: T) => string) =>
    wanted === undefined ? '' : enumeration([wanted].flat().map(value => name(value as T)));
  const owners = words(filter.owner as Owner | Owner[] | undefined, model.ownerName);
  const severities = words(filter.severity, severity => severityNames[severity]);
  return [
    owners && `Phần việc của ${owners}`,
    words(filter.agency, model.agencyName),
    words(filter.system, model.systemTitle),
    words(filter.rule as RuleId | RuleId[] | undefined, rule => model.ruleText(rule).title),
    words(filter.procedure, code => `Thủ tục ${code}`),
    severities && `Mức ${severities}`,
    words(filter.state as FindingState | FindingState[] | undefined, state =>
      sentenceCase(stateNames[state]),
    ),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Findings of earlier runs that could not be looked at again; undefined when there are none. */
export function carriedSentence(model: ReportModel): string | undefined {
  const carried = model.former?.carried ?? 0;
  if (carried === 0) return undefined;
  const unread = unreadSystems(model).map(system => system.title);
  const reason =
    unread.length > 0 ? `chưa đọc đủ ${enumeration(unread)}` : 'có quy tắc không đánh giá được trong lần này';
  return `${numberWords(carried)} sai lệch của lần chạy trước chưa kiểm tra lại được vì ${reason}; chúng giữ nguyên trạng thái và không tính vào các con số ở đây.`;
}

/** What to do about a system that was not read whole. */
export function sourceAdvice(system: SystemPart, model: ReportModel): string {
  const shrunk = model.groups.some(
    group => group.rule === 'source-shrunk' && group.causes.some(cause => cause.system === system.name),
  );
  if (shrunk) {
    return `Kiểm tra vì sao dữ liệu giảm. Nếu đúng thực tế, xác nhận bằng lệnh “dvc-sync run --accept-shrink ${system.name} --reason "lý do"”.`;
  }
  const rest = 'Trước khi đọc đủ, quy tắc nào cần nguồn này thì chưa đánh giá được.';
  return system.status === 'unreadable'
    ? `Kiểm tra kết nối, địa chỉ và tài khoản bằng lệnh “dvc-sync check”, rồi chạy lại. ${rest}`
    : `Xem lý do, báo đơn vị vận hành nếu cần, rồi chạy lại khi hệ thống ổn định. ${rest}`;
}

/** "Cổng DVC thành phố: đọc chưa đủ (lý do)". */
export function sourceSentence(system: SystemPart): string {
  const reason = system.error ? `: ${system.error}` : '';
  return `${system.title} ${systemStatusNames[system.status]}${reason}`;
}

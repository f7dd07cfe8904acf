import type { FindingState, RuleId } from '../domain/finding.ts';
import { numberWords } from '../domain/number-words.ts';
import { type Owner, severityNames } from '../domain/severity.ts';
import { date } from '../domain/time.ts';
import { remedyOf } from '../reconcile/remedy.ts';
import { enumeration, sentenceCase } from '../words/sentence.ts';
import type { ReportModel, SystemPart } from './model.ts';
import type { Tally } from './tally.ts';
import { stateNames, systemStatusNames } from './words.ts';

/** What the sentences about a run speak of. */
export type RunNumbers = Pick<ReportModel, 'summary' | 'systems' | 'tally'>;

/** The run in one sentence; what nobody knows comes first. */
export function headline(model: RunNumbers): string {
  if (model.summary.status === 'failed') return 'Lần chạy không hoàn thành, kết quả dưới đây chưa dùng được.';
  const { toDo, unchecked, bySeverity } = model.tally;
  const worst = bySeverity.critical === 0 ? '' : `, ${numberWords(bySeverity.critical)} nghiêm trọng`;
  const work = `${numberWords(toDo)} sai lệch cần xử lý${worst}`;
  if (unchecked > 0) {
    const more = toDo > 0 ? `; ngoài ra còn ${work}` : '';
    return `${numberWords(unchecked)} sai lệch chưa kiểm tra lại được vì ${whyUnknown(model)}${more}.`;
  }
  if (!isSettled(model)) {
    const reason = sentenceCase(whyUnknown(model));
    return toDo > 0
      ? `${reason} nên chưa kết luận được hết; còn ${work}.`
      : `${reason} nên chưa kết luận được; trong phần đã đọc chưa thấy sai lệch nào.`;
  }
  return toDo > 0 ? `Còn ${work}.` : 'Không có sai lệch nào cần xử lý.';
}

export function unreadSystems(model: Pick<ReportModel, 'systems'>): SystemPart[] {
  return model.systems.filter(system => system.status !== 'complete');
}

/** Everything was looked at, so that nothing found means nothing there; of the whole run, whatever the slice. */
export function isSettled(model: Pick<ReportModel, 'summary' | 'systems'>): boolean {
  const { status, counts } = model.summary;
  return status !== 'failed' && counts.unchecked === 0 && unreadSystems(model).length === 0;
}

function whyUnknown(model: Pick<ReportModel, 'systems'>): string {
  const unread = unreadSystems(model).map(system => system.title);
  return unread.length > 0 ? `chưa đọc đủ ${enumeration(unread)}` : 'có bản ghi không đọc được trong lần này';
}

/** Whose the unchecked findings are, and what to do next; undefined when all of the run was looked at again. */
export function uncheckedSentence(
  model: RunNumbers & {
    owners: readonly { name: string; tally: Tally }[];
    owner(owner: Owner): string;
  },
): string | undefined {
  const { tally, summary } = model;
  if (summary.counts.unchecked === 0) return undefined;
  // A source read whole may hold a record that could not be told.
  const unread = unreadSystems(model).length > 0;
  const mended = unread ? 'làm cho nguồn đọc được' : 'báo nơi quản lý nguồn sửa bản ghi không đọc được';
  const again = `${model.owner('technical')} ${mended} rồi chạy lại; lần chạy đó sẽ nói cái nào đã hết.`;
  if (tally.unchecked === 0) {
    const all = numberWords(summary.counts.unchecked);
    const hiding = unread ? 'nguồn chưa đọc đủ' : 'bản ghi không đọc được';
    return `Cả thành phố còn ${all} sai lệch chưa kiểm tra lại được, không có cái nào thuộc phần này; nhưng ${hiding} có thể còn giấu sai lệch mới. ${again}`;
  }
  const owners = model.owners.filter(part => part.tally.unchecked > 0);
  const whose = owners.map(({ name, tally: own }) =>
    owners.length === 1 ? name : `${name} ${numberWords(own.unchecked)}`,
  );
  const worst = tally.uncheckedCritical > 0 ? ` (${numberWords(tally.uncheckedCritical)} nghiêm trọng)` : '';
  return `${numberWords(tally.unchecked)} sai lệch đó${worst} đã thấy trước đây, nay chưa rõ còn hay hết; thuộc ${enumeration(whose)}. Cứ xử lý tiếp theo mục “Chưa kiểm tra lại được”. ${again}`;
}

/** How many of what is to be done a plan can mend; "" where none, and for those who plan nothing. `how` says where it begins. */
export function mendableSentence(
  { groups, filter }: Pick<ReportModel, 'groups' | 'filter'>,
  how = '',
): string {
  if (filter.agency !== undefined || (filter.owner !== undefined && filter.owner !== 'technical')) return '';
  const count = groups
    .filter(({ standing, rule }) => standing === 'toDo' && remedyOf(rule) === 'plan')
    .reduce((sum, { tally }) => sum + tally.toDo, 0);
  if (count === 0) return '';
  const said = `dvc-sync tự khắc phục được ${numberWords(count)} sai lệch trong số đó bằng kế hoạch, khi dịch vụ đã có định nghĩa`;
  return `${said}${how && `; ${how}`}.`;
}

/** What stands beside an owner or a unit that has nothing to do; never that while something is unknown. */
export function idleWords(model: Pick<ReportModel, 'summary' | 'systems'>, tally: Tally): string {
  if (tally.unchecked > 0) return `${numberWords(tally.unchecked)} chưa kiểm tra lại được`;
  return isSettled(model) ? 'không có việc phải làm' : 'chưa kết luận được';
}

/** Which slice this is, "" for the whole run: "Phần việc của Sở TTTT · Cổng DVC thành phố". */
export function sliceName({ filter, ...model }: ReportModel): string {
  const words = <T extends string>(wanted: T | T[] | undefined, name: (value: T) => string) =>
    wanted === undefined ? '' : enumeration([wanted].flat().map(value => name(value as T)));
  const owners = words(filter.owner as Owner | Owner[] | undefined, model.owner);
  const severities = words(filter.severity, severity => severityNames[severity]);
  return [
    owners && `Phần việc của ${owners}`,
    words(filter.agency, model.agency),
    words(filter.system, model.system),
    words(filter.rule as RuleId | RuleId[] | undefined, rule => model.ruleText(rule).title),
    words(filter.procedure, code => `Thủ tục ${code}`),
    severities && `Mức ${severities}`,
    words(filter.state as FindingState | FindingState[] | undefined, state =>
      sentenceCase(stateNames[state]),
    ),
    ...(filter.among ?? []).map(({ words: said }) => said),
    filter.firstSeen?.from && `Thấy lần đầu từ ${date(filter.firstSeen.from)}`,
    filter.firstSeen?.before && `Thấy lần đầu trước ${date(filter.firstSeen.before)}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What to do about a system that was not read whole, as officials read it. */
export function sourceAdvice(system: SystemPart, model: ReportModel): string {
  if (hasShrunk(system, model))
    return 'Kiểm tra vì sao dữ liệu giảm. Nếu đúng thực tế thì người vận hành xác nhận, kèm lý do.';
  const rest = 'Trước khi đọc đủ, quy tắc nào cần nguồn này thì chưa đánh giá được.';
  return system.status === 'unreadable'
    ? `Kiểm tra kết nối, địa chỉ và tài khoản, rồi đối chiếu lại. ${rest}`
    : `Xem lý do, báo đơn vị vận hành nếu cần, rồi đối chiếu lại khi hệ thống ổn định. ${rest}`;
}

/** Whether it is suddenly much shorter than it was. */
export function hasShrunk({ name }: SystemPart, { groups }: ReportModel): boolean {
  return groups.some(
    ({ rule, causes }) => rule === 'source-shrunk' && causes.some(({ system }) => system === name),
  );
}

/** "Cổng DVC thành phố đọc chưa đủ"; the reason, as the wire gave it, is for technicians. */
export function sourceSentence(system: SystemPart): string {
  return `${system.title} ${systemStatusNames[system.status]}`;
}

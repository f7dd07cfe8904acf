import { numberWords } from '../domain/number-words.ts';
import { severityNames } from '../domain/severity.ts';
import { tierNames } from '../domain/tier.ts';
import { listWords, sentenceCase } from '../words/sentence.ts';
import { severityBadge } from './html/badges.ts';
import { levelOrder } from './html/charts/levels-chart.ts';
import { html } from './html/markup.ts';
import type { AgencyPart, ReportModel, RulePart, SystemPart } from './model.ts';
import { sourceAdvice } from './sentences.ts';
import type { DiscrepancyRow, UnusedRecord } from './source.ts';
import { column, type Table } from './table/table.ts';
import type { Tally } from './tally.ts';
import { ruleStatusNames, stateNames, systemStatusNames } from './words.ts';

/** The list of discrepancies, the same in the workbook and in the CSV. */
export function rowTable(model: ReportModel) {
  const { ruleText, home } = model;
  return {
    name: 'Sai lệch',
    // The sentence names procedure, agency and system; the columns behind it are for filtering, not for paper.
    printed: 6,
    columns: [
      column('Mức sai lệch', 14, ({ severity }) => ({ value: severityNames[severity], tone: severity })),
      column('Trạng thái', 14, row => sentenceCase(stateNames[row.state])),
      column('Loại sai lệch', 30, row => ruleText(row.rule).title),
      column('Nội dung', 70, row => row.message),
      column('Việc cần làm', 50, row => ruleText(row.rule).remedy),
      column('Trách nhiệm', 14, row => model.owner(row.owner)),
      column('Mã TTHC', 13, row => row.procedure),
      column('Tên thủ tục', 50, ({ procedure }) =>
        procedure === null ? null : (model.procedureName(procedure) ?? null),
      ),
      column('Mã đơn vị', 12, ({ units }) => (units.length === 1 ? units[0]! : null)),
      column('Đơn vị', 30, ({ units }) => listWords(units.map(model.agency), 'đơn vị') || null),
      column('Hệ thống', 24, ({ system }) => system && model.system(system)),
      column('Trường hợp, cấp hoặc mã', 18, row => keyName(row.key)),
      column('Phải là', 40, row => row.expected),
      column('Đang là', 40, row => row.actual),
      column('Phát hiện lần đầu', 17, row => ({ moment: row.firstSeen })),
      column('Thấy gần nhất', 17, row => ({ moment: row.lastSeen })),
      column('Tạm bỏ qua: lý do', 30, row => row.waiver?.reason ?? null),
      column('Người cho bỏ qua', 18, row => row.waiver?.by ?? null),
      column('Bỏ qua đến', 17, ({ waiver }) => (waiver?.until ? { moment: waiver.until } : null)),
      column('Dành cho kỹ thuật: mã quy tắc', 22, row => row.rule),
      column('Mã sai lệch', 20, row => row.fingerprint),
      ...(home === undefined
        ? []
        : [column('Trang của sai lệch', 60, (row: DiscrepancyRow) => findingPage(home, row))]),
    ],
  } satisfies Table<DiscrepancyRow>;
}

/** Where the service shows a finding. */
export function findingPage(home: string, { fingerprint }: Pick<DiscrepancyRow, 'fingerprint'>): string {
  return `${home}/sai-lech/${encodeURIComponent(fingerprint)}`;
}

/** A tier in words, any other key as it is. */
export function keyName(key: string | null): string | null {
  return key !== null && Object.hasOwn(tierNames, key) ? tierNames[key as keyof typeof tierNames] : key;
}

/** What is counted of units and of rules alike. */
const counts = {
  unchecked: column('Chưa kiểm tra lại', 9, ({ tally }: Counted) => tally.unchecked),
  toDo: column('Cần xử lý', 8, ({ tally }: Counted) => tally.toDo),
  fresh: column('Mới', 7, ({ tally }: Counted) => tally.fresh),
  info: column('Thông tin', 8, ({ tally }: Counted) => tally.bySeverity.info),
  waived: column('Tạm bỏ qua', 8, ({ tally }: Counted) => tally.states.waived),
};
type Counted = { tally: Tally };

/** "Theo đơn vị": worst first; a row about several units stands at each; the last line holds what is about none. */
export function agencyTable(model: ReportModel) {
  const kinds = (rules: AgencyPart['rules'], count: (rows: number) => string) =>
    rules.map(([rule, rows]) => `${model.ruleText(rule).title} (${count(rows)})`).join('; ');
  return {
    name: 'Theo đơn vị',
    look: 'agencies',
    printed: 12,
    columns: [
      column('Mã đơn vị', 12, ({ agency }) => agency?.code ?? null),
      column(
        'Đơn vị',
        44,
        ({ agency }) => ({ value: agency?.name ?? 'Không thuộc đơn vị nào', tone: 'strong' }),
        {
          head: true,
          page: ({ agency }) =>
            agency ? html`${agency.name} <code>${agency.code}</code>` : 'Không thuộc đơn vị nào',
        },
      ),
      column('Cấp', 14, ({ agency }) => agency && sentenceCase(tierNames[agency.tier])),
      { ...counts.unchecked, number: true, page: model.tally.unchecked > 0 },
      { ...counts.toDo, number: true, page: ({ tally }) => html`<b>${numberWords(tally.toDo)}</b>` },
      column('Nghiêm trọng', 9, ({ tally }) => tally.bySeverity.critical, { number: true, page: true }),
      column('Lớn', 7, ({ tally }) => tally.bySeverity.major),
      column('Nhỏ', 7, ({ tally }) => tally.bySeverity.minor),
      counts.info,
      { ...counts.fresh, number: true, wide: true, page: true },
      counts.waived,
      column('Tổng số dòng', 9, ({ tally }) => tally.total),
      column('Các loại sai lệch', 80, ({ rules }) => kinds(rules, String), {
        wide: true,
        pageTitle: 'Nhiều nhất',
        page: ({ rules }) => `${kinds(rules.slice(0, 2), numberWords)}${rules.length > 2 ? ' …' : ''}`,
      }),
    ],
  } satisfies Table<AgencyPart>;
}

/** "Theo quy tắc": every rule with its outcome, also those that found nothing. */
export function ruleTable(model: ReportModel) {
  const result = ({ outcome }: RulePart) => (outcome ? ruleStatusNames[outcome.status] : 'không bật');
  return {
    name: 'Theo quy tắc',
    look: 'rules',
    printed: 11,
    columns: [
      column('Loại sai lệch', 38, ({ text }) => ({ value: text.title, tone: 'strong' }), {
        head: true,
        pageTitle: 'Quy tắc',
        page: true,
      }),
      column(
        'Mức sai lệch',
        14,
        ({ text }) => ({ value: severityNames[text.severity], tone: text.severity }),
        { page: ({ text }) => severityBadge(text.severity) },
      ),
      column('Trách nhiệm', 14, ({ text }) => model.owner(text.owner), { wide: true, page: true }),
      ...[counts.unchecked, counts.toDo, counts.fresh, counts.info, counts.waived],
      { title: 'Kết quả', page: rule => sentenceCase(result(rule)) },
      column('Số dòng', 7, ({ tally }) => tally.total, { number: true, page: true }),
      column('Kết quả đánh giá', 14, rule => ({
        value: sentenceCase(result(rule)),
        tone: rule.outcome && (rule.outcome.status === 'evaluated' ? 'good' : 'critical'),
      })),
      column('Lý do, nguồn chưa đánh giá được', 40, ({ outcome }) => {
        const skipped = outcome?.skipped.map(model.system).join(', ');
        return [outcome?.reason, skipped && `Bỏ qua: ${skipped}`].filter(Boolean).join(' ') || null;
      }),
      column('Nội dung quy tắc', 60, ({ text }) => text.what),
      column('Vì sao', 60, ({ text }) => text.why),
      column('Việc cần làm', 60, ({ text }) => text.remedy),
      column('Dành cho kỹ thuật: mã quy tắc', 24, ({ text }) => text.id),
    ],
  } satisfies Table<RulePart>;
}

/** "Nguồn dữ liệu": what was read of each system, and the levels found there. */
export function sourceTable(model: ReportModel) {
  return {
    name: 'Nguồn dữ liệu',
    printed: 12,
    columns: [
      column('Nguồn', 32, ({ title }) => ({ value: title, tone: 'strong' })),
      column('Tình trạng', 14, ({ status }) => ({
        value: systemStatusNames[status],
        tone: status === 'complete' ? 'good' : 'critical',
      })),
      column('Thủ tục', 9, ({ procedures }) => procedures),
      column('Dịch vụ tại đơn vị', 9, ({ offerings }) => offerings),
      column('Đơn vị', 8, ({ agencies }) => agencies),
      column('Bản ghi lỗi', 8, ({ quarantined }) => quarantined),
      ...levelOrder.map(level =>
        column(
          model.levelWords(level).head,
          8,
          ({ name }: SystemPart) => model.summary.levels[name]?.[level] ?? null,
        ),
      ),
      column('Cần làm gì', 60, system => (system.status === 'complete' ? null : sourceAdvice(system, model))),
      column('Số yêu cầu', 11, ({ requests }) => requests),
      column('Thời gian đọc (giây)', 13, ({ durationMs }) => Math.round(durationMs / 100) / 10),
      column('Dành cho kỹ thuật: tên cấu hình', 16, ({ name }) => name),
      column('Dành cho kỹ thuật: vì sao chưa đọc đủ', 60, ({ error }) => error),
      column('Ghi chú', 60, ({ notes }) => notes?.join('\n') || null),
    ],
  } satisfies Table<SystemPart>;
}

const recordNames: Record<string, string> = {
  procedure: 'thủ tục',
  offering: 'dịch vụ tại đơn vị',
  agency: 'đơn vị',
  case: 'trường hợp',
  component: 'thành phần hồ sơ',
  fee: 'phí, lệ phí',
  decision: 'quyết định công bố',
};

/** "Bản ghi lỗi": what stands in a system but could not be used, and why. */
export function unusedTable(model: ReportModel) {
  return {
    name: 'Bản ghi lỗi',
    columns: [
      column('Nguồn', 32, ({ system }) => model.system(system)),
      column('Loại bản ghi', 22, ({ part }) => sentenceCase(recordNames[part] ?? part)),
      column('Mã trong hệ thống', 34, ({ key }) => key || null),
      column('Dành cho kỹ thuật: vì sao không dùng được', 70, ({ reason }) => reason),
      column('Dành cho kỹ thuật: chỗ trong bản ghi', 34, ({ path }) => path || null),
    ],
  } satisfies Table<UnusedRecord>;
}

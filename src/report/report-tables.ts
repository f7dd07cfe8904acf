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
import type { Column, Table } from './table/table.ts';
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
      {
        title: 'Mức sai lệch',
        width: 14,
        cell: ({ severity }) => ({ value: severityNames[severity], tone: severity }),
      },
      { title: 'Trạng thái', width: 14, cell: row => sentenceCase(stateNames[row.state]) },
      { title: 'Loại sai lệch', width: 30, cell: row => ruleText(row.rule).title },
      { title: 'Nội dung', width: 70, cell: row => row.message },
      { title: 'Việc cần làm', width: 50, cell: row => ruleText(row.rule).remedy },
      { title: 'Trách nhiệm', width: 14, cell: row => model.owner(row.owner) },
      { title: 'Mã TTHC', width: 13, cell: row => row.procedure },
      {
        title: 'Tên thủ tục',
        width: 50,
        cell: ({ procedure }) => (procedure === null ? null : (model.procedureName(procedure) ?? null)),
      },
      { title: 'Mã đơn vị', width: 12, cell: ({ units }) => (units.length === 1 ? units[0]! : null) },
      {
        title: 'Đơn vị',
        width: 30,
        cell: ({ units }) => listWords(units.map(model.agency), 'đơn vị') || null,
      },
      { title: 'Hệ thống', width: 24, cell: ({ system }) => system && model.system(system) },
      { title: 'Trường hợp, cấp hoặc mã', width: 18, cell: row => keyName(row.key) },
      { title: 'Phải là', width: 40, cell: row => row.expected },
      { title: 'Đang là', width: 40, cell: row => row.actual },
      { title: 'Phát hiện lần đầu', width: 17, cell: row => ({ moment: row.firstSeen }) },
      { title: 'Thấy gần nhất', width: 17, cell: row => ({ moment: row.lastSeen }) },
      { title: 'Tạm bỏ qua: lý do', width: 30, cell: row => row.waiver?.reason ?? null },
      { title: 'Người cho bỏ qua', width: 18, cell: row => row.waiver?.by ?? null },
      {
        title: 'Bỏ qua đến',
        width: 17,
        cell: ({ waiver }) => (waiver?.until ? { moment: waiver.until } : null),
      },
      { title: 'Dành cho kỹ thuật: mã quy tắc', width: 22, cell: row => row.rule },
      { title: 'Mã sai lệch', width: 20, cell: row => row.fingerprint },
      ...(home === undefined
        ? []
        : [
            { title: 'Trang của sai lệch', width: 60, cell: (row: DiscrepancyRow) => findingPage(home, row) },
          ]),
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

type Counted = Column<{ tally: Tally }>;

/** What is counted of units and of rules alike. */
const counts = {
  unchecked: { title: 'Chưa kiểm tra lại', width: 9, cell: ({ tally }) => tally.unchecked },
  toDo: { title: 'Cần xử lý', width: 8, cell: ({ tally }) => tally.toDo },
  fresh: { title: 'Mới', width: 7, cell: ({ tally }) => tally.fresh },
  info: { title: 'Thông tin', width: 8, cell: ({ tally }) => tally.bySeverity.info },
  waived: { title: 'Tạm bỏ qua', width: 8, cell: ({ tally }) => tally.states.waived },
} satisfies Record<string, Counted>;

/** "Theo đơn vị": worst first; a row about several units stands at each; the last line holds what is about none. */
export function agencyTable(model: ReportModel) {
  const kinds = (rules: AgencyPart['rules'], count: (rows: number) => string) =>
    rules.map(([rule, rows]) => `${model.ruleText(rule).title} (${count(rows)})`).join('; ');
  return {
    name: 'Theo đơn vị',
    look: 'agencies',
    printed: 12,
    columns: [
      { title: 'Mã đơn vị', width: 12, cell: ({ agency }) => agency?.code ?? null },
      {
        title: 'Đơn vị',
        width: 44,
        cell: ({ agency }) => ({ value: agency?.name ?? 'Không thuộc đơn vị nào', tone: 'strong' }),
        head: true,
        page: ({ agency }) =>
          agency ? html`${agency.name} <code>${agency.code}</code>` : 'Không thuộc đơn vị nào',
      },
      { title: 'Cấp', width: 14, cell: ({ agency }) => agency && sentenceCase(tierNames[agency.tier]) },
      { ...counts.unchecked, number: true, page: model.tally.unchecked > 0 },
      { ...counts.toDo, number: true, page: ({ tally }) => html`<b>${numberWords(tally.toDo)}</b>` },
      {
        title: 'Nghiêm trọng',
        width: 9,
        number: true,
        cell: ({ tally }) => tally.bySeverity.critical,
        page: true,
      },
      { title: 'Lớn', width: 7, cell: ({ tally }) => tally.bySeverity.major },
      { title: 'Nhỏ', width: 7, cell: ({ tally }) => tally.bySeverity.minor },
      counts.info,
      { ...counts.fresh, number: true, wide: true, page: true },
      counts.waived,
      { title: 'Tổng số dòng', width: 9, cell: ({ tally }) => tally.total },
      {
        title: 'Các loại sai lệch',
        width: 80,
        cell: ({ rules }) => kinds(rules, String),
        wide: true,
        pageTitle: 'Nhiều nhất',
        page: ({ rules }) => `${kinds(rules.slice(0, 2), numberWords)}${rules.length > 2 ? ' …' : ''}`,
      },
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
      {
        title: 'Loại sai lệch',
        width: 38,
        cell: ({ text }) => ({ value: text.title, tone: 'strong' }),
        head: true,
        pageTitle: 'Quy tắc',
        page: true,
      },
      {
        title: 'Mức sai lệch',
        width: 14,
        cell: ({ text }) => ({ value: severityNames[text.severity], tone: text.severity }),
        page: ({ text }) => severityBadge(text.severity),
      },
      {
        title: 'Trách nhiệm',
        width: 14,
        wide: true,
        cell: ({ text }) => model.owner(text.owner),
        page: true,
      },
      ...[counts.unchecked, counts.toDo, counts.fresh, counts.info, counts.waived],
      { title: 'Kết quả', page: rule => sentenceCase(result(rule)) },
      { title: 'Số dòng', width: 7, number: true, cell: ({ tally }) => tally.total, page: true },
      {
        title: 'Kết quả đánh giá',
        width: 14,
        cell: rule => ({
          value: sentenceCase(result(rule)),
          tone: rule.outcome && (rule.outcome.status === 'evaluated' ? 'good' : 'critical'),
        }),
      },
      {
        title: 'Lý do, nguồn chưa đánh giá được',
        width: 40,
        cell: ({ outcome }) => {
          const skipped = outcome?.skipped.map(model.system).join(', ');
          return [outcome?.reason, skipped && `Bỏ qua: ${skipped}`].filter(Boolean).join(' ') || null;
        },
      },
      { title: 'Nội dung quy tắc', width: 60, cell: ({ text }) => text.what },
      { title: 'Vì sao', width: 60, cell: ({ text }) => text.why },
      { title: 'Việc cần làm', width: 60, cell: ({ text }) => text.remedy },
      { title: 'Dành cho kỹ thuật: mã quy tắc', width: 24, cell: ({ text }) => text.id },
    ],
  } satisfies Table<RulePart>;
}

/** "Nguồn dữ liệu": what was read of each system, and the levels found there. */
export function sourceTable(model: ReportModel) {
  return {
    name: 'Nguồn dữ liệu',
    printed: 12,
    columns: [
      { title: 'Nguồn', width: 32, cell: ({ title }) => ({ value: title, tone: 'strong' }) },
      {
        title: 'Tình trạng',
        width: 14,
        cell: ({ status }) => ({
          value: systemStatusNames[status],
          tone: status === 'complete' ? 'good' : 'critical',
        }),
      },
      { title: 'Thủ tục', width: 9, cell: ({ procedures }) => procedures },
      { title: 'Dịch vụ tại đơn vị', width: 9, cell: ({ offerings }) => offerings },
      { title: 'Đơn vị', width: 8, cell: ({ agencies }) => agencies },
      { title: 'Bản ghi lỗi', width: 8, cell: ({ quarantined }) => quarantined },
      ...levelOrder.map(level => ({
        title: model.levelWords(level).head,
        width: 8,
        cell: ({ name }: SystemPart) => model.summary.levels[name]?.[level] ?? null,
      })),
      {
        title: 'Cần làm gì',
        width: 60,
        cell: system => (system.status === 'complete' ? null : sourceAdvice(system, model)),
      },
      { title: 'Số yêu cầu', width: 11, cell: ({ requests }) => requests },
      {
        title: 'Thời gian đọc (giây)',
        width: 13,
        cell: ({ durationMs }) => Math.round(durationMs / 100) / 10,
      },
      { title: 'Dành cho kỹ thuật: tên cấu hình', width: 16, cell: ({ name }) => name },
      { title: 'Dành cho kỹ thuật: vì sao chưa đọc đủ', width: 60, cell: ({ error }) => error },
      { title: 'Ghi chú', width: 60, cell: ({ notes }) => notes?.join('\n') || null },
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
      { title: 'Nguồn', width: 32, cell: ({ system }) => model.system(system) },
      { title: 'Loại bản ghi', width: 22, cell: ({ part }) => sentenceCase(recordNames[part] ?? part) },
      { title: 'Mã trong hệ thống', width: 34, cell: ({ key }) => key || null },
      { title: 'Dành cho kỹ thuật: vì sao không dùng được', width: 70, cell: ({ reason }) => reason },
      { title: 'Dành cho kỹ thuật: chỗ trong bản ghi', width: 34, cell: ({ path }) => path || null },
    ],
  } satisfies Table<UnusedRecord>;
}

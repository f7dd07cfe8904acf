import type { Configuration } from '../../config/configuration.ts';
import { type Appraisal, type AppraisedItem, appraisalResults } from '../../domain/appraisal.ts';
import { numberWords } from '../../domain/number-words.ts';
import { date } from '../../domain/time.ts';
import { appraisalAnswerNames, appraisalResultNames, noClause } from '../../words/desk.ts';
import { type Names, namesOf } from '../names.ts';
import { column, list } from '../table/table.ts';
import { minutesPaper } from './minutes-paper.ts';
import type { Paper, PaperTable } from './paper.ts';

/**
 * Minutes of the appraisal: what each row came to, item by item, and how far each unit is.
 *
 * @param now ISO 8601; the day of the document.
 */
export function appraisalPaper(
  rows: readonly Appraisal[],
  progress: readonly AppraisalProgress[],
  configuration: Pick<Configuration, 'city' | 'documents'>,
  now: string,
): Paper {
  const names = namesOf(configuration.city);
  const office = names.owner('technical');
  const people = [...new Set(rows.map(({ by }) => by))];
  const results = appraisalResults
    .map(result => {
      const count = rows.filter(row => row.result === result).length;
      return `${numberWords(count)} ${appraisalResultNames[result]}`;
    })
    .join(', ');
  return minutesPaper(configuration, now, {
    file: 'bien-ban-tham-dinh',
    title: ['Thẩm định dịch vụ công trực tuyến đủ điều kiện nâng lên', names.levels.of(4)],
    participants: people.map(name => ({ name, office })),
    paragraphs: [
      `Đã thẩm định ${numberWords(rows.length)} dịch vụ trong Phụ lục I: ${results}. Chi tiết từng nội dung và tiến độ của từng đơn vị ở các bảng kèm theo.`,
    ],
    tables: [
      itemsTable(rows, names),
      {
        ...{ name: 'Tiến độ', title: ['TIẾN ĐỘ THẨM ĐỊNH CỦA TỪNG ĐƠN VỊ'] },
        columns: progressTable(names).columns,
        rows: progress.map(row => ({ row })),
      },
    ],
    footnotes: [
      'Nội dung đo được lấy từ lần đọc đủ gần nhất của các hệ thống; nội dung có nguồn là danh mục rà soát là lời của đơn vị, chưa ai đo; nội dung còn lại do người thẩm định trả lời.',
    ],
    signatures: [
      { title: 'Người thẩm định', name: people.length === 1 ? people[0]! : '' },
      { title: `Đại diện ${office}` },
    ],
  });
}

function itemsTable(rows: readonly Appraisal[], names: Names): PaperTable<AppraisedItem> {
  return {
    name: 'Thẩm định',
    title: ['KẾT QUẢ THẨM ĐỊNH TỪNG DỊCH VỤ'],
    columns: [
      column('Nội dung', 40, ({ text }) => text),
      column('Điều của Thông tư 32/2017/TT-BTTTT', 16, ({ clause }) => clause ?? noClause),
      column('Trả lời', 10, ({ answer }) => appraisalAnswerNames[answer]),
      column('Nguồn, ngày', 34, ({ source, at }) => [source, at && date(at)].filter(Boolean).join(', ')),
    ],
    rows: rows.flatMap(({ procedure, agency, result, reason, items }) => [
      { heading: `${procedure}, ${names.agency(agency)}: ${appraisalResultNames[result]} (${reason})` },
      ...items.map(row => ({ row })),
    ]),
  };
}

/** How far a unit's eligible rows are appraised. */
export interface AppraisalProgress {
  agency: string;
  eligible: number;
  passed: number;
  toComplete: number;
  returned: number;
}

export function progressTable(names: Names) {
  return list<AppraisalProgress>([
    column('Đơn vị', 40, ({ agency }) => names.agency(agency), { head: true }),
    column('Đủ điều kiện', 12, ({ eligible }) => eligible, { number: true }),
    column('Đạt', 12, ({ passed }) => passed, { number: true }),
    column('Cần hoàn thiện', 12, ({ toComplete }) => toComplete, { number: true }),
    column('Trả lại', 12, ({ returned }) => returned, { number: true }),
    column(
      'Chưa thẩm định',
      12,
      ({ eligible, passed, toComplete, returned }) => Math.max(0, eligible - passed - toComplete - returned),
      { number: true },
    ),
  ]);
}

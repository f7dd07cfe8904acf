import type { Configuration } from '../../config/configuration.ts';
import { type Appraisal, type AppraisedItem, appraisalResults } from '../../domain/appraisal.ts';
import { dayText } from '../../domain/time.ts';
import { appraisalAnswerNames, appraisalResultNames, noClause } from '../../words/appraisals.ts';
import { namesOf } from '../names.ts';
import { minutesPaper } from './minutes-paper.ts';
import { cellWords, type Paper, type PaperTable } from './paper.ts';

/** How far a unit's eligible rows are appraised. */
export interface AppraisalProgress {
  agency: string;
  eligible: number;
  passed: number;
  toComplete: number;
  returned: number;
}

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
      return `${cellWords(count, {})} ${appraisalResultNames[result]}`;
    })
    .join(', ');
  return minutesPaper(configuration, now, {
    file: 'bien-ban-tham-dinh',
    title: ['Thẩm định dịch vụ công trực tuyến đủ điều kiện nâng lên', names.levels.of(4)],
    participants: people.map(name => ({ name, office })),
    paragraphs: [
      `Đã thẩm định ${cellWords(rows.length, {})} dịch vụ trong Phụ lục I: ${results}. Chi tiết từng nội dung và tiến độ của từng đơn vị ở các bảng kèm theo.`,
    ],
    tables: [itemsTable(rows, configuration), progressTable(progress, configuration)],
    footnotes: [
      'Nội dung đo được lấy từ lần đọc đủ gần nhất của các hệ thống; nội dung còn lại do người thẩm định trả lời.',
    ],
    signatures: [
      { authority: [], title: 'Người thẩm định', name: people.length === 1 ? people[0]! : '' },
      { authority: [], title: `Đại diện ${office}` },
    ],
  });
}

function itemsTable(
  rows: readonly Appraisal[],
  { city }: Pick<Configuration, 'city'>,
): PaperTable<AppraisedItem> {
  const names = namesOf(city);
  return {
    name: 'Thẩm định',
    title: ['KẾT QUẢ THẨM ĐỊNH TỪNG DỊCH VỤ'],
    subtitle: [],
    columns: [
      { title: 'Nội dung', width: 40, align: 'left', cell: ({ text }) => text },
      {
        title: 'Điều của Thông tư 32/2017/TT-BTTTT',
        width: 16,
        align: 'left',
        cell: ({ clause }) => clause ?? noClause,
      },
      { title: 'Trả lời', width: 10, align: 'left', cell: ({ answer }) => appraisalAnswerNames[answer] },
      {
        title: 'Nguồn, ngày',
        ...{ width: 34, align: 'left' },
        cell: ({ source, at }) => [source, at && dayText(at.slice(0, 10))].filter(Boolean).join(', '),
      },
    ],
    rows: rows.flatMap(({ procedure, agency, result, reason, items }) => [
      {
        heading: `${procedure}, ${names.agency(agency)}: ${appraisalResultNames[result]} (${reason})`,
      },
      ...items.map(row => ({ row })),
    ]),
    notes: [],
  };
}

function progressTable(
  progress: readonly AppraisalProgress[],
  { city }: Pick<Configuration, 'city'>,
): PaperTable<AppraisalProgress> {
  const names = namesOf(city);
  return {
    name: 'Tiến độ',
    title: ['TIẾN ĐỘ THẨM ĐỊNH CỦA TỪNG ĐƠN VỊ'],
    subtitle: [],
    columns: [
      { title: 'Đơn vị', width: 40, align: 'left', cell: ({ agency }) => names.agency(agency) },
      { title: 'Đủ điều kiện', width: 12, cell: ({ eligible }) => eligible },
      { title: 'Đạt', width: 12, cell: ({ passed }) => passed },
      { title: 'Cần hoàn thiện', width: 12, cell: ({ toComplete }) => toComplete },
      { title: 'Trả lại', width: 12, cell: ({ returned }) => returned },
      {
        title: 'Chưa thẩm định',
        width: 12,
        cell: ({ eligible, passed, toComplete, returned }) =>
          Math.max(0, eligible - passed - toComplete - returned),
      },
    ],
    rows: progress.map(row => ({ row })),
    notes: [],
  };
}

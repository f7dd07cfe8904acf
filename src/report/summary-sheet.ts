import { severities, severityNames } from '../domain/severity.ts';
import { sentenceCase } from '../words/sentence.ts';
import type { ReportModel } from './model.ts';
import { peopleSentence } from './people.ts';
import {
  headline,
  idleWords,
  sliceName,
  sourceAdvice,
  sourceSentence,
  uncheckedSentence,
  unreadSystems,
} from './sentences.ts';
import { styles, toneStyles } from './table/sheet-styles.ts';
import type { SheetValue, Tone } from './table/table.ts';
import {
  onPaper,
  pageNumbers,
  type SheetCell,
  type SheetWriter,
  writeRow,
  writeValues,
} from './table/workbook.ts';
import { rowWords } from './tally.ts';
import { runStatusNames } from './words.ts';

/** "Tổng hợp": the sheet people open first; every number here is a number of rows of "Sai lệch". */
export function summarySheet(model: ReportModel): SheetWriter {
  return book => {
    const sheet = book.addWorksheet('Tổng hợp', {
      views: [{ state: 'frozen', ySplit: 2, showGridLines: false }],
      pageSetup: onPaper,
      headerFooter: pageNumbers,
    });
    // As wide together as a page.
    sheet.columns = [38, 18, 92].map(width => ({ width }));
    const styled = (cells: SheetCell[]) => writeRow(sheet, cells);
    const line = (...values: SheetValue[]) => writeValues(sheet, values);
    const section = (...titles: SheetValue[]) => {
      line();
      styled(
        [...titles, null, null].slice(0, 3).map((value, column) => ({
          value,
          // In the second column there are numbers below.
          style: column === 1 ? styles.sectionOverNumbers : styles.section,
        })),
      );
    };

    styled([
      { value: `Báo cáo sai lệch dịch vụ công trực tuyến – ${model.place}`, style: styles.title, over: 3 },
    ]);
    styled([{ value: headline(model), style: styles.headline, over: 3 }]);
    const unchecked = uncheckedSentence(model);
    if (unchecked) line('Chưa đọc đủ nguồn', null, unchecked);
    const people = model.people && peopleSentence(model.people, model.levels);
    if (people) line('Nơi người dân nộp hồ sơ', null, people);
    if (sliceName(model)) line('Phạm vi báo cáo', null, sliceName(model));

    section('Số sai lệch', 'Số dòng');
    for (const [label, count, note = null, tone] of numbers(model))
      styled([
        { value: label, style: tone ? toneStyles[tone] : styles.text },
        ...[count, note].map(value => ({ value })),
      ]);

    section('Ai phải làm gì', 'Cần xử lý', 'Làm gì trước, gấp nhất trước');
    for (const part of model.owners) {
      const idle = `${sentenceCase(idleWords(model, part.tally))}.`;
      const steps = part.groups
        .filter(({ standing }) => standing === 'toDo')
        .slice(0, 5)
        .map(({ rule, tally }) => {
          const { title, remedy } = model.ruleText(rule);
          return `• ${title} (${tally.total}): ${remedy}`;
        });
      const words = [...(part.tally.unchecked > 0 ? [idle] : []), ...steps].join('\n') || idle;
      styled([{ value: part.name, style: toneStyles.strong }, { value: part.tally.toDo }, { value: words }]);
    }

    const unread = unreadSystems(model);
    if (unread.length > 0) {
      section('Nguồn chưa đọc đủ', null, 'Cần làm gì');
      for (const system of unread) line(sourceSentence(system), null, sourceAdvice(system, model));
    }

    const { runId, status, startedAt, finishedAt } = model.summary;
    section('Lần chạy');
    line('Mã lần chạy', null, runId);
    line('Kết quả', null, sentenceCase(runStatusNames[status]));
    line('Bắt đầu', { moment: startedAt });
    line('Kết thúc', { moment: finishedAt });
    sheet.commit();
  };
}

type Figure = [label: string, count: number, note?: string | null, tone?: Tone];

function numbers({ tally, resolved }: ReportModel): Figure[] {
  const figures: Figure[] = [
    [
      'Chưa kiểm tra lại được',
      tally.unchecked,
      'Đã thấy trước đây; lần này chưa đọc đủ nguồn nên chưa rõ còn hay hết.',
      'strong',
    ],
    [
      'Cần xử lý',
      tally.toDo,
      'Thấy trong lần này; không kể mức thông tin và những sai lệch được tạm bỏ qua.',
      'strong',
    ],
    ...severities.map((each): Figure => [`Mức ${severityNames[each]}`, tally.bySeverity[each], null, each]),
    ['Mới so với lần trước', tally.fresh, 'Trong số cần xử lý.'],
    ['Còn tồn tại từ lần trước', tally.toDo - tally.fresh, 'Trong số cần xử lý.'],
    ['Tạm bỏ qua', tally.states.waived, 'Có người cho phép, kèm lý do và thời hạn.'],
    ['Tổng số dòng ở trang “Sai lệch”', tally.total, `${sentenceCase(rowWords(tally))}.`, 'strong'],
  ];
  if (resolved !== null)
    figures.push(['Đã hết so với lần trước', resolved, 'Không có dòng ở trang “Sai lệch”.']);
  return figures;
}

import type { Writable } from 'node:stream';
import { sentenceCase } from '../../words/sentence.ts';
import { milestoneKinds, stateText } from '../milestone-words.ts';
import { writePlainBook } from '../workbook/plain-book.ts';
import { toneStyles } from '../workbook/styles.ts';
import { TableSheet } from '../workbook/table-sheet.ts';
import type { MilestoneBoard } from './milestones-model.ts';

const totalColumns = [
  { header: 'Mốc', width: 60 },
  { header: 'Loại việc', width: 34 },
  { header: 'Từ ngày', width: 12 },
  { header: 'Hạn', width: 12 },
  { header: 'Ngày cuối được tính', width: 14 },
  { header: 'Phải làm', width: 10 },
  { header: 'Đã xong', width: 10 },
  { header: 'Đến hạn', width: 10 },
  { header: 'Quá hạn', width: 10 },
  { header: 'Chưa đến kỳ', width: 11 },
  { header: 'Chưa rõ', width: 10 },
];

const unitColumns = [
  { header: 'Mốc', width: 50 },
  { header: 'Hạn', width: 12 },
  { header: 'Ai phải làm', width: 40 },
  { header: 'Tình trạng', width: 24 },
  { header: 'Xong ngày', width: 12 },
  { header: 'Còn thiếu', width: 60 },
  { header: 'Mã', width: 14 },
];

/** `milestones.xlsx`: totals by milestone, and everybody's state. Ends `out`. */
export function writeMilestoneWorkbook(board: MilestoneBoard, out: Writable): Promise<void> {
  return writePlainBook(out, board.madeAt, async book => {
    const totals = new TableSheet(book, 'Các mốc', totalColumns);
    for (const { name, what, from, due, lastDay, counts, states } of board.milestones) {
      const { done, late, ahead, unknown } = counts;
      await totals.add([
        name,
        sentenceCase(milestoneKinds[what]),
        from && { day: from },
        { day: due },
        { day: lastDay },
        states.length,
        done,
        counts.due,
        late,
        ahead,
        unknown,
      ]);
    }
    totals.end();
    const units = new TableSheet(book, 'Từng đơn vị', unitColumns, { printed: 6 });
    for (const { name, due, states } of board.milestones) {
      for (const state of states) {
        const text = sentenceCase(stateText(state));
        const tone =
          state.state === 'late' ? toneStyles.bad : state.state === 'done' ? toneStyles.good : undefined;
        await units.add([
          name,
          { day: due },
          state.name,
          tone ? { value: text, style: tone } : text,
          state.doneOn && { day: state.doneOn },
          state.missing,
          state.unit,
        ]);
      }
    }
    units.end();
  });
}

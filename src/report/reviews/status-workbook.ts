import type { Writable } from 'node:stream';
import { tierNames } from '../../domain/tier.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { writePlainBook } from '../workbook/plain-book.ts';
import { toneStyles } from '../workbook/styles.ts';
import { TableSheet } from '../workbook/table-sheet.ts';
import type { ReviewStatus } from './status-model.ts';
import { owedWords, sideLines } from './status-words.ts';

const unitColumns = [
  { header: 'Đơn vị', width: 40 },
  { header: 'Cấp', width: 14 },
  { header: 'Phải rà soát', width: 12 },
  { header: 'Đã gửi', width: 10 },
  { header: 'Cấp trên nói thay', width: 12 },
  { header: 'Còn thiếu', width: 10 },
  { header: 'Tình trạng', width: 14 },
  { header: 'Thiếu gì, chờ ai', width: 60 },
  { header: 'Gửi gần nhất', width: 17 },
  { header: 'Mã đơn vị', width: 14 },
];

const conflictColumns = [
  { header: 'Mã TTHC', width: 13 },
  { header: 'Tên thủ tục', width: 50 },
  { header: 'Cấp', width: 14 },
  { header: 'Nói là đủ điều kiện', width: 50 },
  { header: 'Nói là chưa đủ điều kiện', width: 50 },
  { header: 'Chờ quyết định của', width: 18 },
];

/** `review-status.xlsx`: units, and conflicts. Ends `out`. */
export function writeStatusWorkbook(status: ReviewStatus, out: Writable): Promise<void> {
  return writePlainBook(out, status.madeAt, async book => {
    const units = new TableSheet(book, 'Các đơn vị', unitColumns, { printed: 9 });
    for (const unit of status.units ?? []) {
      const {
        name,
        tier,
        expected,
        reported,
        spokenFor = 0,
        owed,
        complete,
        silent,
        lastImportAt,
        agency,
      } = unit;
      await units.add([
        name,
        sentenceCase(tierNames[tier]),
        expected,
        reported,
        spokenFor,
        owed,
        complete
          ? { value: 'Đủ', style: toneStyles.good }
          : { value: silent ? 'Chưa gửi gì' : 'Chưa đủ', style: toneStyles.bad },
        owedWords(unit, 100) || null,
        lastImportAt && { moment: lastImportAt },
        agency,
      ]);
    }
    units.end();
    const conflicts = new TableSheet(book, 'Mâu thuẫn', conflictColumns);
    for (const conflict of status.conflicts) {
      const side = (eligible: boolean) =>
        sideLines(conflict, status.agencyName).find(each => each.eligible === eligible)?.text ?? null;
      await conflicts.add([
        conflict.procedure,
        conflict.name,
        sentenceCase(tierNames[conflict.tier]),
        side(true),
        side(false),
        conflict.decides,
      ]);
    }
    conflicts.end();
  });
}

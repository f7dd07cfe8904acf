import type { Writable } from 'node:stream';
import { sentenceCase } from '../../words/sentence.ts';
import { writePlainBook } from '../workbook/plain-book.ts';
import { severityStyles, toneStyles } from '../workbook/styles.ts';
import { TableSheet } from '../workbook/table-sheet.ts';
import type { AgencyReadiness } from './agency-model.ts';
import type { ImprovementList } from './improvement.ts';
import type { ReadinessNames } from './naming.ts';
import { verdictNames } from './words.ts';

const agencyColumns = (top: string) => [
  { header: 'Mã TTHC', width: 13 },
  { header: 'Tên thủ tục', width: 54 },
  { header: `Đã ở ${top}`, width: 12 },
  { header: 'Điều kiện', width: 18 },
  { header: 'Còn thiếu hoặc chưa rõ', width: 60 },
  { header: 'Mức hiện nay', width: 44 },
  { header: 'Chỉ tiêu', width: 40 },
];

const styleOf = { ready: toneStyles.good, missing: toneStyles.bad, unclear: severityStyles.minor };

/** Every offering of a unit with what it lacks. Ends `out`. */
export function writeAgencyReadinessWorkbook(
  readiness: AgencyReadiness,
  { levels }: ReadinessNames,
  out: Writable,
): Promise<void> {
  return writePlainBook(out, readiness.madeAt, async book => {
    const sheet = new TableSheet(book, 'Điều kiện', agencyColumns(levels.of(4)));
    for (const { procedure, name, atTop, verdict, blockers, levels: shown, target } of readiness.lines)
      await sheet.add([
        procedure,
        name,
        atTop ? 'X' : null,
        { value: sentenceCase(verdictNames[verdict]), style: styleOf[verdict] },
        blockers.join('\n') || null,
        shown.join('\n') || null,
        sentenceCase(target),
      ]);
    sheet.end();
  });
}

const improvementColumns = [
  { header: 'Ai khắc phục', width: 16 },
  { header: 'Ở đâu', width: 54 },
  { header: 'Thiếu gì', width: 44 },
  { header: 'Mở được (dịch vụ)', width: 12 },
  { header: 'Liên quan (dịch vụ)', width: 12 },
  { header: 'Tình trạng', width: 14 },
  { header: 'Nguồn', width: 60 },
  { header: 'Mã', width: 14 },
];

/** Every item of the improvement list, most unlocked first. Ends `out`. */
export function writeImprovementWorkbook(
  { items }: ImprovementList,
  names: ReadinessNames,
  now: string,
  out: Writable,
): Promise<void> {
  return writePlainBook(out, now, async book => {
    const sheet = new TableSheet(book, 'Khắc phục', improvementColumns, { printed: 7 });
    for (const { owner, subject, subjectName, unlocks, concerns, state, conditions } of items)
      await sheet.add([
        names.owner(owner),
        subjectName,
        conditions.map(({ name }) => name).join('\n'),
        unlocks,
        concerns,
        state === 'unknown'
          ? { value: 'Cần làm rõ', style: severityStyles.minor }
          : { value: 'Chưa đạt', style: toneStyles.bad },
        conditions.map(({ name, source }) => `${name}: ${source}`).join('\n'),
        subject,
      ]);
    sheet.end();
  });
}

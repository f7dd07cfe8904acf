import type { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type ExcelJS from 'exceljs';
import { rowColumns } from '../columns.ts';
import type { ReportModel } from '../model.ts';
import { countedRows } from '../rows.ts';
import { writeAgencySheet } from './agency-sheet.ts';
import { writePlainBook } from './plain-book.ts';
import { writeRuleSheet } from './rule-sheet.ts';
import { writeSourceSheet } from './source-sheet.ts';
import { severityStyles } from './styles.ts';
import { writeSummarySheet } from './summary-sheet.ts';
import { TableSheet } from './table-sheet.ts';

/** `report.xlsx`, streamed: one row in memory at a time. Ends `out`. */
export async function writeWorkbook(model: ReportModel, out: Writable, signal?: AbortSignal): Promise<void> {
  // The run's own time, so that the same run always gives the same file.
  await writePlainBook(out, model.summary.finishedAt, async book => {
    await writeSummarySheet(book, model);
    await writeRows(book, model, signal);
    await writeAgencySheet(book, model);
    await writeRuleSheet(book, model);
    await writeSourceSheet(book, model);
  });
}

/** The sentence names procedure, agency and system; the columns behind it are for filtering, not for paper. */
const printedColumns = 6;

async function writeRows(
  book: ExcelJS.stream.xlsx.WorkbookWriter,
  model: ReportModel,
  signal?: AbortSignal,
): Promise<void> {
  const sheet = new TableSheet(book, 'Sai lệch', rowColumns, { printed: printedColumns });
  for await (const page of countedRows(model, signal)) {
    for (const row of page) {
      const cells = rowColumns.map(column => column.value(row, model));
      await sheet.add([{ value: cells[0]!, style: severityStyles[row.severity] }, ...cells.slice(1)]);
    }
    // A source that answers at once must not keep timers and signals waiting.
    await nextTurn();
  }
  sheet.end();
}

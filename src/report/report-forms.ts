import { type Form, textForm, writeForms } from './forms.ts';
import { reportPage } from './html/page.ts';
import { writeLines, writeSummary } from './json.ts';
import { countedRows, type ReportModel } from './model.ts';
import { agencyTable, rowTable, ruleTable, sourceTable, unusedTable } from './report-tables.ts';
import { summarySheet } from './summary-sheet.ts';
import { writeCsv } from './table/csv.ts';
import { sheetOf, workbook } from './table/workbook.ts';

export type ReportForm = 'summary' | 'ndjson' | 'csv' | 'html' | 'xlsx';

/** File name of each form. */
export const formFiles: Record<ReportForm, string> = {
  summary: 'summary.json',
  ndjson: 'discrepancies.ndjson',
  csv: 'discrepancies.csv',
  html: 'report.html',
  xlsx: 'report.xlsx',
};

export const reportForms = Object.keys(formFiles) as ReportForm[];

/** A report in one of its forms; lists of rows are streamed, one page of them in memory. */
export function reportForm(form: ReportForm, model: ReportModel): Form {
  const file = formFiles[form];
  switch (form) {
    case 'summary':
      return textForm(file, write => writeSummary(model, write));
    case 'ndjson':
      return textForm(file, (write, signal) => writeLines(model, write, signal));
    case 'csv':
      return textForm(file, (write, signal) => writeCsv(rowTable(model), countedRows(model, signal), write));
    case 'html':
      return reportPage(file, model);
    case 'xlsx':
      // The run's own time, so that the same run always gives the same file.
      return workbook(file, model.summary.finishedAt, [
        summarySheet(model),
        sheetOf(rowTable(model), countedRows(model)),
        sheetOf(agencyTable(model), [model.agencies]),
        sheetOf(ruleTable(model), [model.rules]),
        sheetOf(sourceTable(model), [model.systems]),
        ...(model.unused.length > 0 ? [sheetOf(unusedTable(model), [model.unused])] : []),
      ]);
  }
}

/** Writes the forms into `outDir` and gives back their absolute paths. */
export function writeReports(
  model: ReportModel,
  outDir: string,
  forms: readonly ReportForm[] = reportForms,
  signal?: AbortSignal,
): Promise<string[]> {
  return writeForms(
    forms.map(form => reportForm(form, model)),
    outDir,
    signal,
  );
}

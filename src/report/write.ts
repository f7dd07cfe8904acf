import { join, resolve } from 'node:path';
import { makeFolder } from '../store/core/make-folder.ts';
import { writeCsv } from './csv.ts';
import { writePage } from './html/page.ts';
import { writeLines, writeSummary } from './json.ts';
import type { ReportModel } from './model.ts';
import { type StagedFile, stage, stageText } from './staged-file.ts';
import { writeWorkbook } from './workbook/workbook.ts';

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

const stagers: Record<
  ReportForm,
  (path: string, model: ReportModel, signal?: AbortSignal) => Promise<StagedFile>
> = {
  summary: (path, model) => stageText(path, write => writeSummary(model, write)),
  ndjson: (path, model, signal) => stageText(path, write => writeLines(model, write, signal)),
  csv: (path, model, signal) => stageText(path, write => writeCsv(model, write, signal)),
  html: (path, model) => stageText(path, write => writePage(model, write)),
  xlsx: (path, model, signal) => stage(path, out => writeWorkbook(model, out, signal)),
};

/**
 * Writes the forms into `outDir` (made when missing) and gives back their absolute paths. All are written beside the
 * old ones first and take their places together at the end, so a failure or a kill leaves the old report whole.
 */
export async function writeReports(
  model: ReportModel,
  outDir: string,
  forms: readonly ReportForm[] = reportForms,
  signal?: AbortSignal,
): Promise<string[]> {
  makeFolder(outDir);
  const staged: StagedFile[] = [];
  try {
    for (const form of forms) {
      signal?.throwIfAborted();
      staged.push(await stagers[form](resolve(join(outDir, formFiles[form])), model, signal));
    }
    for (const file of staged) await file.publish();
  } catch (error) {
    await Promise.all(staged.map(file => file.discard()));
    throw error;
  }
  return staged.map(file => file.path);
}

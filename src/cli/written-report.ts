import type { ReportModel } from '../report/model.ts';
import { type ReportForm, writeReports } from '../report/report-forms.ts';
import { terminalSummary } from '../report/terminal.ts';
import { printPainted, shownPath, wantsColours } from './output.ts';
import { outputs, unwritable } from './unwritable.ts';

/** Writes the forms; a folder that cannot be written is said in a sentence. */
export async function writtenReport(
  model: ReportModel,
  out: string,
  forms: readonly ReportForm[] | undefined,
  signal: AbortSignal,
): Promise<string[]> {
  try {
    return await writeReports(model, out, forms, signal);
  } catch (error) {
    throw unwritable(outputs.report, error, out);
  }
}

/** Prints the summary of a report whose files were written; paths below the working directory are shown from there. */
export function printSummary(model: ReportModel, files: readonly string[]): Promise<void> {
  return printPainted(terminalSummary(model, { colour: wantsColours(), files: files.map(shownPath) }));
}

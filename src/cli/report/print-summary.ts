import type { ReportModel } from '../../report/model.ts';
import { terminalSummary } from '../../report/terminal.ts';
import { printPainted, shownPath, wantsColours } from '../output.ts';

/** Prints the summary of a report whose files were written; paths below the working directory are shown from there. */
export function printSummary(model: ReportModel, files: readonly string[]): Promise<void> {
  return printPainted(terminalSummary(model, { colour: wantsColours(), files: files.map(shownPath) }));
}

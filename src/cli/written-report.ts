import type { ReportModel } from '../report/model.ts';
import { type ReportForm, writeReports } from '../report/write.ts';
import { CommandError } from './exit.ts';

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
    // What the system says of files, as opposed to what the store says.
    if (!(error instanceof Error && 'syscall' in error && 'path' in error)) throw error;
    throw new CommandError(`không ghi được báo cáo vào ${out}: ${error.message}`);
  }
}

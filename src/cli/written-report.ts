import type { ReportModel } from '../report/model.ts';
import { type ReportForm, writeReports } from '../report/write.ts';
import { unwritable } from './unwritable.ts';

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
    throw unwritable(`báo cáo vào ${out}`, error);
  }
}

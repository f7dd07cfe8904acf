import { numberWords } from '../domain/number-words.ts';
import type { ReportModel } from './model.ts';
import type { DiscrepancyRow } from './source.ts';
import { count, emptyTally } from './tally.ts';

/**
 * The model's rows, page by page, held against its headline: forms with other rows than numbers are never published.
 *
 * @throws Error when somebody changed the run's rows (a waiver, a new run) since the model was counted.
 */
export async function* countedRows(
  model: ReportModel,
  signal?: AbortSignal,
): AsyncGenerator<DiscrepancyRow[]> {
  const tally = emptyTally();
  for await (const page of model.rows()) {
    signal?.throwIfAborted();
    for (const row of page) count(tally, row);
    yield page;
  }
  const { total, toDo, fresh, unchecked } = model.tally;
  if (
    tally.total !== total ||
    tally.toDo !== toDo ||
    tally.fresh !== fresh ||
    tally.unchecked !== unchecked
  ) {
    throw new Error(
      `Danh sách sai lệch của lần chạy ${model.summary.runId} thay đổi trong lúc lập báo cáo ` +
        `(${numberWords(total)} dòng, nay ${numberWords(tally.total)}); hãy lập lại báo cáo.`,
    );
  }
}

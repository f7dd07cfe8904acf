import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { writeCsv } from './csv.ts';
import { writePage } from './html/page.ts';
import { writeLines, writeSummary } from './json.ts';
import type { ReportModel } from './model.ts';
import { writeText } from './staged-file.ts';
import type { TaskList } from './tasks-model.ts';
import { writeTaskPage } from './tasks-page.ts';
import { writeTaskWorkbook } from './tasks-workbook.ts';
import { writeWorkbook } from './workbook/workbook.ts';
import type { ReportForm } from './write.ts';

type Producer = (model: ReportModel, out: Writable, signal: AbortSignal) => Promise<void>;

const producers: Record<ReportForm, Producer> = {
  summary: (model, out) => writeText(out, write => writeSummary(model, write)),
  ndjson: (model, out, signal) => writeText(out, write => writeLines(model, write, signal)),
  csv: (model, out, signal) => writeText(out, write => writeCsv(model, write, signal)),
  html: (model, out) => writeText(out, write => writePage(model, write)),
  xlsx: writeWorkbook,
};

/** Writes one form of a report into a stream and ends it; stops where the stream is closed or `signal` says so. */
export function streamReport(
  form: ReportForm,
  model: ReportModel,
  out: Writable,
  signal: AbortSignal,
): Promise<void> {
  return untilEnd(out, producers[form](model, out, signal));
}

/** The same for a work list. */
export function streamTasks(
  form: 'html' | 'xlsx',
  list: TaskList,
  out: Writable,
  signal: AbortSignal,
): Promise<void> {
  return untilEnd(
    out,
    form === 'html'
      ? writeText(out, write => writeTaskPage(list, write, signal))
      : writeTaskWorkbook(list, out, signal),
  );
}

/** Whichever comes first: a reader who has gone must not leave the producer waiting for ever. */
async function untilEnd(out: Writable, producing: Promise<void>): Promise<void> {
  const written = finished(out);
  await Promise.race([producing, written]);
  await written;
}

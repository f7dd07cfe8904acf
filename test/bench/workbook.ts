import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import ExcelJS from 'exceljs';
import { rules } from '../../src/reconcile/rules/index.ts';
import { buildModel, type ReportModel } from '../../src/report/model.ts';
import { writeReports } from '../../src/report/report-forms.ts';
import { rowTable } from '../../src/report/report-tables.ts';
import type { DiscrepancyRow } from '../../src/report/source.ts';
import { sheetCell } from '../../src/report/table/table.ts';
import { ruleProfiles } from '../../src/words/findings.ts';
import { memorySource, sampleCity, sampleRows } from '../report/sample.ts';
import { aboveIdle } from './resident.ts';

const rowCount = 100_000;
const allowedMegabytes = 150;
const allowedSeconds = 8;

/**
 * 100,000 discrepancies to XLSX in a process of its own: what it costs above the same process doing nothing, beside the
 * rows of their sheet alone, written by ExcelJS's own streaming writer without any looks.
 */
export async function workbookBench(): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename]);
  return stdout.trim().split('\n');
}

/** Rows made as they are asked for, page by page, as the store reads them. */
async function* pages(sample: readonly DiscrepancyRow[]): AsyncIterable<DiscrepancyRow[]> {
  for (let from = 0; from < rowCount; from += 500) {
    yield Array.from({ length: Math.min(500, rowCount - from) }, (_, index) => {
      const row = sample[(from + index) % sample.length]!;
      return {
        ...row,
        fingerprint: `${row.fingerprint}${from + index}`,
        message: `${row.message} (${from + index})`,
      };
    });
  }
}

async function measure(): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'dvc-sync-bench-'));
  const sample = sampleRows();
  const source = { ...memorySource(sample, { status: 'discrepancies' }), rows: () => pages(sample) };
  await pause(200);
  try {
    const model = await timed(() => buildModel(source, { city: sampleCity, rules: ruleProfiles(rules) }));
    const { result: ours, megabytes } = await aboveIdle(() =>
      timed(() => writeReports(model.result, folder, ['xlsx'])),
    );
    const plain = await timed(() => plainly(model.result, sample, join(folder, 'plain.xlsx')));
    const size = (await stat(ours.result[0]!)).size / 1e6;
    return [
      `${rowCount} discrepancies to XLSX: ${seconds(ours.ms)}, ${seconds(ours.cpu)} of processor (allowed ${allowedSeconds}), ${size.toFixed(1)} MB; counting them first ${seconds(model.ms)}`,
      `ExcelJS's own rows of the same cells, without looks: ${seconds(plain.ms)}, ${seconds(plain.cpu)} of processor: ours takes ${(ours.cpu / plain.cpu).toFixed(2)} × that`,
      `memory above idle: ${megabytes.toFixed(0)} MB of ${allowedMegabytes} MB allowed (ratio ${(megabytes / allowedMegabytes).toFixed(2)})`,
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The sheet of discrepancies as the library writes rows that it is handed. */
async function plainly(
  model: ReportModel,
  sample: readonly DiscrepancyRow[],
  filename: string,
): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename });
  const sheet = book.addWorksheet('Sai lệch');
  const { columns } = rowTable(model);
  for await (const page of pages(sample)) {
    for (const row of page) {
      const values = columns.map(({ cell }) => sheetCell(cell(row)).value);
      const plain = values.map(value =>
        typeof value === 'object' && value ? Object.values(value)[0] : value,
      );
      sheet.addRow(plain).commit();
    }
    await pause(0);
  }
  await book.commit();
}

async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; ms: number; cpu: number }> {
  const [begun, before] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: performance.now() - begun, cpu: (user + system) / 1_000 };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

if (process.argv[1] === import.meta.filename) {
  for (const line of await measure()) console.log(line);
}

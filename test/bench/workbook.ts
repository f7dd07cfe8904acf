import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { rules } from '../../src/reconcile/rules/index.ts';
import { buildModel } from '../../src/report/model.ts';
import { writeReports } from '../../src/report/report-forms.ts';
import type { DiscrepancyRow } from '../../src/report/source.ts';
import { ruleProfiles } from '../../src/words/findings.ts';
import { memorySource, sampleCity, sampleRows } from '../report/sample.ts';

const rowCount = 100_000;
const allowedMegabytes = 150;

/** 100,000 discrepancies to XLSX in a process of its own: what it costs above the same process doing nothing. */
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
  const idle = process.memoryUsage.rss();
  let peak = idle;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 10);
  const started = performance.now();
  try {
    const model = await buildModel(source, { city: sampleCity, rules: ruleProfiles(rules) });
    const counted = performance.now();
    const [file] = await writeReports(model, folder, ['xlsx']);
    const ended = performance.now();
    const above = (peak - idle) / 2 ** 20;
    const size = (await stat(file!)).size / 2 ** 20;
    return [
      `${rowCount} discrepancies to XLSX: ${seconds(ended - started)} (model ${seconds(counted - started)}), ${size.toFixed(1)} MB file`,
      `memory above idle: ${above.toFixed(0)} MB of ${allowedMegabytes} MB allowed (ratio ${(above / allowedMegabytes).toFixed(2)})`,
    ];
  } finally {
    clearInterval(watch);
    await rm(folder, { recursive: true, force: true });
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

if (process.argv[1] === import.meta.filename) {
  for (const line of await measure()) console.log(line);
}

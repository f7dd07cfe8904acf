import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Step } from './pair-step.ts';

const run = promisify(execFile);
const sizes = [100_000, 1_000_000];
/** Left alone, V8 lets garbage lie while memory is there to be had; so held it collects at once. */
const tightHeap = ['--max-old-space-size=32', '--max-semi-space-size=8'];

/**
 * Pairs and judges 1,000,000 offerings × 3 systems with every rule on, from the store's packed bodies, beside DuckDB
 * doing only the three-way full outer join and the comparison of levels on the same rows.
 *
 * Aim: a first judging in at most one and a half of DuckDB's time, at most 300 MB above the idle process, memory flat from 100,000 offerings on.
 *
 * @throws when the two do not find the same number of differing levels.
 */
export async function pairBench(): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'dvc-sync-bench-'));
  const lines: string[] = [];
  try {
    for (const size of sizes) {
      await step('prepare', size, folder);
      const ours = await step('ours', size, folder);
      const tight = await step('ours', size, folder, tightHeap);
      const duckdb = await step('duckdb', size, folder);
      if (ours.found['level-differs'] !== duckdb.found['level-differs'])
        throw new Error(
          `differing levels: ours ${ours.found['level-differs']}, DuckDB ${duckdb.found['level-differs']}`,
        );
      lines.push(...compared(size, ours, tight, duckdb));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return lines;
}

async function step(name: string, size: number, folder: string, flags: string[] = []): Promise<Step> {
  const script = join(import.meta.dirname, 'pair-step.ts');
  const { stdout } = await run(process.execPath, [...flags, script, name, String(size), folder]);
  return stdout.trim() === 'undefined' ? { times: [], cpu: [], found: {}, memory: 0 } : JSON.parse(stdout);
}

function compared(size: number, ours: Step, tight: Step, duckdb: Step): string[] {
  const loading = duckdb.loading ?? 0;
  const [time, join] = [median(ours.times), median(duckdb.times)];
  const [first, joinCpu] = [ours.cpu[0]!, median(duckdb.cpu)];
  const findings = Object.values(ours.found).reduce((sum, count) => sum + count, 0);
  return [
    `${size.toLocaleString('en')} offerings × 3 systems, ${findings.toLocaleString('en')} findings of ${Object.keys(ours.found).length} rules`,
    `  ours: read, unpack, pair, judge      ${milliseconds(time)}   ${Math.round(ours.memory)} MB above idle`,
    `  ours in a heap held to 32 MB         ${milliseconds(median(tight.times))}   ${Math.round(tight.memory)} MB above idle: what it needs, the rest is room the engine takes unasked`,
    `  DuckDB: join and compare only        ${milliseconds(join)}   ${Math.round(duckdb.memory)} MB above idle`,
    `  DuckDB: loading its tables as well   ${milliseconds(join + loading)}`,
    `  ratio to the join alone ${(time / join).toFixed(2)}, with loading ${(time / (join + loading)).toFixed(2)}`,
    `  of processor, whatever else goes on: the first judging of a process ${(first / joinCpu).toFixed(2)} × the join alone (aim ≤ 1.5), later ones ${(median(ours.cpu.slice(1)) / joinCpu).toFixed(2)} × (aim 1)`,
  ];
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function milliseconds(value: number): string {
  return `${Math.round(value)} ms`.padStart(8);
}

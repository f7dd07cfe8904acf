/**
 * One step of the bench in a process of its own, so that its memory is measured apart:
 * `pair-step.ts prepare|ours|duckdb <offerings> <folder>`. Prints one line of JSON.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { judgeContext } from '../../src/reconcile/context.ts';
import { judge } from '../../src/reconcile/judge.ts';
import { rules } from '../../src/reconcile/rules/index.ts';
import { NumberedLists } from '../../src/snapshot/agency-lists.ts';
import { packProcedure } from '../../src/snapshot/codec.ts';
import type { SnapshotProcedure } from '../../src/snapshot/model.ts';
import { fetchCases, readProcedures } from '../../src/snapshot/stored.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { beginRun } from '../../src/store/runs/runs.ts';
import {
  beginSnapshot,
  finishSnapshot,
  type PackedProcedure,
  writeProcedures,
} from '../../src/store/runs/snapshots.ts';
import { wholeSnapshot } from '../support/whole-snapshot.ts';
import { city, nationalList, offered, offering } from './pair-city.ts';

export interface Step {
  /** Milliseconds of each repetition. */
  times: number[];
  /** Milliseconds of all processors together of each; another program that works at the same time does not change them. */
  cpu: number[];
  /** Milliseconds of loading, DuckDB only. */
  loading?: number;
  /** Findings by rule, or the number of differing levels. */
  found: Record<string, number>;
  /** Largest resident size above that of the process before it started, in MB. */
  memory: number;
}

const repetitions = 3;
const [step, size = '0', folder = '.'] = process.argv.slice(2);
const offerings = Number(size);
const rowsFile = (system: string) => join(folder, `${offerings}-${system}.csv`);

const steps: Record<string, () => Promise<unknown>> = { prepare, ours, duckdb };
process.stdout.write(`${JSON.stringify(await steps[step ?? '']?.())}\n`);

/** The same rows as snapshots in a store and as files for DuckDB. */
async function prepare(): Promise<void> {
  await using store = await open();
  const run = await beginRun(store, new Date().toISOString());
  await keep(store, run, 'national', nationalList(offerings));
  for (const system of offering) {
    await keep(store, run, system, offered(system, offerings));
    const file = createWriteStream(rowsFile(system));
    for (const { code, offerings: rows } of offered(system, offerings)) {
      const lines = rows.map(({ agency, level }) => `${code},${agency},${level}\n`);
      if (!file.write(lines.join(''))) await once(file, 'drain');
    }
    file.end();
    await once(file, 'close');
  }
}

async function keep(store: Store, run: string, system: string, records: Iterable<SnapshotProcedure>) {
  const id = await beginSnapshot(store, run, system, new Date().toISOString());
  const lists = new NumberedLists();
  let batch: PackedProcedure[] = [];
  for (const record of records) {
    batch.push({ code: record.code, ...packProcedure(record, lists) });
    if (batch.length < 500) continue;
    await writeProcedures(store, id, batch, lists.takeFresh());
    batch = [];
  }
  await writeProcedures(store, id, batch, lists.takeFresh());
  await finishSnapshot(store, id, 'complete', {});
}

/** Everything from the packed bodies on: read, unpack, pair, judge with every rule. */
async function ours(): Promise<Step> {
  await using store = await open();
  const ids = Object.fromEntries(
    (await store.db.selectFrom('snapshot').select(['id', 'system']).execute()).map(row => [
      row.system,
      row.id,
    ]),
  );
  const summaries = city.systems.map(({ name }) => [name, wholeSnapshot(name, { id: ids[name]! })] as const);
  const context = judgeContext(city, Object.fromEntries(summaries));
  return await measured(async () => {
    const sources = city.systems.map(({ name }) => ({
      system: name,
      batches: readProcedures(store, ids[name]!, { batch: 20, cases: false }),
      fetchCases: (records: readonly SnapshotProcedure[]) => fetchCases(store, ids[name]!, records),
    }));
    const { outcomes } = await judge(context, rules, sources, () => {});
    const found = Object.entries(outcomes).filter(([, outcome]) => outcome.count > 0);
    return Object.fromEntries(found.map(([rule, { count }]) => [rule, count]));
  });
}

/** Only the three-way full outer join and the comparison of levels, in tables loaded before. */
async function duckdb(): Promise<Step> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const start = performance.now();
  for (const system of offering) {
    const columns = `{'procedure': 'VARCHAR', 'agency': 'VARCHAR', 'level': 'TINYINT'}`;
    await connection.run(
      `create table ${system} as select * from read_csv('${rowsFile(system)}', header = false, columns = ${columns})`,
    );
  }
  const loading = performance.now() - start;
  const [a, b, c] = offering;
  const query = `
    select procedure, agency, ${a}.level, ${b}.level, ${c}.level
    from ${a} full outer join ${b} using (procedure, agency) full outer join ${c} using (procedure, agency)
    where ${a}.level <> ${b}.level or ${b}.level <> ${c}.level or ${a}.level <> ${c}.level`;
  const result = await measured(async () => {
    const rows = (await connection.runAndReadAll(query)).getRows();
    // Between the city's own systems; what the national portal shows is held against them by a rule of its own.
    const own = rows.filter(
      ([, , ofPortal, ofOneStop]) => ofPortal !== null && ofOneStop !== null && ofPortal !== ofOneStop,
    );
    return { 'level-differs': own.length };
  });
  return { ...result, loading };
}

async function measured(work: () => Promise<Record<string, number>>): Promise<Step> {
  const idle = process.memoryUsage.rss();
  const times: number[] = [];
  const cpu: number[] = [];
  let found = {};
  for (let time = 0; time < repetitions; time++) {
    const start = performance.now();
    const before = process.cpuUsage();
    found = await work();
    const { user, system } = process.cpuUsage(before);
    times.push(performance.now() - start);
    cpu.push((user + system) / 1000);
  }
  // maxRSS is in kilobytes.
  return { times, cpu, found, memory: (process.resourceUsage().maxRSS * 1024 - idle) / 1e6 };
}

async function open(): Promise<Store & AsyncDisposable> {
  const store = await openStore({ driver: 'sqlite', file: join(folder, `${offerings}.sqlite`) });
  return { ...store, [Symbol.asyncDispose]: () => store.close() };
}

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { residentOf } from './resident.ts';
import { figures, finished, started, type Target, withService } from './served.ts';

/** Between the end of a run and the next. */
const pauseMs = 2_000;
/** Of two systems, each at 83 communes. */
const procedures = 12;
const keptRuns = 5;
/** Runs that may fill caches, tables and pools before anything is compared. */
const firstRuns = 10;
const allowedGrowth = 0.05;

interface Sample {
  megabytes: number;
  descriptors: number;
  storeMegabytes: number;
  /** Of these: jobs with their events, kept for `jobDays`, and the audit trail, kept for ever. */
  recordMegabytes: number;
  /** Written to the log since the sample before. */
  logKilobytes: number;
}

/**
 * A `serve` process (as it is installed) that runs every few seconds, for 30 minutes or as many as are said: what it holds
 * at the end against what it held after the first runs. The store is all its files; jobs and the audit trail stay in it
 * by design, however often a city runs: what they take a run is said, and what all else of it grows by. The log is what one run writes: a log as a whole is its keeper's. Lines to print.
 */
export async function soakBench(minutes = '30'): Promise<string[]> {
  return withService([procedures, keptRuns], async ({ at, folder, serve }) => {
    let logged = 0;
    serve.stderr!.on('data', chunk => {
      logged += chunk.length;
    });
    const samples = await sampled(at, folder, Number(minutes), () => logged);
    return [
      `soak: ${samples.length} runs of ${procedures} procedures at 83 units in ${minutes} minutes, ${keptRuns} runs kept`,
      ...compared(samples),
    ];
  });
}

async function sampled(at: Target, folder: string, minutes: number, logged: () => number): Promise<Sample[]> {
  const samples: Sample[] = [];
  const until = performance.now() + minutes * 60_000;
  let before = logged();
  while (performance.now() < until) {
    await finished(at, await started(at));
    await wait(pauseMs);
    const told = await figures(at);
    const data = join(folder, 'data');
    samples.push({
      megabytes: residentOf(told),
      descriptors: told.get('process_open_fds') ?? Number.NaN,
      storeMegabytes: (await sizeOf(data)) / 2 ** 20,
      recordMegabytes: recordBytes(join(data, 'dvc-sync.sqlite')) / 2 ** 20,
      logKilobytes: (logged() - before) / 1024,
    });
    before = logged();
  }
  return samples;
}

/** Bytes of all files in a folder. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile());
  const sizes = files.map(entry =>
    stat(join(entry.parentPath, entry.name)).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Bytes of records and their indexes; those of their pages go by whole pages, which a few runs do not fill. */
function recordBytes(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const { bytes } = database
      .prepare(
        `select sum(payload) as bytes from dbstat join sqlite_schema using (name)
         where tbl_name in ('job', 'job_event', 'idempotency_key', 'audit')`,
      )
      .get() as { bytes: number };
    return bytes;
  } finally {
    database.close();
  }
}

function compared(samples: readonly Sample[]): string[] {
  const early = samples.slice(firstRuns, 2 * firstRuns);
  const late = samples.slice(-firstRuns);
  if (samples.length < 3 * firstRuns)
    return [
      `soak: only ${samples.length} runs; too few to compare. The last: ${JSON.stringify(samples.at(-1))}, the fifth: ${JSON.stringify(samples[4])}`,
    ];
  const parts = [
    ['memory', ({ megabytes }: Sample) => megabytes, 'MB'],
    ['descriptors', ({ descriptors }: Sample) => descriptors, ''],
    ['store', ({ storeMegabytes }: Sample) => storeMegabytes, 'MB'],
    [
      'store but for jobs and audit trail',
      ({ storeMegabytes, recordMegabytes }: Sample) => storeMegabytes - recordMegabytes,
      'MB',
    ],
    ['log of a run', ({ logKilobytes }: Sample) => logKilobytes, 'kB'],
  ] as const;
  const runs = samples.length - 2 * firstRuns;
  const [from, to] = [early, late].map(those => median(those.map(sample => sample.recordMegabytes)));
  return [
    ...parts.map(([name, part, unit]) => {
      const [from, to] = [early, late].map(those => median(those.map(part)));
      const growth = to! / from! - 1;
      const verdict = growth < allowedGrowth ? 'within' : 'MORE THAN';
      return `soak: ${name} ${from!.toFixed(1)} → ${to!.toFixed(1)} ${unit}: ${(growth * 100).toFixed(1)} %, ${verdict} the ${allowedGrowth * 100} % allowed`;
    }),
    `soak: jobs and audit trail ${(((to! - from!) * 1_024) / runs).toFixed(2)} kB a run`,
  ];
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

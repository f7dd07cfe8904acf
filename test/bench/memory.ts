import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buildProgram } from '../../build.ts';
import { tidy } from '../../src/runtime/child/child.ts';
import { startSandbox as startOneStop } from '../sandbox/opencps/sandbox.ts';
import type { RunningSandbox, SandboxSeed, SeedProcedure } from '../sandbox/seed.ts';
import { startSandbox as startPortal } from '../sandbox/td-dvc/sandbox.ts';
import { built, builtFolder } from '../support/built.ts';
import { withCity } from './served.ts';
import { usageOf } from './usage.ts';

/** A city's offerings below level 3, so that it is lists that are read and nothing else. */
const offerings = 17_000;

/** Offerings at each of two systems, where none are said. */
const runSizes = ['46000', '100000'];
const communes = 83;
const allowedMegabytes = 200;
/** What a run of ten times as many offerings may take more. */
const allowedGrowth = 10;

/**
 * Whole runs of the program as it is installed, of as many offerings as are said; where none are, of the usual sizes, and
 * lists in answers of some 15 MB against the same lists page by page. Each in a process of its own. Lines to print.
 */
export async function memoryBench(...sizes: string[]): Promise<string[]> {
  await buildProgram(builtFolder);
  const runs: WholeRun[] = [];
  for (const size of sizes.length > 0 ? sizes : runSizes) {
    const run = await wholeRun(Number(size));
    runs.push(run);
    // A million take half an hour: whoever waits sees what has come.
    process.stderr.write(`${told(run)}\n`);
  }
  return [
    ...runs.map(told),
    ...runs.slice(1).map((run, before) => growth(runs[before]!, run)),
    // From the first size that is more than a city of usual size has.
    ...(runs.length > 2 ? [growth(runs.find(({ size }) => size >= 100_000) ?? runs[0]!, runs.at(-1)!)] : []),
    ...(sizes.length > 0 ? [] : await lists()),
  ];
}

async function lists(): Promise<string[]> {
  return [
    // Long texts make the services' list as long as a city's.
    ...(await compare('opencps', startOneStop, cityOf(1_200, 14, 'một ngày làm việc; '.repeat(500)), {
      paged: { refuseWhole: true },
    })),
    ...(await compare('td-dvc', startPortal, cityOf(200, 85, ''), { pageSize: 50 })),
  ];
}

function told({ size, megabytes, above, seconds, ended }: WholeRun): string {
  return [
    `a run of ${count(size)} offerings at each of two systems (exit ${ended}): ${megabytes.toFixed(0)} MB`,
    `${above.toFixed(0)} above a command that only looks (allowed ${allowedMegabytes})`,
    `${seconds.toFixed(0)} s of processor`,
  ].join(', ');
}

function growth(smaller: WholeRun, greater: WholeRun): string {
  const tenfolds = Math.log10(greater.size / smaller.size);
  return [
    `from ${count(smaller.size)} to ${count(greater.size)} offerings: ${(greater.above / smaller.above).toFixed(2)} × the memory above idle`,
    `${(greater.above - smaller.above).toFixed(0)} MB more (allowed ${(allowedGrowth * tenfolds).toFixed(0)})`,
    `${(greater.seconds / smaller.seconds).toFixed(1)} × the processor time`,
  ].join(', ');
}

const count = (offerings: number) => offerings.toLocaleString('en');

interface WholeRun {
  size: number;
  megabytes: number;
  /** What a command that only looks takes is no cost of the run. */
  above: number;
  seconds: number;
  /** Nothing is wrong in that city; but where the machine is busy its servers drop connections, and that is a finding. */
  ended: number;
}

/** A first run as the service has it done: lists and details read, judged, told, reports written. */
function wholeRun(size: number): Promise<WholeRun> {
  return withCity([Math.ceil(size / communes)], async (_folder, config) => {
    const idle = usageOf([built('main'), 'history', '--config', config]);
    const run = usageOf([...tidy, built('main'), 'run', '--config', config], [0, 2]);
    return {
      size,
      megabytes: run.megabytes,
      above: run.megabytes - idle.megabytes,
      seconds: run.cpu / 1_000,
      ended: run.status,
    };
  });
}

type Start = (seed: SandboxSeed, quirks?: Record<string, unknown>) => Promise<RunningSandbox>;

/** `paged` by a quirk of the remote, or by small pages. */
async function compare(
  adapter: string,
  start: Start,
  seed: SandboxSeed,
  how: { paged?: Record<string, unknown>; pageSize?: number },
): Promise<string[]> {
  const whole = await peak(adapter, start, seed);
  const paged = await peak(adapter, start, seed, how.paged, how.pageSize);
  const ratio = (whole.megabytes / paged.megabytes).toFixed(2);
  const read = `${whole.records} and ${paged.records} offerings`;
  return [
    `${adapter}: lists whole ${whole.megabytes.toFixed(0)} MB, by pages ${paged.megabytes.toFixed(0)} MB = ${ratio} × (aim 1.25), ${read}`,
  ];
}

async function peak(
  adapter: string,
  start: Start,
  seed: SandboxSeed,
  quirks: Record<string, unknown> = {},
  pageSize?: number,
): Promise<{ records: number; megabytes: number }> {
  const sandbox = await start(seed, quirks);
  try {
    const options = { ...sandbox.options, ...(pageSize !== undefined && { pageSize }) };
    const child = new URL('memory-child.ts', import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...[child, adapter, JSON.stringify(options), sandbox.baseUrl],
    ]);
    return JSON.parse(stdout);
  } finally {
    await sandbox.close();
  }
}

function cityOf(procedures: number, units: number, deadlineText: string): SandboxSeed {
  const agencies = Array.from({ length: units }, (_, at) => ({
    ...{ id: `00000000-AAAA-4BBB-8CCC-${String(at).padStart(12, '0')}`, name: `UBND phường ${at}` },
    tier: 'commune' as const,
  }));
  const each = Math.min(units, Math.ceil(offerings / procedures));
  return {
    ...{ locality: 'H13', agencies, fields: [{ code: 'HT', name: 'Hộ tịch' }] },
    procedures: Array.from(
      { length: procedures },
      (_, at): SeedProcedure => ({
        ...{ code: `1.${String(at).padStart(6, '0')}`, name: `Thủ tục ${at}`, active: true, deadlineText },
        ...{ decision: '1/QĐ-UBND', tiers: ['commune'], cases: [] },
        offerings: agencies.slice(0, each).map(({ id }) => ({ agency: id, level: 2 })),
      }),
    ),
  };
}

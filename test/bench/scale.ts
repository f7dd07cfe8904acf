import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { createHttpClient } from '../../src/adapter/http-client.ts';
import type { Details } from '../../src/adapter/kit/details.ts';
import { openStore } from '../../src/store/core/open.ts';
import { openLedger } from '../../src/store/runs/ledger.ts';
import { beginRun } from '../../src/store/runs/runs.ts';
import { hostAdapters } from '../adapter/host-adapters.ts';
import { keptDetails } from '../adapter/kept-details.ts';
import { sandboxCity } from '../sandbox/city/city.ts';
import { nationalRecord, sampleProcedures } from '../sandbox/city/sample.ts';
import { startCity } from '../sandbox/city/servers.ts';
import type { RunningSandbox } from '../sandbox/seed.ts';
import { finding, minute, wholeSettlement } from '../store/findings.ts';
import { offeringsEach } from './pair-city.ts';
import type { Step } from './pair-step.ts';

/** What is counted out; offerings are those of one of the three systems that carry them. */
const places = [
  { name: 'one city (83 communes)', cities: 1, procedures: 2_000, offerings: 46_000 },
  { name: 'a province of 100 communes', cities: 1, procedures: 2_000, offerings: 200_000 },
  { name: '34 provinces, 3,300 communes', cities: 34, procedures: 2_000, offerings: 6_800_000 },
];

/** Said, not measured: change them here and run again. */
const assumed = {
  runsADay: 1,
  /** Rows with something to be done, of all offerings of a system. */
  findingShare: 0.02,
  /** Of these, found anew and gone again in a month. */
  monthlyChange: 0.1,
  /** As configured where nothing is said (`keep`, `cacheHours`, limits of a reading). */
  keptSnapshots: 3,
  keptRuns: 30,
  cacheHours: 72,
  maxRows: 500_000,
  maxReadMinutes: 60,
};

/** Measured here. */
interface Units {
  /** Of each kind of system. */
  reading: Record<System, Reading>;
  /** Of one procedure at one system, offered at 250 units. */
  snapshotBytes: number;
  findingBytes: number;
  /** Of a finding in one more run. */
  findingRunBytes: number;
  judgeSeconds: number;
  judgeMegabytes: number;
}

interface Reading {
  pageSize: number;
  ratePerSecond: number;
  /** Requests of a reading whose lists are one page each, without details. */
  lists: number;
  /** Requests for details, of one procedure or of one offering. */
  details: number;
  cpuMilliseconds: number;
}

/** What a system keeps its details by: a configuration of each offering, or the contents of a procedure. */
const detailedBy = { 'csdl-tthc': 'procedure', 'td-dvc': 'procedure', opencps: 'offering' } as const;
type System = keyof typeof detailedBy;

const sampleOfferings = 50_000;
const sampleFindings = 3_000;
/** Units they are of; what a run keeps of each is no cost of a finding. */
const sampleUnits = 83;
const sampleCommunal = 6;

/** Measures what things cost on this machine, and counts out what places of several sizes come to. Lines to print. */
export async function scaleBench(): Promise<string[]> {
  const units = await measured();
  return [...unitLines(units), ...places.flatMap(place => placeLines(place, units))];
}

async function measured(): Promise<Units> {
  const folder = await mkdtemp(join(tmpdir(), 'dvc-sync-bench-'));
  try {
    const judge = await judgingUnits(folder);
    return { reading: await readingUnits(folder), ...judge, ...(await findingUnits(folder)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function judgingUnits(
  folder: string,
): Promise<Pick<Units, 'snapshotBytes' | 'judgeSeconds' | 'judgeMegabytes'>> {
  const step = async (name: string) => {
    const script = join(import.meta.dirname, 'pair-step.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...[script, name, String(sampleOfferings), folder],
    ]);
    return stdout;
  };
  await step('prepare');
  const { cpu, memory } = JSON.parse(await step('ours')) as Step;
  const { size } = await stat(join(folder, `${sampleOfferings}.sqlite`));
  return {
    // Three systems and the national list.
    snapshotBytes: size / (4 * (sampleOfferings / offeringsEach)),
    judgeSeconds: cpu.at(-1)! / 1_000 / (3 * sampleOfferings),
    judgeMegabytes: memory,
  };
}

async function findingUnits(folder: string): Promise<Pick<Units, 'findingBytes' | 'findingRunBytes'>> {
  const file = join(folder, 'findings.sqlite');
  const store = await openStore({ driver: 'sqlite', file });
  const size = async () => {
    await sql`pragma wal_checkpoint(truncate)`.execute(store.db);
    return (await stat(file)).size;
  };
  const run = async (at: number) => {
    const runId = await beginRun(store, minute(at));
    const ledger = openLedger(store, { runId });
    await ledger.add(
      Array.from({ length: sampleFindings }, (_, n) =>
        finding({ procedure: `1.${100_000 + (n % 2_000)}`, agency: `H13.5.${n % sampleUnits}` }),
      ),
    );
    await ledger.settle(wholeSettlement(runId, minute(at)), async () => {});
  };
  try {
    const empty = await size();
    await run(1);
    const once = await size();
    await run(2);
    const twice = await size();
    return {
      findingBytes: (once - empty) / sampleFindings,
      findingRunBytes: (twice - once) / sampleFindings,
    };
  } finally {
    await store.close();
  }
}

async function readingUnits(folder: string): Promise<Units['reading']> {
  const communal = sampleProcedures.filter(({ tiers }) => tiers.includes('commune'));
  const records = Array.from({ length: sampleCommunal }, (_, n) => {
    const sample = communal[n % communal.length]!;
    return nationalRecord({ ...sample, code: `3.${100_000 + n}`, name: `${sample.name} (${n})` });
  });
  const catalogue = join(folder, 'catalogue.ndjson.gz');
  await writeFile(catalogue, gzipSync(records.map(record => JSON.stringify(record)).join('\n')));
  const city = await startCity(await sandboxCity({ catalogue, faults: false }));
  try {
    const { national, portal, oneStop } = city.servers;
    return {
      'csdl-tthc': await readingOf('csdl-tthc', national),
      'td-dvc': await readingOf('td-dvc', portal),
      opencps: await readingOf('opencps', oneStop),
    };
  } finally {
    await city.close();
  }
}

async function readingOf(name: System, sandbox: RunningSandbox): Promise<Reading> {
  const adapter = hostAdapters.find(one => one.name === name)!;
  const options = adapter.options.parse(sandbox.options) as { pageSize?: number };
  const details = keptDetails();
  const first = await read(adapter, options, sandbox, details);
  const again = await read(adapter, options, sandbox, details);
  return {
    pageSize: options.pageSize ?? Number.POSITIVE_INFINITY,
    ratePerSecond: adapter.defaults?.ratePerSecond ?? 100,
    lists: again.requests,
    details: (first.requests - again.requests) / first[detailedBy[name]],
    cpuMilliseconds: first.cpu / first.requests,
  };
}

async function read(
  adapter: (typeof hostAdapters)[number],
  options: object,
  { baseUrl }: RunningSandbox,
  details: Details,
): Promise<{ requests: number; procedure: number; offering: number; cpu: number }> {
  const log = { debug() {}, info() {}, warn() {} };
  const limits = {
    connectTimeoutMs: 10_000,
    answerTimeoutMs: 120_000,
    attempts: 1,
    maxAnswerBytes: 64 << 20,
  };
  const http = createHttpClient(
    { baseUrl, concurrency: 8, ratePerSecond: 10_000, secrets: [], ...limits },
    log,
  );
  const before = process.cpuUsage();
  const system = adapter.open(options, {
    ...{ maxRows: 500_000, concurrency: 8 },
    ...{ http, locality: 'H13', details, log, signal: new AbortController().signal },
    progress() {},
  });
  const records = { procedure: 0, offering: 0 };
  for await (const { kind } of system.read())
    if (kind === 'procedure' || kind === 'offering') records[kind]++;
  const { user, system: kernel } = process.cpuUsage(before);
  http.close();
  return { requests: http.requests, ...records, cpu: (user + kernel) / 1_000 };
}

function unitLines({ reading, ...units }: Units): string[] {
  return [
    ...Object.entries(reading).map(
      ([name, one]) =>
        `unit: ${name}: ${one.lists} requests for lists of one page, ${one.details.toFixed(1)} for the details of one ${detailedBy[name as System]}, ${one.cpuMilliseconds.toFixed(1)} ms of processor a request (pretended remote included), ${one.ratePerSecond} a second allowed`,
    ),
    `unit: ${units.snapshotBytes.toFixed(0)} bytes of a procedure offered at ${offeringsEach} units in a snapshot, ${units.findingBytes.toFixed(0)} of a finding, ${units.findingRunBytes.toFixed(0)} of it in each further run`,
    `unit: ${(units.judgeSeconds * 1e6).toFixed(1)} µs of processor to judge an offering with every rule, ${units.judgeMegabytes.toFixed(0)} MB above idle while doing so with ${whole(sampleOfferings)} at each of three systems`,
    `assumed: ${Object.entries(assumed)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}`,
  ];
}

function placeLines(
  { name, cities, procedures, offerings }: (typeof places)[number],
  units: Units,
): string[] {
  const share = Math.min(1, 24 / assumed.runsADay / (assumed.cacheHours * 0.75));
  const systems = Object.keys(detailedBy) as System[];
  const requests = (system: System, ofDetails: number) => {
    const { pageSize, lists, details } = units.reading[system];
    const rows = system === 'csdl-tthc' ? 0 : offerings / cities;
    const pages = Math.ceil(procedures / pageSize) + Math.ceil(rows / pageSize);
    const detailed = detailedBy[system] === 'offering' ? rows : procedures;
    return cities * (lists + pages + detailed * details * ofDetails);
  };
  const lines = systems.map(system => {
    const { ratePerSecond } = units.reading[system];
    const words = (ofDetails: number) => {
      const count = requests(system, ofDetails);
      return `${whole(count)} requests, ${hours(count / ratePerSecond)} at ${ratePerSecond} a second, ${hours(count)} at one a second`;
    };
    return `${system}: everything ${words(1)}; with lists as probes ${words(share)}`;
  });
  const findings = offerings * 3 * assumed.findingShare;
  const snapshots = assumed.keptSnapshots * 4 * procedures * cities * units.snapshotBytes;
  const runs = findings * (units.findingBytes + assumed.keptRuns * units.findingRunBytes);
  const past = findings * assumed.monthlyChange * units.findingBytes;
  const judging = offerings * 3 * units.judgeSeconds;
  const slowest = Math.max(...systems.map(system => requests(system, share) / 60));
  const limits = [
    // One after the other where one process serves them all.
    { what: `rows of a list against maxRows`, part: offerings / assumed.maxRows },
    {
      what: `minutes of the longest reading, at one request a second, against maxReadMinutes`,
      part: slowest / assumed.maxReadMinutes,
    },
    {
      what: `hours of a run, at one request a second, against the day`,
      part: (slowest / 60 + judging / 3_600) / (24 / assumed.runsADay),
    },
  ].sort((a, b) => b.part - a.part);
  const national = requests('csdl-tthc', share);
  return [
    `${name}: ${whole(offerings)} offerings in each of three systems`,
    ...lines.map(line => `  ${line}`),
    `  store: snapshots ${gigabytes(snapshots)}, findings of ${assumed.keptRuns} runs ${gigabytes(runs)}, then ${gigabytes(past)} more a month`,
    `  judging: ${hours(judging)} of processor`,
    `  processes: ${cities} × (one that serves, one that runs)`,
    ...(cities > 1
      ? [
          `  a city as a tenant: ${whole(offerings / cities)} offerings each; the national list read once instead of ${cities} times saves ${whole(national - national / cities)} requests a run`,
        ]
      : []),
    `  first at its limit: ${limits.map(({ what, part }) => `${what} ${(part * 100).toFixed(0)} %`).join('; ')}`,
  ];
}

function gigabytes(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(0)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function hours(seconds: number): string {
  if (seconds < 120) return `${seconds.toFixed(0)} s`;
  return seconds < 7_200 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}

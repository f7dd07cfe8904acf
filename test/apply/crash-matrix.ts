import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { draftOf } from '../../src/app/plans/draft.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import type { ServiceDefinition } from '../../src/domain/service.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { createLog } from '../../src/runs/log.ts';
import { openStore } from '../../src/store/core/open.ts';
import type { SandboxCity } from '../sandbox/city/city.ts';
import { startCity } from '../sandbox/city/servers.ts';
import { asking } from '../support/asking.ts';
import { built } from '../support/built.ts';
import { temporaryFolder } from '../support/command.ts';
import type { KilledJob, KillJob } from './killed-apply.ts';
import { anyOrder, cases, definition, systems, told, unready } from './unready-city.ts';

const program = built('killed-apply');
/** Procedures that have nothing of their own yet, and one offering of the three they are to have. */
const bare = ['1.000894', '1.004873'];
const forms = definition(bare[0]!, { cases });
/** Forty actions; the one-stop system is to carry communes only. */
const forty = [
  forms,
  definition('1.004873', {}),
  definition('2.000779', { applies: { tiers: ['district'] } }),
  definition('2.000806', { applies: { tiers: ['district'] }, level: 3 }),
  definition('1.002079', { applies: { agencies: ['H13.3'] } }),
  definition('1.002010', { applies: { agencies: ['H13.3'] }, level: 3 }),
];

/** A share of the writes lose their connection, or are answered 500: some after they took effect, some before. */
const dropping = {
  portal: { dropAfterWrite: 1 / 4, dropBeforeWrite: 1 / 6, failAfterWrite: 1 / 12, failBeforeWrite: 1 / 15 },
  oneStop: { dropAfterWrite: 1 / 6, dropBeforeWrite: 1 / 5, failAfterWrite: 1 / 15, failBeforeWrite: 1 / 12 },
};
/** Where an answer is waited for a second, a share of the writes take effect after that. */
const late = { lateWrite: 1 / 9, lateMs: 1_500 };
const coming = { portal: late, oneStop: late };

/**
 * Which kill points are tried: `some`, so many of each kind of point of each system, spread evenly over them; or every
 * `step`th of each system (a step that is no multiple of three comes by all kinds).
 */
export type Choice = { some: number } | { step: number };

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

type Log = Record<(typeof systems)[number], string[]>;

/** A city of its own, and a configuration that reaches it, with the plan in its store. */
interface Place {
  config: string;
  /** Writes that took effect so far, in order, with the ids that the portal makes up numbered as they appear. */
  log(): Log;
  close(): Promise<void>;
}

/** Everything that is made from one drafted plan. */
interface Drafted {
  plan: Plan;
  place(quirks: SandboxCity['quirks']): Promise<Place>;
}

let count = 0;

/** Drafts a plan once; its places start with a copy of the store it was drafted in. */
async function drafted(
  definitions: ServiceDefinition[],
  procedures: readonly string[],
  answerTimeoutSeconds = 1,
): Promise<Drafted> {
  const place = async (quirks: SandboxCity['quirks']) => {
    const city = await startCity({ ...unready(procedures), quirks });
    const hosts = ['components', 'eform', 'workflow'];
    Object.assign(city.servers.oneStop.options, { indexLagMs: 20, hosts, covers: ['commune'] });
    for (const system of systems) Object.assign(city.servers[system].options, { answerTimeoutSeconds });
    const config = await city.writeConfiguration(join(folder.path, `${++count}`));
    const { portal, oneStop } = city.servers;
    const log = () => ({ portal: told(portal.writes!), oneStop: told(oneStop.writes!) });
    return { config, log, close: () => city.close() };
  };
  const first = await place({});
  const configuration = await loadConfiguration(first.config, {});
  const store = await openStore(configuration.store);
  const { signal } = new AbortController();
  const log = createLog([], 'error');
  const author = { ...asking(store, { name: 'Nguyễn Văn A' }), configuration, log, now: () => new Date() };
  const plan = await draftOf(author, definitions, { signal, everything: false });
  await store.close();
  await first.close();
  return {
    plan,
    async place(quirks) {
      const made = await place(quirks);
      await cp(configuration.dataDir, (await loadConfiguration(made.config, {})).dataDir, {
        recursive: true,
      });
      return made;
    },
  };
}

/** What a process says of these jobs, which is then killed. */
async function inProcess(jobs: readonly KillJob[]): Promise<KilledJob[]> {
  const child = spawn(process.execPath, [program, JSON.stringify(jobs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.endsWith('\n')) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'close')) as [unknown, string | null];
  expect(signal).toBe('SIGKILL');
  return JSON.parse(said) as KilledJob[];
}

const complete = {
  state: 'applied',
  halted: {},
  counts: { waiting: 0, done: 0, failed: 0, skipped: 0, 'in-doubt': 0 },
};

/** The same plan in one go, and the points it comes by. */
async function uninterrupted({ place }: Drafted, quirks: SandboxCity['quirks'], parallel: number) {
  const { config, log, close } = await place(quirks);
  try {
    const [told] = await inProcess([{ config, parallel }]);
    expect(told!.result).toMatchObject(complete);
    return { log: log(), points: told!.points };
  } finally {
    await close();
  }
}

/** Takes each job to its point, kills it there, and lets it go on in another process to its end. */
async function killedAndResumed(
  { place }: Drafted,
  at: KillJob['at'][],
  parallel: number,
  quirks: SandboxCity['quirks'],
): Promise<Log[]> {
  const places = await Promise.all(at.map(() => place(quirks)));
  try {
    const killed = await inProcess(places.map(({ config }, n) => ({ config, parallel, at: at[n]! })));
    expect(killed.filter(({ result }) => result)).toEqual([]);
    const resumed = await inProcess(places.map(({ config }) => ({ config, parallel })));
    for (const { result } of resumed) expect(result).toMatchObject(complete);
    return places.map(({ log }) => log());
  } finally {
    await Promise.all(places.map(({ close }) => close()));
  }
}

function chosen(points: readonly string[], choice: Choice): number[] {
  const all = points.map((_, index) => index + 1);
  if ('step' in choice) return all.filter(point => point % choice.step === 1 % choice.step);
  return [...Map.groupBy(all, point => points[point - 1]).values()].flatMap(alike => {
    const count = Math.min(choice.some, alike.length);
    return Array.from({ length: count }, (_, n) => alike[Math.floor(((n + 0.5) * alike.length) / count)]!);
  });
}

/** What the killing and resuming at each chosen point has written. */
async function atPoints(
  plan: Drafted,
  points: KilledJob['points'],
  { parallel, choice, quirks }: { parallel: number; choice: Choice; quirks: SandboxCity['quirks'] },
): Promise<[string, Log][]> {
  const at = Object.entries(points).flatMap(([system, names]) =>
    chosen(names, choice).map(point => ({ system, point })),
  );
  const logs: [string, Log][] = [];
  // Two processes at a time, as this machine has two cores at least; beginning one takes longer than a few points.
  const processes = at.length > 16 ? 2 * Math.ceil(at.length / 80) : 1;
  const groups = Map.groupBy(at, (_, n) => n % processes).values();
  await Promise.all(
    [1, 2].map(async () => {
      for (const jobs of groups) {
        const written = await killedAndResumed(plan, jobs, parallel, quirks);
        logs.push(
          ...jobs.map(({ system, point }, n) => [`${system} ${point}`, written[n]!] as [string, Log]),
        );
      }
    }),
  );
  expect(logs.length).toBe(at.length);
  return logs;
}

/** One action after the other, each answer that fails once: nothing is lost, nothing repeated, the order is kept. */
export async function inOrder(choice: Choice): Promise<void> {
  const plan = await drafted(forty, bare.slice(0, 1));
  expect(plan.plan.actions.length).toBeGreaterThanOrEqual(40);
  expect(plan.plan.unknown ?? []).toEqual([]);
  const { log } = await uninterrupted(plan, {}, 1);
  const broken = await uninterrupted(plan, dropping, 1);
  expect(broken.log).toEqual(log);
  expect(broken.points.portal!.length + broken.points.oneStop!.length).toBeGreaterThan(120);

  const logs = await atPoints(plan, broken.points, { parallel: 1, choice, quirks: dropping });
  const wrong = logs.filter(([, written]) => JSON.stringify(written) !== JSON.stringify(log));
  expect(wrong.map(([point]) => point)).toEqual([]);
}

/** The same with several actions in hand at once, in whatever order, but never a level before what it promises. */
export async function atOnce(choice: Choice): Promise<void> {
  // Several at once keep a busy machine from answering within a second.
  const plan = await drafted([forms, definition(bare[1]!, { cases })], bare, 3);
  const whole = await uninterrupted(plan, dropping, 4);
  const logs = await atPoints(plan, whole.points, { parallel: 4, choice, quirks: dropping });
  for (const [point, written] of logs) {
    for (const system of systems) {
      expect(anyOrder(written[system]), `killed at ${point}`).toEqual(anyOrder(whole.log[system]));
      const raising = written[system].findIndex(isLevel);
      expect(written[system].slice(raising).every(isLevel), `killed at ${point}`).toBe(true);
    }
  }
}

/** Writes that take effect after they were given up, and after their sender was killed. */
export async function comingLate(choice: Choice): Promise<void> {
  const plan = await drafted([forms], bare.slice(0, 1));
  const { log } = await uninterrupted(plan, {}, 1);
  const slow = await uninterrupted(plan, coming, 1);
  for (const system of systems) expect(anyOrder(slow.log[system])).toEqual(anyOrder(log[system]));
  const logs = await atPoints(plan, slow.points, { parallel: 1, choice, quirks: coming });
  for (const [point, written] of logs) {
    for (const system of systems) {
      expect(anyOrder(written[system]), `killed at ${point}`).toEqual(anyOrder(log[system]));
    }
  }
}

const isLevel = (write: string) => /^PUT \S*(?:\/UpdateMulti|\/serviceconfigs\/\d+) /.test(write);

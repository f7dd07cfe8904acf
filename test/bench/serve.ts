import { Agent, get, type IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { residentOf } from './resident.ts';
import { figures, finished, started, type Target, withService } from './served.ts';

const readsPerSecond = 200;
const listeners = 50;

/** Asked for in turn. */
const reads = [
  '/v1/runs/latest/discrepancies?limit=50',
  '/v1/runs/latest',
  '/v1/jobs?limit=20',
  '/v1/sources',
  '/v1/schedule',
  '/v1/offerings/3.100001/H13.21.1',
  '/v1/tasks?limit=50',
  '/health',
];

/**
 * 200 reads a second and 50 listeners for events, while a `serve` process reads and reconciles 40,000 offerings at each
 * of two systems. Servers of the systems, service (as it is installed) and load are processes of their own. Lines to print.
 */
export function serveBench(): Promise<string[]> {
  return withService([], ({ at }) => measured(at));
}

async function measured(target: Target): Promise<string[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const at = { ...target, agent };
  const memory = async () => residentOf(await figures(at));
  const idle = await memory();
  await finished(at, await started(at));
  const afterRun = await memory();
  const quiet = await load(at, wait(10_000));
  const subscribers = await Promise.all(Array.from({ length: listeners }, () => subscribe(at)));
  const begun = performance.now();
  const job = await started(at);
  const busy = await load(at, finished(at, job));
  const seconds = (performance.now() - begun) / 1_000;
  const loaded = await figures(at);
  await wait(1_500);
  const heard = subscribers.map(({ events }) => events());
  for (const { leave } of subscribers) leave();
  const lag = (loaded.get('nodejs_eventloop_lag_p99_seconds') ?? Number.NaN) * 1_000;
  const lines = [
    `serve: idle ${idle.toFixed(0)} MB (goal 150), after a run ${(afterRun - idle).toFixed(0)} MB more (goal 20), after another with all the load ${((await memory()) - idle).toFixed(0)} MB more`,
    `serve: nothing going on: ${words(quiet)}`,
    `serve: during a run of ${seconds.toFixed(0)} s: ${words(busy)}; event-loop lag p99 ${lag.toFixed(0)} ms`,
    `serve: p99 of reads during a run is ${(p99(busy) / p99(quiet)).toFixed(1)} × that of nothing going on (goal 3)`,
    `serve: ${listeners} listeners heard ${Math.min(...heard)} to ${Math.max(...heard)} events each, ${subscribers.filter(({ broken }) => broken()).length} were cut off`,
  ];
  agent.destroy();
  return lines;
}

interface Reader extends Target {
  agent: Agent;
}

interface Load {
  /** Of every answer, milliseconds, sorted. */
  times: number[];
  errors: string[];
}

/** Reads at a steady pace, however long the answers take, until `end`. */
async function load(at: Reader, end: Promise<unknown>): Promise<Load> {
  const times: number[] = [];
  const errors: string[] = [];
  const pending: Promise<void>[] = [];
  let going = true;
  void end.finally(() => {
    going = false;
  });
  const begun = performance.now();
  for (let sent = 0; going; ) {
    for (const due = ((performance.now() - begun) / 1_000) * readsPerSecond; sent < due; sent++)
      pending.push(
        read(at, reads[sent % reads.length]!).then(
          ms => void times.push(ms),
          (error: Error) => void errors.push(error.message),
        ),
      );
    await wait(5);
  }
  await Promise.all(pending);
  await end;
  return { times: times.sort((a, b) => a - b), errors };
}

function read({ url, key, agent }: Reader, path: string): Promise<number> {
  const begun = performance.now();
  return new Promise((done, fail) => {
    get(`${url}${path}`, { agent, headers: { authorization: `Bearer ${key}` } }, answer => {
      answer.resume();
      answer.once('error', fail);
      answer.once('end', () =>
        answer.statusCode === 200
          ? done(performance.now() - begun)
          : fail(new Error(`${path}: ${answer.statusCode}`)),
      );
    }).once('error', fail);
  });
}

async function subscribe({ url, key }: Target) {
  const answer = await new Promise<IncomingMessage>((done, fail) => {
    get(`${url}/v1/events`, { headers: { authorization: `Bearer ${key}` } }, done).once('error', fail);
  });
  let events = 0;
  let broken = false;
  let left = false;
  answer.on('data', chunk => {
    events += String(chunk).split('\nevent: ').length - 1;
  });
  answer.once('close', () => {
    broken = !left;
  });
  answer.on('error', () => {});
  return {
    events: () => events,
    broken: () => broken,
    leave() {
      left = true;
      answer.destroy();
    },
  };
}

function words({ times, errors }: Load): string {
  const share = (part: number) => (times[Math.floor(times.length * part)] ?? Number.NaN).toFixed(1);
  const failed = errors.length === 0 ? 'no error' : `${errors.length} ERRORS, such as ${errors[0]}`;
  return `${times.length} reads, ${failed}, p50 ${share(0.5)} ms, p99 ${share(0.99)} ms, longest ${(times.at(-1) ?? Number.NaN).toFixed(0)} ms`;
}

function p99({ times }: Load): number {
  return times[Math.floor(times.length * 0.99)] ?? Number.NaN;
}

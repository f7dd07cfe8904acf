import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { buildProgram } from '../../build.ts';
import { starterFiles } from '../../src/config/starter.ts';
import { built, builtFolder } from '../support/built.ts';
import { addressOf } from './served.ts';
import { median } from './start.ts';

const rounds = 7;
const settleMs = 3_000;

const bareFastify = `
  import Fastify from 'fastify';
  const app = Fastify();
  app.get('/readyz', async () => ({ status: 'ok' }));
  console.error(await app.listen({ host: '127.0.0.1', port: 0 }));`;

/** Of one start. */
interface Start {
  /** Processor time of all threads until it had answered `/readyz`, milliseconds. */
  cpu: number;
  /** Resident once nothing has been asked for a while, and after the first page, MB. */
  idle: number;
  visited: number;
}

/**
 * A service as it is installed, over the configuration `init` writes, against a bare Fastify with one route, in turns: as
 * Node runs it, and with a compile cache like ours. Linux only: what a process took is read from `/proc`. Lines to print.
 */
export async function readyBench(): Promise<string[]> {
  await buildProgram(builtFolder);
  const folder = await mkdtemp(join(tmpdir(), 'dvc-sync-bench-'));
  try {
    for (const [name, text] of Object.entries(starterFiles())) {
      const nobody = text
        .replace(/https?:\/\/[^"\s]*/g, 'http://127.0.0.1:9')
        .replace(/^ {2}port: .*/m, '  port: 0');
      await writeFile(join(folder, name), nobody);
    }
    const secrets = ['CSDL', 'PORTAL', 'ONESTOP'].flatMap(name => [`${name}_USER`, `${name}_PASSWORD`]);
    const env = Object.fromEntries(secrets.map(name => [name, 'x']));
    const bareArgs = ['--input-type=module', '--eval', bareFastify];
    const service = () => start([built('main'), 'serve', '--config', join(folder, 'dvc-sync.yaml')], env);
    const bare = () => start(bareArgs, {});
    const cached = () => start(bareArgs, { NODE_COMPILE_CACHE: join(folder, 'cache') });
    // What Node compiles is written down when the first of them ends.
    for (const one of [service, cached]) await one();
    const all: { service: Start; bare: Start; cached: Start }[] = [];
    for (let round = 0; round < rounds; round++)
      all.push({ service: await service(), bare: await bare(), cached: await cached() });
    const of = (which: 'service' | 'bare' | 'cached', what: keyof Start) =>
      median(all.map(round => round[which][what]));
    const times = (what: keyof Start, than: 'bare' | 'cached') =>
      (of('service', what) / of(than, what)).toFixed(1);
    return [
      `serve, built, until /readyz: ${of('service', 'cpu').toFixed(0)} ms of processor time, bare Fastify ${of('bare', 'cpu').toFixed(0)} ms: ${times('cpu', 'bare')} × as much (goal 3); bare Fastify with a compile cache ${of('cached', 'cpu').toFixed(0)} ms: ${times('cpu', 'cached')} ×`,
      `serve, built, idle: ${of('service', 'idle').toFixed(0)} MB (goal 120), bare Fastify ${of('bare', 'idle').toFixed(0)} MB; after the first page ${of('service', 'visited').toFixed(0)} MB`,
      `medians of ${rounds} rounds, in turns`,
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function start(args: readonly string[], env: Record<string, string>): Promise<Start> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const address = await addressOf(child);
    const { status } = await fetch(`${address}/readyz`);
    if (status !== 200) throw new Error(`/readyz: ${status}`);
    const cpu = await processorTime(child.pid!);
    await wait(settleMs);
    const idle = await resident(child.pid!);
    await (await fetch(`${address}/sign-in`)).arrayBuffer();
    return { cpu, idle, visited: await resident(child.pid!) };
  } finally {
    child.kill();
    if (child.exitCode === null) await once(child, 'exit');
  }
}

async function processorTime(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`);
  const texts = await Promise.all(threads.map(one => readFile(`/proc/${pid}/task/${one}/schedstat`, 'utf8')));
  return texts.reduce((sum, text) => sum + Number(text.split(' ')[0]) / 1e6, 0);
}

async function resident(pid: number): Promise<number> {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))![1];
  return (Number(kilobytes) * 1_024) / 1e6;
}

import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import type { DiscrepancyLine, RunSummary } from '../../src/domain/run.ts';
import { built } from './built.ts';

const sources = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
// What is no test has nothing built for it.
const program = process.env.VITEST ? built('main') : sources;
const sandbox = fileURLToPath(new URL('../sandbox/cli/sandbox.ts', import.meta.url));

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Started {
  child: ChildProcess;
  ended: Promise<Ended>;
}

/** The program itself says where Node keeps what it compiles, once it is known whether it serves: that compiles otherwise. */
const ownCache = { NODE_COMPILE_CACHE: undefined };

/** Starts the program as a user would, in a process of its own. */
export function start(args: string[], environment: Record<string, string> = {}): Started {
  return startFile(process.execPath, [program, ...args], { ...ownCache, ...environment });
}

/** The same of the sources, where a module is a file and a package lies in its folder. */
export function startSources(args: string[], environment: Record<string, string> = {}): Started {
  return startFile(process.execPath, [sources, ...args], { ...ownCache, ...environment });
}

/** What `npm run sandbox -- …` starts. */
export function runSandbox(args: string[]): Started {
  return startFile(process.execPath, [sandbox, ...args], {});
}

/** Starts any program, and gathers what it says. */
export function startFile(
  file: string,
  args: string[],
  environment: Record<string, string | undefined>,
  otherwise: SpawnOptions = {},
): Started {
  const child = spawn(file, args, {
    env: { ...process.env, NO_COLOR: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...otherwise,
  });
  const ended = new Promise<Ended>((done, fail) => {
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', chunk => {
      stdout += chunk;
    });
    child.stderr?.on('data', chunk => {
      stderr += chunk;
    });
    child.once('error', fail);
    child.once('close', code => done({ code, stdout, stderr }));
  });
  return { child, ended };
}

/** Does a command to its end and tells what it printed; in a process that did others before where nothing speaks against it. */
export async function dvcSync(args: string[], environment: Record<string, string> = {}): Promise<Ended> {
  // What is said to Node itself is heard only by a process that begins; and the hosts are there for tests alone.
  const own = Object.keys(environment).some(name => name.startsWith('NODE_')) || !process.env.VITEST;
  if (own) return start(args, environment).ended;
  const answer = await fetch(inject('commandHosts'), {
    method: 'POST',
    body: JSON.stringify({ args, environment: { ...process.env, NO_COLOR: '1', ...environment } }),
  });
  if (!answer.ok) throw new Error(`dvc-sync ${args.join(' ')}: ${await answer.text()}`);
  return (await answer.json()) as Ended;
}

export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'dvc-sync-test-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export async function readLines(out: string): Promise<DiscrepancyLine[]> {
  const text = await readFile(join(out, 'discrepancies.ndjson'), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as DiscrepancyLine);
}

export async function readSummary(out: string): Promise<RunSummary> {
  return JSON.parse(await readFile(join(out, 'summary.json'), 'utf8')) as RunSummary;
}

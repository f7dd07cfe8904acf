import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { get, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildProgram } from '../../build.ts';
import { createKey } from '../../src/app/access/keys.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { openStore } from '../../src/store/core/open.ts';
import { built, builtFolder } from '../support/built.ts';

export interface Target {
  url: string;
  key: string;
}

/** A pretended city with its systems, and the service over it as it is installed. */
export interface ServedCity {
  at: Target;
  /** Where its configuration and data lie. */
  folder: string;
  serve: ChildProcess;
}

/** A folder with a pretended city of 40,000 offerings at each of two systems, or of so many procedures, and its configuration. */
export async function withCity<Result>(
  given: readonly number[],
  work: (folder: string, config: string, children: ChildProcess[]) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'dvc-sync-bench-'));
  const script = fileURLToPath(new URL('serve-city.ts', import.meta.url));
  const city = spawn(
    process.execPath,
    ['--max-old-space-size=12000', '--max-semi-space-size=64', script, folder, ...given.map(String)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const children = [city];
  try {
    await once(city.stdout, 'data');
    return await work(folder, join(folder, 'dvc-sync.yaml'), children);
  } finally {
    for (const child of children) {
      if (child.exitCode !== null) continue;
      child.kill();
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param given procedures and runs kept, where they are not the usual ones. */
export function withService<Result>(
  given: readonly number[],
  work: (city: ServedCity) => Promise<Result>,
): Promise<Result> {
  return withCity(given, async (folder, config, children) => {
    const key = await adminKey(config);
    await buildProgram(builtFolder);
    const serve = spawn(process.execPath, [built('main'), 'serve', '--config', config], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    children.push(serve);
    return work({ at: { url: await addressOf(serve), key }, folder, serve });
  });
}

/** Starts a run that trusts no cache; the id of its job. */
export async function started({ url, key }: Target): Promise<string> {
  const answer = await new Promise<IncomingMessage>((done, fail) => {
    request(
      `${url}/v1/runs`,
      { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' } },
      done,
    )
      .once('error', fail)
      .end('{"kind":"full-refresh"}');
  });
  return (JSON.parse(await textOf(answer)) as { id: string }).id;
}

export async function finished({ url, key }: Target, job: string): Promise<void> {
  const answer = await new Promise<IncomingMessage>((done, fail) => {
    get(`${url}/v1/jobs/${job}/events`, { headers: { authorization: `Bearer ${key}` } }, done).once(
      'error',
      fail,
    );
  });
  const text = await textOf(answer);
  if (!text.includes('event: done')) throw new Error(`the run did not end well: ${text.slice(-500)}`);
}

/** What the service says of its own process. */
export async function figures({ url, key }: Target): Promise<Map<string, number>> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${key}` } });
  const lines = (await answer.text()).split('\n').filter(line => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

async function adminKey(config: string): Promise<string> {
  const store = await openStore((await loadConfiguration(config, process.env)).store);
  const by = { who: 'bench', origin: 'bench', at: new Date().toISOString() };
  const { key } = await createKey(store, { name: 'bench', role: 'admin', expiresAt: null }, by);
  await store.close();
  return key;
}

/** Of the line that says where it listens. */
export async function addressOf(serve: ChildProcess): Promise<string> {
  const lines = createInterface({ input: serve.stderr! });
  for await (const line of lines) {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (address) {
      // Nobody reads its log from here on, and it must not wait for somebody to.
      serve.stderr!.resume();
      return address;
    }
  }
  throw new Error('serve ended before it listened');
}

export async function textOf(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) text += chunk;
  return text;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, inject } from 'vitest';
import type { Configuration } from '../../../src/config/configuration.ts';
import { loadConfiguration } from '../../../src/config/load.ts';
import { startPgBossDispatcher } from '../../../src/runs/jobs/pg-boss-dispatcher.ts';
import { createLog } from '../../../src/runs/log.ts';
import { type PartSettings, type Sharing, sharingOf } from '../../../src/runs/sharing/sharing.ts';
import type { SandboxCity } from '../../../src/sandbox/city.ts';
import { type RunningCity, type SandboxSystem, startCity } from '../../../src/sandbox/servers.ts';
import type { Store } from '../../../src/store/contract.ts';
import { openStore } from '../../../src/store/open.ts';
import type { PartTable } from '../../../src/store/tables.ts';
import { temporaryFolder } from '../../support/command.ts';
import { type Gate, startGate } from './gate.ts';

const program = fileURLToPath(new URL('./sharer.ts', import.meta.url));

/** Requests at once that each system bears. */
export const atOnce = 3;

/** A city behind gates, a PostgreSQL database, and processes that share what is done there. */
export interface SharedPlace {
  city: RunningCity;
  gates: Record<SandboxSystem, Gate>;
  configuration: Configuration;
  store: Store;
  /** As the process that conducts has it; it does parts of its own but attends to nobody else's. */
  sharing: Sharing;
  sharers: ChildProcess[];
  /** Parts processes have in hand. */
  inHand(): Promise<Pick<PartTable, 'kind' | 'pid' | 'name'>[]>;
  /** The sharer that has a part of this kind in hand, as soon as one has. */
  sharerAt(kind: PartTable['kind']): Promise<ChildProcess>;
  /** Ends a sharer; its exit code, null where it was killed. */
  end(sharer: ChildProcess, signal: NodeJS.Signals): Promise<number | null>;
  close(): Promise<void>;
}

export async function sharedPlace(
  city: SandboxCity,
  parts: PartSettings,
  settings: Record<string, unknown> = {},
  prepare: (city: RunningCity) => void = () => {},
): Promise<SharedPlace> {
  const undo: (() => unknown)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const folder = await temporaryFolder();
    undo.push(() => folder.remove());
    const running = await startCity(city);
    undo.push(() => running.close());
    prepare(running);
    const database = await emptyDatabase();
    undo.push(database.drop);
    const file = await running.writeConfiguration(folder.path, {
      store: { driver: 'postgres', url: database.url },
      ...settings,
    });
    const gates = {} as SharedPlace['gates'];
    let text = (await readFile(file, 'utf8')).replaceAll(
      'ratePerSecond: 5000',
      `ratePerSecond: 5000\n    concurrency: ${atOnce}`,
    );
    for (const [system, { baseUrl }] of Object.entries(running.servers)) {
      const gate = await startGate(baseUrl);
      undo.push(() => gate.close());
      gates[system as SandboxSystem] = gate;
      text = text.replace(baseUrl, gate.baseUrl);
    }
    await writeFile(file, text);
    const configuration = await loadConfiguration(file, process.env);
    const store = await openStore(configuration.store);
    undo.push(() => store.close());
    const log = createLog([], 'error');
    const dispatcher = await startPgBossDispatcher(database.url, log);
    undo.push(() => dispatcher.stop(1_000));
    const sharing = sharingOf(store, dispatcher, log, parts)!;
    undo.push(() => sharing.close());
    const sharers = await Promise.all([1, 2, 3].map(() => startSharer(file, parts)));
    undo.push(async () => {
      for (const child of sharers)
        if (child.exitCode === null && child.signalCode === null) await kill(child);
    });
    const inHand = () =>
      store.db.selectFrom('part').select(['kind', 'pid', 'name']).where('state', '=', 'running').execute();
    const sharerAt = async (kind: string) => {
      const find = async () => {
        const pids = (await inHand()).filter(part => part.kind === kind).map(({ pid }) => pid);
        return sharers.find(({ pid }) => pids.includes(pid ?? null));
      };
      await expect.poll(find, { timeout: 30_000 }).toBeDefined();
      return (await find())!;
    };
    const end = async (sharer: ChildProcess, signal: NodeJS.Signals) => {
      await kill(sharer, signal);
      sharers.splice(sharers.indexOf(sharer), 1);
      return sharer.exitCode;
    };
    return { city: running, gates, configuration, store, sharing, sharers, inHand, sharerAt, end, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function kill(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

async function startSharer(file: string, parts: PartSettings): Promise<ChildProcess> {
  const child = spawn(process.execPath, [program, file, JSON.stringify(parts)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await Promise.race([once(child.stdout!, 'data'), once(child, 'exit')]);
  return child;
}

async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = inject('postgres');
  if ('problem' in server) throw new Error(`no PostgreSQL: ${server.problem}`);
  const name = `dvc_sync_shared_${process.pid}_${Math.random().toString(36).slice(2)}`;
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`create database ${name}`);
  return {
    url: server.url.replace(/postgres$/, name),
    async drop() {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

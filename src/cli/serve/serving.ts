import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Logger } from 'pino';
import type { Store } from '../../app/context.ts';
import { type Configuration, ConfigurationError } from '../../config/configuration.ts';
import { ownModule } from '../../domain/own-files.ts';
import { keepAnchored } from '../../runs/audit-heads.ts';
import { createLog } from '../../runs/log.ts';
import { openService, type Service } from '../../runtime/service.ts';
import { loadFrom, withStore } from '../common.ts';
import { exitCodes } from '../exit.ts';

interface ServingOptions {
  config: string;
  verbose?: boolean;
}

/** A process that serves or works, from the moment its queue is open. */
export interface Serving {
  /** The one in force; another one after a reload. */
  configuration(): Configuration;
  store: Store;
  log: Logger;
  service: Service;
  /** True from SIGTERM on. */
  draining(): boolean;
  now(): Date;
}

/** What a command runs beside the queue. */
export interface Beside {
  reload?(configuration: Configuration): Promise<void>;
  /** At SIGTERM, while jobs are being put down: take nothing more in. */
  stop?(): Promise<void>;
}

/**
 * Opens the store and the queue, and stays until SIGTERM: then what is in hand is put down within
 * `server.graceSeconds`. SIGHUP reads the configuration again.
 */
export async function serving(
  options: ServingOptions,
  command: 'serve' | 'work',
  { check, hold, begin }: How,
): Promise<void> {
  let current = await loadFrom(options.config);
  check?.(current);
  const log = createLog(() => current.secrets, options.verbose ? 'debug' : 'info');
  const signals = listenForSignals();
  const now = () => new Date();
  let draining = false;
  try {
    await withStore(current, async store => {
      const held = await hold?.(store, log);
      try {
        const configuration = () => current;
        const anchors = await keepAnchored(store, configuration, log, now);
        const service = await openService({
          program: fileURLToPath(ownModule('src/cli/main.ts')),
          configuration,
          store,
          log,
          now,
          idle: garbageCollector(),
        });
        const beside = await begun(service, () =>
          begin({ configuration, store, log, service, draining: () => draining, now }),
        );
        signals.onReload(async () => {
          const changed = await reloaded(options.config, current, log);
          if (!changed || draining) return;
          current = changed;
          await beside.reload?.(changed);
          log.info({ file: changed.file }, 'configuration read again');
        });
        log.info({ command, pid: process.pid, store: store.driver }, 'at work');
        const lost = held?.lost.catch((error: Error) => error);
        const broken = await Promise.race(lost ? [signals.stop, lost] : [signals.stop]);
        draining = true;
        await drain(current.server.graceSeconds * 1_000, service, beside, log);
        await anchors.stop();
        if (broken) throw broken;
        log.info({ command }, 'stopped');
      } finally {
        await held?.release();
      }
    });
  } finally {
    signals.dispose();
  }
}

/** What tells one command that stays from the other. */
interface How {
  /** @throws UsageError before the store is opened. */
  check?(configuration: Configuration): void;
  /** Before any work is taken: what it holds to the very end. */
  hold?(store: Store, log: Logger): Promise<Held | undefined>;
  begin(serving: Serving): Promise<Beside>;
}

/** What a command holds on the store for as long as it runs. */
export interface Held {
  release(): Promise<void>;
  /** Rejects when it was lost. */
  lost: Promise<never>;
}

/** What cannot begin must leave nothing at work behind. */
async function begun(service: Service, begin: () => Promise<Beside>): Promise<Beside> {
  try {
    return await begin();
  } catch (error) {
    await service.stop(1_000);
    throw error;
  }
}

async function drain(graceMs: number, service: Service, beside: Beside, log: Logger): Promise<void> {
  log.info({ graceSeconds: graceMs / 1_000 }, 'stopping: no more work is taken, what is in hand is put down');
  const over = new AbortController();
  const grace = wait(graceMs, false, { signal: over.signal }).catch(() => false);
  const all = Promise.all([service.stop(graceMs), beside.stop?.()]).then(([done]) => done);
  const done = await Promise.race([all, grace]);
  over.abort();
  if (done) return;
  log.error({}, 'not all was put down in time; whoever takes over goes on with it');
  // What still runs would only hold the process up; the store is as whole as after a power cut.
  process.exit(exitCodes.failed);
}

/** The configuration as it is in the file now; undefined when it cannot be taken over, and why is in the log. */
async function reloaded(
  file: string,
  current: Configuration,
  log: Logger,
): Promise<Configuration | undefined> {
  let read: Configuration;
  try {
    read = await loadFrom(file);
  } catch (error) {
    if (error instanceof ConfigurationError) {
      for (const { file, line, key, problem } of error.problems)
        log.error({ file, line, key, problem: problem.vi }, 'configuration not read again: it has a mistake');
    } else log.error({ err: error }, 'configuration not read again');
    return undefined;
  }
  const fixed = {
    store: (c: Configuration) => c.store,
    'server.host': (c: Configuration) => c.server.host,
    'server.port': (c: Configuration) => c.server.port,
    'server.trustProxy': (c: Configuration) => c.server.trustProxy,
  };
  const moved = Object.entries(fixed).filter(([, of]) => !isDeepStrictEqual(of(read), of(current)));
  for (const [key] of moved)
    log.error(
      { file: read.file, key },
      'configuration not read again: this key can only change with a restart',
    );
  return moved.length > 0 ? undefined : read;
}

/** What an operator or systemd tells a running service. */
function listenForSignals() {
  const { promise: stop, resolve } = Promise.withResolvers<void>();
  let stopping = false;
  let reload: (() => Promise<void>) | undefined;
  let asked = false;
  let reloading: Promise<void> | undefined;

  const end = () => {
    // The store is whole at any moment, as after a power cut; what was in hand is taken over.
    if (stopping) process.exit(exitCodes.interrupted);
    stopping = true;
    resolve();
  };
  const again = () => {
    asked = true;
    if (!reload || reloading || stopping) return;
    reloading = (async () => {
      while (asked && reload) {
        asked = false;
        await reload();
      }
    })().finally(() => {
      reloading = undefined;
    });
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('SIGHUP', again);
  return {
    /** Resolves at the first SIGTERM or Ctrl-C; a second one ends the process at once. */
    stop,
    /** SIGHUP: calls `reload`, one after the other; before there is one, it is called once it is there. */
    onReload(given: () => Promise<void>) {
      reload = given;
      if (asked) again();
    },
    dispose() {
      process.off('SIGTERM', end);
      process.off('SIGINT', end);
      process.off('SIGHUP', again);
    },
  };
}

type Collect = (options: { type: 'major'; execution: 'async' }) => Promise<void>;

/** Jobs that come one upon the other are one occasion. */
const quietMs = 1_000;

/**
 * What has the garbage of this process collected once nobody has asked for it again for a moment; it takes tens of
 * milliseconds. V8 does it where memory runs short, which to a service that waits for most of the day never seems so.
 */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: Collect = runInNewContext('gc');
  let waiting: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void collect({ type: 'major', execution: 'async' }), quietMs).unref();
  };
}

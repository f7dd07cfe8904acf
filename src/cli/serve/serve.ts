import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { Store } from '../../app/context.ts';
import { holdClaim } from '../../app/open.ts';
import type { Configuration } from '../../config/configuration.ts';
import type { Words } from '../../domain/language.ts';
import { ownModule } from '../../domain/own-files.ts';
import { dateAndTime } from '../../domain/time.ts';
import { startScheduler } from '../../runtime/scheduler.ts';
import { command, config } from '../command.ts';
import { serviceHelp, verbose } from '../common-words.ts';
import { CommandError } from '../exit.ts';
import { programVersion } from '../version.ts';
import { type Beside, type Held, type Serving, serving } from './serving.ts';

export const serveCommand = command({
  options: [config, ['-v, --verbose', verbose]],
  note: serviceHelp,
  examples: ['dvc-sync serve --config /etc/dvc-sync/dvc-sync.yaml'],
  act: options => serving(options, 'serve', { hold: alone, begin: beginServing }),
});

/** One `serve` on one SQLite file: its queue lives in the process. On PostgreSQL any number shares the work. */
async function alone(store: Store, log: Logger): Promise<Held | undefined> {
  if (store.driver === 'postgres') return undefined;
  const troubled = (error: unknown) =>
    log.warn(
      { err: error },
      'the right to serve this store could not be renewed; nobody else can take it either',
    );
  const taken = await holdClaim(store, 'serve', { purpose: 'serve', now: () => new Date(), troubled });
  if (!taken.held) {
    const { pid, host, since } = taken.by;
    const from = dateAndTime(since);
    throw new CommandError({
      vi: `kho dữ liệu SQLite này đã có một "dvc-sync serve": tiến trình ${pid} trên máy ${host}, từ ${from}. Dừng nó trước, hoặc dùng PostgreSQL để chạy nhiều tiến trình.`,
      en: `this SQLite store has a "dvc-sync serve" already: process ${pid} on ${host}, since ${from}. Stop that one first, or use PostgreSQL for several processes.`,
    });
  }
  const { claim } = taken;
  const { promise: lost, reject } = Promise.withResolvers<never>();
  claim.lost.addEventListener('abort', () => reject(claim.lost.reason), { once: true });
  return { lost, release: () => claim.release() };
}

async function beginServing(at: Serving): Promise<Beside> {
  const { store, log, service, now } = at;
  // Not with the other commands: loading a whole HTTP server takes longer than most of them.
  const { openServer } = await import('../../server/index.ts');
  const { endUngranted } = await import('../../app/access/sessions.ts');
  const { observedSystems } = await import('../../runs/observed.ts');
  const { openReader } = await import('../../runtime/reader.ts');
  const { openPaperMaker } = await import('../../runtime/paper-maker.ts');
  const program = fileURLToPath(ownModule('src/cli/main.ts'));
  const children = { program, configuration: at.configuration, store, log };
  const reader = openReader(children);
  const papers = openPaperMaker(children);
  const server = await openServer({
    configuration: at.configuration,
    store,
    log,
    reader,
    papers,
    jobs: service.jobs,
    version: programVersion(),
    startedAt: now().toISOString(),
    draining: at.draining,
    observed: observedSystems,
    now,
  });
  const { queue } = service;
  // What the configuration does not give any more is over, also where it comes back.
  const endUngrantedNow = async (configuration: Configuration) => {
    const ended = await endUngranted(store, configuration.server.oidc, now().toISOString());
    if (ended.length > 0)
      log.info({ sessions: ended.length }, 'sessions ended: nothing gives their role now');
  };
  try {
    await endUngrantedNow(at.configuration());
    const { host, port } = at.configuration().server;
    const listenTextResolver = (address: string) => `listening at ${address}`;
    await listening(server.listen({ host, port, listenTextResolver }), at.configuration());
    const settings = { store, queue, log, now };
    const scheduler = await startScheduler(settings, at.configuration().schedule);
    return {
      async reload(configuration) {
        await endUngrantedNow(configuration);
        await scheduler.reload(configuration.schedule);
      },
      async stop() {
        reader.stop();
        papers.stop();
        await Promise.all([scheduler.stop(), server.close()]);
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function listening(answer: Promise<string>, { server, file }: Configuration): Promise<void> {
  try {
    await answer;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why: Record<string, Words> = {
      EADDRINUSE: { vi: 'cổng này đã có chương trình khác dùng', en: 'another program uses this port' },
      EACCES: {
        vi: 'không được phép mở cổng này; dùng cổng từ 1024 trở lên',
        en: 'this port may not be opened; use one from 1024 up',
      },
      EADDRNOTAVAIL: { vi: 'máy này không có địa chỉ ấy', en: 'this machine has no such address' },
      ENOTFOUND: { vi: 'không có tên máy ấy', en: 'there is no such host name' },
    };
    const known = code === undefined ? undefined : why[code];
    if (known === undefined) throw error;
    throw new CommandError({
      vi: `không lắng nghe được ở ${server.host}:${server.port}: ${known.vi}. Sửa server trong ${file}.`,
      en: `cannot listen at ${server.host}:${server.port}: ${known.en}. Mend server in ${file}.`,
    });
  }
}

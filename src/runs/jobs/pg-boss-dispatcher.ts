import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import { describePostgresFailure } from '../../store/postgres.ts';
import type { Dispatcher } from './dispatcher.ts';

const schema = 'pgboss';
const queue = 'dvc-sync-jobs';
/** The longest pg-boss allows. Who has a job and whether he lives stands in our own tables. */
const longestSeconds = 24 * 3600;
/** The same complaint again, every poll while the database is away, says nothing new for this long. */
const repeatAfterMs = 300_000;

/**
 * The dispatcher of any number of processes on one PostgreSQL, in a schema of its own. Workers are woken by NOTIFY,
 * and look every two seconds: a word that comes while a worker is busy, or is lost in a pooler, wakes nobody.
 *
 * @throws StoreError when the schema cannot be made or the server not reached.
 */
export async function startPgBossDispatcher(url: string, log: Logger): Promise<Dispatcher> {
  const boss = new PgBoss({
    connectionString: url,
    schema,
    application_name: 'dvc-sync queue',
    max: 4,
    useListenNotify: true,
    // Due moments are our own table's.
    schedule: false,
    persistWarnings: false,
  });
  const complain = oncePerOutage(log);
  boss.on('error', error => complain(error, 'the queue on PostgreSQL is in trouble'));
  boss.on('warning', ({ message, data }) => log.warn({ data }, message));
  try {
    await boss.start();
    await boss.createQueue(queue, {
      // One offer of a piece at a time waits; another one may wait while the piece is worked on.
      policy: 'short',
      notify: true,
      retryLimit: 0,
      expireInSeconds: longestSeconds,
      deleteAfterSeconds: 3600,
    });
  } catch (error) {
    await boss.stop({ graceful: false });
    throw describePostgresFailure(url, error);
  }
  return {
    async offer(id, priority) {
      await boss.send(queue, { id }, { priority, singletonKey: id });
    },
    async attend(atOnce, work) {
      await boss.work<{ id: string }>(
        queue,
        { localConcurrency: atOnce, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 },
        async jobs => {
          for (const { data } of jobs) {
            await work(data.id).catch(error =>
              log.error({ err: error, id: data.id }, 'work on offer could not be done'),
            );
          }
        },
      );
    },
    async stop(graceMs) {
      await boss.stop({ graceful: true, timeout: graceMs });
    },
  };
}

function oncePerOutage(log: Logger): (error: Error, message: string) => void {
  const said = new Map<string, number>();
  return (error, message) => {
    const now = performance.now();
    // pg-boss puts the worker's id at the end.
    const key = error.message.split(' (Queue: ', 1)[0]!;
    if (now - (said.get(key) ?? Number.NEGATIVE_INFINITY) < repeatAfterMs) return;
    said.set(key, now);
    log.error({ err: error }, message);
  };
}

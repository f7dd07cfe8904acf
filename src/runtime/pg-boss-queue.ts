import { type Job as BossJob, fromKysely, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Job } from '../domain/job.ts';
import type { Store } from '../store/core/contract.ts';
import { inTransaction } from '../store/core/open.ts';
import { describePostgresFailure } from '../store/core/postgres-failure.ts';
import { ClaimLost } from '../store/work/claims.ts';
import { waitAgain } from '../store/work/job-execution.ts';
import { findJob, unfinishedJobs } from '../store/work/jobs.ts';
import { type Fence, type JobClaim, type JobQueue, laneOf, queueIdOf, turnOf } from './queue.ts';

const schema = 'pgboss';
const queueName = 'dvc-sync';
/**
 * A process that died is noticed within so long, looked for as often, and its job offered within two seconds more. The
 * shortest pg-boss allows.
 */
const heartbeatSeconds = 10;
const pollSeconds = 2;
/** The longest pg-boss allows a job to be in hand, alive or not. */
const longestSeconds = 24 * 3_600;
/** A job waits until it is done, for ten years if need be. */
const keptSeconds = 10 * 366 * 24 * 3_600;
const queueOptions = {
  notify: true,
  heartbeatSeconds,
  // How often a job is tried is ours to say (`beginJob`): being put back is no failed attempt.
  retryLimit: 1_000_000,
  retryDelay: pollSeconds,
  expireInSeconds: longestSeconds,
  retentionSeconds: keptSeconds,
  deleteAfterSeconds: 60,
};
/** Of earlier versions. What waited in them stands in our own table. */
const earlierQueues = ['dvc-sync-jobs', 'dvc-sync-parts'];
/** The same complaint again, every poll while the database is away, says nothing new for this long. */
const repeatAfterMs = 300_000;

/** The transaction for pg-boss, whose tables are not ours. */
const within = ({ db }: Store) => fromKysely(db.withoutPlugins());

/**
 * The queue of any number of processes on one PostgreSQL, in a schema of its own. Workers are woken by NOTIFY, and look
 * every two seconds: a word that comes while a worker is busy, or is lost in a pooler, wakes nobody.
 *
 * @throws StoreError when the schema cannot be made or the server not reached.
 */
export async function openPgBossQueue(store: Store, url: string, log: Logger): Promise<JobQueue> {
  const boss = new PgBoss({
    connectionString: url,
    schema,
    application_name: 'dvc-sync queue',
    max: 4,
    useListenNotify: true,
    superviseIntervalSeconds: heartbeatSeconds,
    monitorIntervalSeconds: heartbeatSeconds,
    // Due moments are our own table's.
    schedule: false,
    persistWarnings: false,
  });
  const complain = oncePerOutage(log);
  boss.on('error', error => complain(error, 'the queue on PostgreSQL is in trouble'));
  boss.on('warning', ({ message, data }) => log.warn({ data }, message));
  try {
    await boss.start();
    // One job of a lane is in hand at a time, any number of them wait.
    await boss.createQueue(queueName, { ...queueOptions, policy: 'singleton' });
    // One that an earlier version made keeps its settings otherwise.
    await boss.updateQueue(queueName, queueOptions);
    for (const name of earlierQueues) await boss.deleteQueue(name);
  } catch (error) {
    await boss.stop({ graceful: false });
    throw describePostgresFailure(url, error);
  }
  let tidying: NodeJS.Timeout | undefined;

  async function send(inner: Store, job: Parameters<JobQueue['send']>[1]): Promise<void> {
    await boss.send(
      queueName,
      { id: job.id },
      {
        id: queueIdOf(job.id),
        singletonKey: laneOf(job.kind),
        priority: -turnOf(job),
        db: within(inner),
      },
    );
  }

  /** Sends what another version, a command or a restored database left unsent, and says of what died that it waits. */
  async function tidyUp(): Promise<void> {
    for (const job of await unfinishedJobs(store)) await inTransaction(store, inner => tidyUpJob(inner, job));
  }

  async function tidyUpJob(inner: Store, { id }: Job): Promise<void> {
    // Whoever begins or ends it writes this row as well: from here on neither happens.
    await inner.db.selectFrom('job').select('id').where('id', '=', id).forUpdate().execute();
    const job = await findJob(inner, id);
    if (job?.state !== 'waiting' && job?.state !== 'running') return;
    const db = within(inner);
    const [found] = await boss.findJobs<{ id: string }>(queueName, { id: queueIdOf(id), db });
    if (found?.state === 'active') return;
    const sent = found?.state === 'created' || found?.state === 'retry';
    // What is over there and not here would keep its id from being sent again.
    if (found && !sent) await boss.deleteJob(queueName, found.id, { db });
    if (!sent) await send(inner, job);
    if (job.state === 'running') await waitAgain(inner, job);
  }

  return {
    send,
    async withdraw(inner, jobId) {
      await boss.deleteJob(queueName, queueIdOf(jobId), { db: within(inner) });
    },
    wake() {},
    async work(atOnce, execute) {
      let looking: Promise<void> | undefined;
      const look = () => {
        looking ??= tidyUp()
          .catch(error => complain(error as Error, 'the queue could not be looked through'))
          .finally(() => {
            looking = undefined;
          });
        return looking;
      };
      await look();
      tidying = setInterval(() => void look(), heartbeatSeconds * 1_000);
      await boss.work<{ id: string }>(
        queueName,
        {
          localConcurrency: atOnce,
          pollingIntervalSeconds: pollSeconds,
          notifyPollingIntervalSeconds: pollSeconds,
          heartbeatRefreshSeconds: heartbeatSeconds / 4,
        },
        async ([job]) => {
          const { claim, settled } = claimOf(boss, job!);
          await execute(claim);
          // Else pg-boss would take it for done.
          if (!settled()) throw new ClaimLost(claim.jobId);
        },
      );
    },
    async drain() {
      clearInterval(tidying);
      await boss.offWork(queueName, { wait: false });
    },
    async stop(graceMs) {
      clearInterval(tidying);
      await boss.stop({ graceful: true, timeout: graceMs });
    },
  };
}

/** `settled` = it was completed or released. */
function claimOf(
  boss: PgBoss,
  { id, retryCount, signal, data }: BossJob<{ id: string }>,
): { claim: JobClaim; settled(): boolean } {
  const held = { id, retryCount };
  let settled = false;
  const whole = (answer: object) => requireOne(answer, data.id);
  const claim: JobClaim = {
    jobId: data.id,
    token: JSON.stringify(held),
    lost: signal,
    fence: async inner => whole(await boss.touch(queueName, held, { db: within(inner) })),
    async complete(inner) {
      whole(await boss.complete(queueName, held, null, { db: within(inner) }));
      settled = true;
    },
    async release(inner) {
      whole(await boss.fail(queueName, held, null, { db: within(inner) }));
      settled = true;
    },
  };
  return { claim, settled: () => settled };
}

function requireOne(answer: object, job: string): void {
  if ((answer as { affected?: number }).affected !== 1) throw new ClaimLost(job);
}

/** As `openFence`. Makes nothing and looks after nothing in the database. */
export async function openPgBossFence(store: Store, token: string): Promise<Fence> {
  const boss = new PgBoss({
    db: within(store),
    schema,
    supervise: false,
    schedule: false,
    migrate: false,
    createSchema: false,
    persistWarnings: false,
  });
  await boss.start();
  const held = JSON.parse(token) as { id: string; retryCount: number };
  return {
    fence: async inner => requireOne(await boss.touch(queueName, held, { db: within(inner) }), held.id),
    close: () => boss.stop({ graceful: false }),
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

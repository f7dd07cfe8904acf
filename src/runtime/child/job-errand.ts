import type { Store } from '../../app/context.ts';
import { fencedStore, inTransaction, openStore, storeFailure } from '../../store/core/open.ts';
import { requireClaim } from '../../store/work/claims.ts';
import { noteJob } from '../../store/work/job-execution.ts';
import type { JobHandler, JobInHand } from '../handlers/handler.ts';
import { jobHandlers } from '../handlers/index.ts';
import type { Fence } from '../queue.ts';
import { doErrand } from './inside.ts';

/** What the process that has a job in hand gives its child to do it. */
export type JobErrand = Pick<JobInHand, 'job' | 'again' | 'token'>;

/** The whole life of a child that does a job in its parent's name: the parent holds the claim and writes what came of it. */
export async function workAsChild(id: string): Promise<void> {
  await doErrand(async ({ configuration, log, given, signal, begun, tell }) => {
    const { job, again, token } = given as JobErrand;
    if (job.id !== id) throw new Error(`started for job ${id}, given job ${job.id}`);
    const opened = await openStore(configuration.store, { upToDate: true });
    begun();
    const { fence, close } = await openFence(opened, token);
    const store = fencedStore(opened, fence, id);
    try {
      const handler = jobHandlers[job.kind] as JobHandler;
      return await handler({
        ...{ job, again, token, configuration, store, log, signal },
        now: () => new Date(),
        tell: (kind, data) => tell({ kind, data }),
        note: made => inTransaction(store, inner => noteJob(inner, id, made)),
      });
    } catch (error) {
      throw storeFailure(configuration.store, error) ?? error;
    } finally {
      await close();
      await opened.close();
    }
  });
}

/** @param token of the `JobClaim` whose work is done here. */
export async function openFence(store: Store, token: string): Promise<Fence> {
  if (store.driver === 'postgres') {
    const { openPgBossFence } = await import('../pg-boss-queue.ts');
    return openPgBossFence(store, token);
  }
  const claim = JSON.parse(token) as { name: string; token: string };
  return { fence: inner => requireClaim(inner, claim), close: async () => {} };
}

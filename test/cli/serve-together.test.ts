import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { rowsOfRun } from '../../src/store/runs/queries.ts';
import { listRuns } from '../../src/store/runs/runs.ts';
import { findJob, listJobs } from '../../src/store/work/jobs.ts';
import { collect, onEveryDatabase } from '../store/support.ts';
import { startGate } from '../support/gate.ts';
import { placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';
import { unsent } from '../support/unsent.ts';
import { askedToRun, inStore, killServices, serve } from './serving.ts';

onEveryDatabase(
  'two services on one database',
  database => {
    test('take one due moment once, and share the work with `work`', async () => {
      const settings = await database.settings();
      const schedule = { reconcile: { at: '* * * * *' } };
      const place = await placeOf(smallCity(), { store: settings, server: { port: 0 }, schedule });
      try {
        // As if it had been going for a while.
        await inStore(settings, async store => {
          const due = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 3_600_000).toISOString();
          const row = {
            job: 'reconcile',
            due,
            expression: '* * * * *',
            claimedAt: due,
            worker: 'w',
            outcome: 'queued',
          } as const;
          await store.db.insertInto('moment').values(row).execute();
        });
        const services = await Promise.all([serve(place), serve(place), serve(place, 'work')]);
        await expect
          .poll(() => inStore(settings, store => listJobs(store, { states: ['done'], limit: 9 })), {
            timeout: 30_000,
            interval: 200,
          })
          .not.toEqual([]);
        const queued = services.flatMap(({ log }) =>
          log().filter(({ schedule }) => schedule === 'reconcile'),
        );
        const jobs = await inStore(settings, store => listJobs(store, { limit: 9 }));
        // A minute may have passed in between; each was taken once.
        expect(queued.map(({ due }) => due).sort()).toEqual(
          [...new Set(queued.map(({ due }) => due))].sort(),
        );
        // The next one is left out while the first still runs.
        const begun = queued.flatMap(({ job }) => job ?? []);
        expect(begun.sort()).toEqual(jobs.map(({ id }) => id).sort());
        for (const service of services) service.signal('SIGTERM');
        for (const service of services) expect((await service.ended).code).toBe(0);
      } finally {
        await place.close();
      }
    });

    test('the one that does a run is killed: the other does it again, and it ends once with the same findings', async () => {
      const settings = await database.settings();
      const place = await placeOf(smallCity(), { store: settings, server: { port: 0 } });
      const gate = await startGate(place.city.servers.portal.baseUrl);
      try {
        const alone = await place.run();
        expect(alone.code).toBeLessThan(3);
        const text = await readFile(place.config, 'utf8');
        await writeFile(place.config, text.replace(place.city.servers.portal.baseUrl, gate.baseUrl));
        const services = await Promise.all([serve(place), serve(place, 'work')]);
        gate.holdFrom = 5;
        await inStore(settings, async store => {
          const anew = { ...askedToRun, scope: { full: true } };
          const job = await unsent(store, anew, new Date().toISOString());
          await expect.poll(() => gate.came).toBeGreaterThanOrEqual(5);
          const by = Number((await findJob(store, job.id))?.worker?.split('@')[0]);
          const killed = services.find(({ pid }) => pid === by)!;
          const other = services.find(({ pid }) => pid !== by)!;
          await killed.kill();
          gate.open();
          await other.says('job ended', { job: job.id, state: 'done' });
          expect(await findJob(store, job.id)).toMatchObject({ attempts: 2, state: 'done' });
          const [again, broken, first] = await listRuns(store, 9);
          expect([again?.status, broken?.status]).toEqual([first?.status, 'aborted']);
          const found = async (id: string) =>
            (await collect(rowsOfRun(store, id))).map(
              ({ fingerprint, statement }) => `${fingerprint} ${JSON.stringify(statement)}`,
            );
          expect((await found(again!.id)).sort()).toEqual((await found(first!.id)).sort());
          expect(await store.db.selectFrom('stagedFinding').selectAll().execute()).toEqual([]);
        });
      } finally {
        await killServices();
        await gate.close();
        await place.close();
      }
      // Twenty seconds until the queue notices, beside two services and two runs.
    }, 120_000);
  },
  ['postgres'],
);

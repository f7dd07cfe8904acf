import { readFile, writeFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { StoreSettings } from '../../src/store/core/contract.ts';
import { findPlan } from '../../src/store/push/plans.ts';
import { findJob } from '../../src/store/work/jobs.ts';
import { startGate } from '../support/gate.ts';
import { approved, planned, pushPlace } from '../support/push-place.ts';
import { unsent } from '../support/unsent.ts';
import { inStore, killServices, serve } from './serving.ts';

describe('an apply in the hands of a service', () => {
  test('stops after the action in hand at SIGTERM, at once at a second one, and is gone on with by the next', async () => {
    const place = await pushPlace({ server: { port: 0 } }, { small: true });
    const settings: StoreSettings = { driver: 'sqlite', file: `${place.folder}/data/dvc-sync.sqlite` };
    const { portal } = place.city.servers;
    const gate = await startGate(portal.baseUrl);
    const config = await readFile(place.config, 'utf8');
    await writeFile(place.config, config.replace(portal.baseUrl, gate.baseUrl));
    const writes = () => portal.writes?.length ?? 0;
    const another = async () => {
      const before = writes();
      await expect.poll(writes, { interval: 20 }).toBeGreaterThan(before);
    };
    try {
      const plan = await planned(place);
      await approved(place, plan);
      const scope = { plan: plan.id };
      const asked = { kind: 'apply', scope, priority: 10, requestedBy: 'an', origin: 'api' } as const;
      const job = await inStore(settings, store => unsent(store, asked, new Date().toISOString()));
      const standing = () =>
        inStore(settings, async store => ({
          job: (await findJob(store, job.id))?.state,
          plan: (await findPlan(store, plan.id))?.state,
        }));
      portal.set('delayMs', 40);
      const patient = await serve(place);
      await another();
      patient.signal('SIGTERM');
      expect((await patient.ended).code).toBe(0);
      expect(await standing()).toEqual({ job: 'waiting', plan: 'stopped' });

      const hasty = await serve(place);
      await another();
      // What it has in hand cannot come to its end now, nor arrive after it is gone.
      gate.holdFrom = 0;
      const came = gate.came;
      await expect.poll(() => gate.came, { interval: 20 }).toBeGreaterThan(came);
      hasty.signal('SIGTERM');
      await hasty.says(/^stopping/);
      hasty.signal('SIGTERM');
      expect((await hasty.ended).code).toBe(130);
      expect(await standing()).toEqual({ job: 'running', plan: 'applying' });
      // By then the gate has heard that nobody waits for an answer any more.
      for (let turns = 0; turns < 5; turns++) await nextTurn();
      gate.open();

      portal.set('delayMs', 0);
      const last = await serve(place);
      await last.says('job ended', { job: job.id, state: 'done' });
      expect(await standing()).toEqual({ job: 'done', plan: 'applied' });
      last.signal('SIGTERM');
      await last.ended;
      expect((await place.run()).code).toBe(0);
    } finally {
      await killServices();
      await gate.close();
      await place.close();
    }
  }, 180_000);
});

import { collectDefaultMetrics, Registry } from 'prom-client';
import { verifyTrail } from '../../app/queries/administration.ts';
import type { App } from '../app.ts';
import { may } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { createLook, type Health } from '../health/check.ts';
import { healthChecks } from '../health/checks.ts';
import { remembered, within } from '../remember.ts';
import { ourMetrics } from './gauges.ts';
import { createStoredFigures } from './stored.ts';

/** Scrapes come every 15 to 60 s, from several places at once: the store is asked once in this time. */
const keptMs = 10_000;
/** Prometheus gives up after ten seconds; without the store's figures it still gets those of the process. */
const patienceMs = 5_000;
/** The whole trail is read for it. */
const auditMs = 3_600_000;
const healths: readonly Health[] = ['ok', 'degraded', 'down'];
/** Gauges that end in `_total`, against Prometheus' own convention. */
const misnamed = ['handles', 'requests', 'resources'].map(what => `nodejs_active_${what}_total`);

/** @param health What `/health` says, remembered. */
function createMetrics(context: ServerContext, health: () => Promise<{ health: Health }>) {
  const register = new Registry();
  collectDefaultMetrics({ register });
  for (const name of misnamed) register.removeSingleMetric(name);
  const metrics = ourMetrics(register);
  const { store, version, configuration, observed, now, log } = context;
  metrics.build.set({ version, node: process.versions.node, store: store.driver }, 1);
  const clock = () => now().getTime();
  const deaf = observed.listen((system, outcome, ms) => {
    metrics.remoteRequests.inc({ system, outcome });
    if (ms !== undefined) metrics.remoteDuration.observe({ system }, ms / 1000);
  });

  const stored = createStoredFigures(context, metrics);
  const audit = remembered(auditMs, () => verifyTrail(store), clock);
  // Not known before the first look.
  metrics.auditIntact.set(Number.NaN);
  let failing = false;
  const fromStore = remembered(
    keptMs,
    async () => {
      try {
        await within(patienceMs, stored());
        const { entries, broken } = await within(patienceMs, audit());
        metrics.auditIntact.set(broken ? 0 : 1);
        metrics.auditEntries.set(entries);
        metrics.storeUp.set(1);
        failing = false;
      } catch (error) {
        metrics.storeUp.set(0);
        if (!failing) log.warn({ err: error }, 'metrics could not be read from the store');
        failing = true;
      }
    },
    clock,
  );

  return {
    contentType: register.contentType,
    close: deaf,
    /** In Prometheus' text format. Never fails because of the store: `dvc_sync_store_up` says so. */
    async text() {
      await fromStore();
      const { health: state } = await health();
      for (const status of healths) metrics.health.set({ status }, status === state ? 1 : 0);
      for (const { profile } of configuration().systems) {
        const open = observed.of(profile.name)?.breaker === 'open';
        metrics.breaker.set({ system: profile.name }, open ? 1 : 0);
      }
      return register.metrics();
    },
  };
}

/** Asked by everybody who scrapes; older than a probe's answer may be. */
const healthKeptMs = 10_000;

/** `/metrics`, for whoever may read: the figures say which systems are in trouble. */
export function metricsRoutes(app: App, context: ServerContext): void {
  const health = remembered(healthKeptMs, createLook(context, healthChecks), () => context.now().getTime());
  const metrics = createMetrics(context, health);
  app.addHook('onClose', async () => metrics.close());
  app.get('/metrics', { config: may('read'), schema: { hide: true } }, async (_request, reply) =>
    reply
      .type(metrics.contentType)
      .header('cache-control', 'no-store')
      .serializer((text: unknown) => String(text))
      .send(await metrics.text()),
  );
}

import type { App } from '../app.ts';
import { may } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { healthChecks } from '../health/checks.ts';
import { createLook } from '../health/look.ts';
import { remembered } from '../remember.ts';
import { createMetrics } from './metrics.ts';

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

import { healthRoutes } from './health/routes.ts';
import { metricsRoutes } from './metrics/routes.ts';
import type { ServerPart } from './part.ts';

/** What machines ask every few seconds, whether anybody uses the service or not. */
export const probes: readonly ServerPart[] = [healthRoutes, metricsRoutes];

import { healthRoutes } from './health/routes.ts';
import { metricsRoutes } from './metrics/metrics.ts';
import { loadEach, type ServerPart } from './part.ts';

/** What machines ask every few seconds, whether anybody uses the service or not. */
export const probes: readonly ServerPart[] = [healthRoutes, metricsRoutes];

/** What people and programs come for, in the order in which it is added. */
export function loadVisited(): Promise<ServerPart[]> {
  return loadEach<ServerPart>([
    async () => (await import('./sign-in/routes.ts')).signInRoutes,
    async () => (await import('./openapi.ts')).documentation,
    async () => (await import('./v1/index.ts')).loadV1(),
    async () => (await import('./page/routes.ts')).loadPages(),
  ]);
}

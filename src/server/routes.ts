import type { RouteOptions } from 'fastify';
import type { App } from './app.ts';

/** All routes, as they come. One that does not say who may call it must not be served: what it belongs to does not load. */
export function collectRoutes(app: App): readonly RouteOptions[] {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', route => {
    routes.push(route);
  });
  app.addHook('onReady', async () => {
    const open = routes.filter(({ config }) => config?.roles === undefined);
    if (open.length > 0)
      throw new Error(
        `Routes without a role: ${open.map(({ method, url }) => `${[method].flat().join(',')} ${url}`).join('; ')}`,
      );
  });
  return routes;
}

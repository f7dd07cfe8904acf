import { setImmediate as letOthers } from 'node:timers/promises';
import etag from '@fastify/etag';
import type { App } from '../app.ts';
import { takeOurCodes } from '../our-codes.ts';
import { loadEach, type ServerPart } from '../part.ts';
import { type Api, createApi } from './api.ts';

/** The machine interface, version 1. */
export async function loadV1(): Promise<ServerPart> {
  const parts = await loadEach<Record<string, (api: Api) => void>>([
    () => import('./of-runs.ts'),
    () => import('./of-plans.ts'),
    () => import('./of-reviews.ts'),
    () => import('./of-service.ts'),
  ]);
  return async (app, context) => {
    await app.register(
      async scope => {
        await scope.register(etag);
        scope.addHook('onSend', async (request, reply) => {
          // Asked again every time, answered 304 when nothing changed; never kept by a proxy. What only administrators
          // see (keys, sessions, audit trail) is kept by nobody.
          const { roles } = request.routeOptions.config;
          const kept = roles !== 'public' && roles?.size === 1 ? 'no-store' : 'private, no-cache';
          if (!reply.hasHeader('cache-control')) reply.header('cache-control', kept);
          reply.header('vary', 'Authorization, Cookie, Accept-Language');
        });
        takeOurCodes(scope as App, context);
        const api = createApi(scope as App, context);
        for (const add of parts.flatMap(Object.values<(api: Api) => void>)) {
          add(api);
          // Added while the service is at work: nobody else waits for all of them.
          await letOthers();
        }
      },
      { prefix: '/v1' },
    );
  };
}

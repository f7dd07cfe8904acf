import { setImmediate as letOthers } from 'node:timers/promises';
import etag from '@fastify/etag';
import type { App } from '../app.ts';
import { takeOurCodes } from '../our-codes.ts';
import { loadEach, type ServerPart } from '../part.ts';
import type { Api } from './api.ts';

/** The machine interface, version 1. */
export async function loadV1(): Promise<ServerPart> {
  const { createApi } = await import('./api.ts');
  const parts = await loadEach<(api: Api) => void>([
    async () => (await import('./runs.ts')).runRoutes,
    async () => (await import('./runs.ts')).startRunRoutes,
    async () => (await import('./reports.ts')).reportRoutes,
    async () => (await import('./jobs.ts')).jobRoutes,
    async () => (await import('./events.ts')).eventRoutes,
    async () => (await import('./discrepancies.ts')).discrepancyRoutes,
    async () => (await import('./offerings.ts')).offeringRoutes,
    async () => (await import('./plans.ts')).planRoutes,
    async () => (await import('./tasks.ts')).taskRoutes,
    async () => (await import('./definitions.ts')).definitionRoutes,
    async () => (await import('./reviews.ts')).reviewRoutes,
    async () => (await import('./agreements.ts')).agreementRoutes,
    async () => (await import('./appraisals.ts')).appraisalRoutes,
    async () => (await import('./guidance.ts')).guidanceRoutes,
    async () => (await import('./documents.ts')).documentRoutes,
    async () => (await import('./measures.ts')).measureRoutes,
    async () => (await import('./legal.ts')).legalRoutes,
    async () => (await import('./review-desk.ts')).reviewDeskRoutes,
    async () => (await import('./consultations.ts')).consultationRoutes,
    async () => (await import('./working-sessions.ts')).workingSessionRoutes,
    async () => (await import('./announcements.ts')).announcementRoutes,
    async () => (await import('./state.ts')).stateRoutes,
    async () => (await import('./administration.ts')).administrationRoutes,
    async () => (await import('./directory.ts')).directoryRoutes,
    async () => (await import('./review-decisions.ts')).reviewDecisionRoutes,
    async () => (await import('./milestones.ts')).milestoneRoutes,
    async () => (await import('./mappings.ts')).mappingRoutes,
    async () => (await import('./mails.ts')).mailRoutes,
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
        for (const add of parts) {
          add(api);
          // Added while the service is at work: nobody else waits for all of them.
          await letOthers();
        }
      },
      { prefix: '/v1' },
    );
  };
}

import { setImmediate as letOthers } from 'node:timers/promises';
import etag from '@fastify/etag';
import type { App } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { takeOurCodes } from '../our-codes.ts';
import { agreementRoutes } from './agreements.ts';
import { announcementRoutes } from './announcements.ts';
import { appraisalRoutes } from './appraisals.ts';
import { auditRoutes } from './audit.ts';
import { consultationRoutes } from './consultations.ts';
import { definitionRoutes } from './definitions.ts';
import { directoryRoutes } from './directory.ts';
import { discrepancyRoutes } from './discrepancies.ts';
import { documentRoutes } from './documents.ts';
import { eventRoutes } from './events.ts';
import { guidanceRoutes } from './guidance.ts';
import { guidedFormRoutes } from './guided-forms.ts';
import { jobRoutes } from './jobs.ts';
import { keyRoutes } from './keys.ts';
import { legalRoutes } from './legal.ts';
import { localisationRoutes } from './localisation.ts';
import { mailRoutes } from './mails.ts';
import { mappingRoutes } from './mappings.ts';
import { measureRoutes } from './measures.ts';
import { milestoneRoutes } from './milestones.ts';
import { offeringRoutes } from './offerings.ts';
import { planRoutes } from './plans.ts';
import { reportRoutes } from './reports.ts';
import { reviewDecisionRoutes } from './review-decisions.ts';
import { reviewDeskRoutes } from './review-desk.ts';
import { reviewRoutes } from './reviews.ts';
import { runRoutes } from './runs.ts';
import { sessionRoutes } from './sessions.ts';
import { startRunRoutes } from './start-run.ts';
import { stateRoutes } from './state.ts';
import { taskRoutes } from './tasks.ts';
import { waiverRoutes } from './waivers.ts';
import { workingSessionRoutes } from './working-sessions.ts';

const routes = [
  runRoutes,
  startRunRoutes,
  reportRoutes,
  jobRoutes,
  eventRoutes,
  discrepancyRoutes,
  offeringRoutes,
  planRoutes,
  taskRoutes,
  definitionRoutes,
  reviewRoutes,
  agreementRoutes,
  appraisalRoutes,
  guidanceRoutes,
  documentRoutes,
  measureRoutes,
  legalRoutes,
  localisationRoutes,
  consultationRoutes,
  workingSessionRoutes,
  announcementRoutes,
  guidedFormRoutes,
  stateRoutes,
  keyRoutes,
  sessionRoutes,
  auditRoutes,
  directoryRoutes,
  waiverRoutes,
  reviewDeskRoutes,
  reviewDecisionRoutes,
  milestoneRoutes,
  mappingRoutes,
  mailRoutes,
];

/** The machine interface, version 1. */
export async function v1(app: App, context: ServerContext): Promise<void> {
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
      for (const add of routes) {
        add(scope as App, context);
        // Added while the service is at work: nobody else waits for all of them.
        await letOthers();
      }
    },
    { prefix: '/v1' },
  );
}

import { discrepancyRoutes } from './discrepancies.ts';
import { eventRoutes } from './events.ts';
import { jobRoutes } from './jobs.ts';
import { offeringRoutes } from './offerings.ts';
import { reportRoutes } from './reports.ts';
import { runRoutes, startRunRoutes } from './runs.ts';

/** Runs with what they found, and the queue. */
export const ofRuns = [
  runRoutes,
  startRunRoutes,
  reportRoutes,
  jobRoutes,
  eventRoutes,
  discrepancyRoutes,
  offeringRoutes,
];

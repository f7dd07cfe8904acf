// Runs with what they found, and the queue.
export { discrepancyRoutes } from './discrepancies.ts';
export { eventRoutes, jobRoutes } from './jobs.ts';
export { offeringRoutes } from './offerings.ts';
export { reportRoutes } from './reports.ts';
export { runRoutes, startRunRoutes } from './runs.ts';

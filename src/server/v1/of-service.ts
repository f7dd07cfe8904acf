import { auditRoutes, keyRoutes, sessionRoutes } from './administration.ts';
import { directoryRoutes } from './directory.ts';
import { waiverRoutes } from './discrepancies.ts';
import { mailRoutes } from './mails.ts';
import { mappingRoutes } from './mappings.ts';
import { milestoneRoutes } from './milestones.ts';
import { reviewDecisionRoutes } from './review-decisions.ts';
import { reviewDeskRoutes } from './review-desk.ts';
import { stateRoutes } from './state.ts';

/** How the service stands, who uses it, what it goes by. */
export const ofService = [
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

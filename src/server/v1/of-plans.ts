import { definitionRoutes } from './definitions.ts';
import { planRoutes } from './plans.ts';
import { taskRoutes } from './tasks.ts';

/** What is changed, by plans and by people. */
export const ofPlans = [planRoutes, taskRoutes, definitionRoutes];

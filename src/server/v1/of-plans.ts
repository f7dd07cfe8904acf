// What is changed, by plans and by people.
export { definitionRoutes } from './definitions.ts';
export { planRoutes } from './plans.ts';
export { taskRoutes } from './tasks.ts';

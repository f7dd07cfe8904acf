// What everybody comes for.
export { findingPage } from './findings/finding.ts';
export { findingsPage } from './findings/list.ts';
export { helpPages } from './help.ts';
export { homePage } from './home.ts';
export { jobPage } from './jobs/job.ts';
export { planPage, plansPage } from './plans.ts';
export { runPage, runsPage } from './runs.ts';
export { signInPage } from './sign-in.ts';
export { taskPage, tasksPage } from './tasks/task.ts';
export { offeringPage } from './units/offering.ts';
export { unitPage, unitsPage } from './units/unit.ts';

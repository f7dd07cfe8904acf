import { findingPage } from './findings/finding.ts';
import { findingsPage } from './findings/list.ts';
import { helpPages } from './help/help.ts';
import { homePage } from './home.ts';
import { jobPage } from './jobs/job.ts';
import { plansPage } from './plans/list.ts';
import { planPage } from './plans/plan.ts';
import { runsPage } from './runs/list.ts';
import { runPage } from './runs/run.ts';
import { signInPage } from './sign-in.ts';
import { taskPage, tasksPage } from './tasks/task.ts';
import { offeringPage } from './units/offering.ts';
import { unitPage, unitsPage } from './units/unit.ts';

/** What everybody comes for. */
export const rooms = [
  signInPage,
  helpPages,
  homePage,
  findingsPage,
  findingPage,
  runsPage,
  runPage,
  jobPage,
  plansPage,
  planPage,
  unitsPage,
  unitPage,
  offeringPage,
  tasksPage,
  taskPage,
];

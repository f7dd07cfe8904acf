import { z } from 'zod';
import type { App } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { takeOurCodes } from '../our-codes.ts';
import { assetRoutes } from './assets.ts';
import { findingPage } from './findings/finding.ts';
import { findingsPage } from './findings/list.ts';
import { acceptForms } from './form.ts';
import { frame } from './frame.ts';
import { helpPages } from './help/help.ts';
import { home, runNowForm } from './home.ts';
import { jobPage } from './jobs/job.ts';
import { createOverview } from './overview.ts';
import { addPage, createShell, type Shell, sendPage } from './page.ts';
import { plansPage } from './plans/list.ts';
import { planPage } from './plans/plan.ts';
import { agreementPage, agreementsPage } from './reviews/agreements.ts';
import { appraisalPage, appraisalsPage } from './reviews/appraisals.ts';
import { guidedFormsPage } from './reviews/guided.ts';
import { lawPage } from './reviews/law.ts';
import { newServicesPage } from './reviews/new-services.ts';
import { reviewPage, reviewsPage } from './reviews/reviews.ts';
import { roundPage, roundsPage } from './reviews/rounds.ts';
import { sessionPage, sessionsPage } from './reviews/sessions.ts';
import { runsPage } from './runs/list.ts';
import { runPage } from './runs/run.ts';
import { signIn } from './sign-in.ts';
import { taskPage, tasksPage } from './tasks/task.ts';
import { offeringPage } from './units/offering.ts';
import { unitPage, unitShown, unitsPage } from './units/unit.ts';

/** The rooms people work in; each adds its pages. */
const rooms: readonly ((app: App, shell: Shell) => void)[] = [
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
  reviewsPage,
  reviewPage,
  agreementsPage,
  agreementPage,
  appraisalsPage,
  appraisalPage,
  guidedFormsPage,
  roundsPage,
  roundPage,
  lawPage,
  sessionsPage,
  sessionPage,
  newServicesPage,
];

/** Pages for people who open the service in a browser. */
export async function pageRoutes(app: App, context: ServerContext): Promise<void> {
  takeOurCodes(app, context);
  const shell = await createShell(context);
  acceptForms(app);
  assetRoutes(app, shell.assets);
  signInPage(app, shell);
  helpPages(app, shell);
  for (const add of rooms) add(app, shell);
}

function homePage(app: App, shell: Shell): void {
  const overview = createOverview(shell.context);
  addPage(app, shell, {
    address: '/',
    action: 'read-slice',
    room: '/',
    forms: [runNowForm],
    async show(visit) {
      // Who speaks for one unit begins with it.
      if (visit.own !== undefined) return unitShown(visit, visit.own);
      const shown = await overview();
      return { title: `Dịch vụ công trực tuyến ${shown.place}`, main: home(shown, visit) };
    },
  });
}

const signInQuery = z.object({
  problem: z.string().max(100).optional().catch(undefined),
  /** Where to go afterwards; only an address of this service. */
  next: z
    .string()
    .max(2_000)
    .regex(/^\/(?![/\\])[\x21-\x7e]*$/)
    .optional()
    .catch(undefined),
});

function signInPage(app: App, { assets, place }: Shell): void {
  app.get(
    '/sign-in',
    { config: { roles: 'public' }, schema: { hide: true, querystring: signInQuery } },
    async (request, reply) =>
      sendPage(reply, frame({ title: 'Đăng nhập', assets, place: place(), main: signIn(request.query) })),
  );
}

import { agreementPage, agreementsPage } from './agreements.ts';
import { appraisalPage, appraisalsPage } from './appraisals.ts';
import { guidedFormsPage } from './guided.ts';
import { lawPage } from './law.ts';
import { newServicesPage } from './new-services.ts';
import { reviewPage, reviewsPage } from './reviews.ts';
import { roundPage, roundsPage } from './rounds.ts';
import { sessionPage, sessionsPage } from './sessions.ts';

/** The desk of the two offices. */
export const desk = [
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

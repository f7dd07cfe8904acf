// The desk of the two offices.
export { agreementPage, agreementsPage } from './reviews/agreements.ts';
export { appraisalPage, appraisalsPage } from './reviews/appraisals.ts';
export { lawPage } from './reviews/law.ts';
export { newServicesPage } from './reviews/new-services.ts';
export { guidedFormsPage, reviewPage, reviewsPage } from './reviews/reviews.ts';
export { roundPage, roundsPage } from './reviews/rounds.ts';
export { sessionPage, sessionsPage } from './reviews/sessions.ts';

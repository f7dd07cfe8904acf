// What the desk of the two offices keeps, and its papers.
export { agreementRoutes } from './agreements.ts';
export { announcementRoutes } from './announcements.ts';
export { appraisalRoutes } from './appraisals.ts';
export { consultationRoutes } from './consultations.ts';
export { documentRoutes } from './documents.ts';
export { guidanceRoutes } from './guidance.ts';
export { legalRoutes } from './legal.ts';
export { measureRoutes } from './measures.ts';
export { milestoneRoutes } from './milestones.ts';
export { reviewDecisionRoutes } from './review-decisions.ts';
export { reviewDeskRoutes } from './review-desk.ts';
export { reviewRoutes } from './reviews.ts';
export { workingSessionRoutes } from './working-sessions.ts';

// What the desk of the two offices keeps, and its papers.
export { announcementRoutes } from './announcements.ts';
export { consultationRoutes } from './consultations.ts';
export { agreementRoutes, appraisalRoutes, guidanceRoutes } from './desk-words.ts';
export { documentRoutes } from './documents.ts';
export { legalRoutes } from './legal.ts';
export { measureRoutes } from './measures.ts';
export { milestoneRoutes } from './milestones.ts';
export { reviewDecisionRoutes } from './review-decisions.ts';
export { reviewDeskRoutes } from './review-desk.ts';
export { reviewRoutes } from './reviews.ts';
export { workingSessionRoutes } from './working-sessions.ts';

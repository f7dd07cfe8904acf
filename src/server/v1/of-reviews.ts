import { agreementRoutes } from './agreements.ts';
import { announcementRoutes } from './announcements.ts';
import { appraisalRoutes } from './appraisals.ts';
import { consultationRoutes } from './consultations.ts';
import { documentRoutes } from './documents.ts';
import { guidanceRoutes } from './guidance.ts';
import { legalRoutes } from './legal.ts';
import { measureRoutes } from './measures.ts';
import { localisationRoutes } from './review-desk.ts';
import { reviewRoutes } from './reviews.ts';
import { workingSessionRoutes } from './working-sessions.ts';

/** What the desk of the two offices keeps, and its papers. */
export const ofReviews = [
  reviewRoutes,
  agreementRoutes,
  appraisalRoutes,
  guidanceRoutes,
  documentRoutes,
  measureRoutes,
  legalRoutes,
  localisationRoutes,
  consultationRoutes,
  workingSessionRoutes,
  announcementRoutes,
];

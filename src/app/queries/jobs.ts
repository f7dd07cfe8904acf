/** What a shell may ask of jobs, the schedule and messages, for showing. */
export type { LetterRow } from '../../store/contract.ts';
export { eventsAfter, lastEventId } from '../../store/job-events.ts';
export { findJob, listJobs, queueDepth } from '../../store/jobs.ts';
export { lastMoments } from '../../store/moments.ts';
export { type LetterStanding, listLetters, outboxState } from '../../store/outbox.ts';

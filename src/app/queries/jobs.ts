/** What a shell may ask of jobs, the schedule and messages, for showing. */
export type { LetterRow } from '../../store/mail/letter-rows.ts';
export { type LetterStanding, listLetters, outboxState, type ShownLetter } from '../../store/mail/outbox.ts';
export { eventsAfter, lastEventId } from '../../store/work/job-events.ts';
export { findJob, listJobs, queueDepth, unfinishedJobs } from '../../store/work/jobs.ts';
export { lastMoments } from '../../store/work/moments.ts';

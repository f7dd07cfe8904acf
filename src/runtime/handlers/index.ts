import type { JobKind } from '../../domain/job.ts';
import type { JobHandler, JobHandlers } from './handler.ts';

/** Loaded with the first job of its kind: a process that serves does few of them itself. */
function loaded<Kind extends JobKind>(load: () => Promise<JobHandler<Kind>>): JobHandler<Kind> {
  return async work => (await load())(work);
}

/** Who does what. */
export const jobHandlers: JobHandlers = {
  reconcile: loaded(async () => (await import('./reconcile.ts')).reconcile),
  plan: loaded(async () => (await import('./plans.ts')).plan),
  apply: loaded(async () => (await import('./plans.ts')).apply),
  rollback: loaded(async () => (await import('./plans.ts')).rollback),
  define: loaded(async () => (await import('./define.ts')).define),
  reminders: loaded(async () => (await import('./mail.ts')).reminders),
  digest: loaded(async () => (await import('./mail.ts')).digest),
  'monthly-report': loaded(async () => (await import('./monthly-report.ts')).monthlyReport),
  housekeeping: loaded(async () => (await import('./housekeeping.ts')).housekeeping),
};

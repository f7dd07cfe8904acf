import { digestJob } from '../mail/digest-job.ts';
import { remindersJob } from '../mail/reminders.ts';
import type { JobHandlers } from './handler.ts';
import { housekeeping } from './housekeeping.ts';
import { monthlyReport } from './monthly-report.ts';
import { apply, plan, rollback } from './push-jobs.ts';
import { reconcile } from './reconcile.ts';

/** Who does what. */
export const jobHandlers: JobHandlers = {
  reconcile,
  plan,
  apply,
  rollback,
  reminders: remindersJob,
  digest: digestJob,
  'monthly-report': monthlyReport,
  housekeeping,
};

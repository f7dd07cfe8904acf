import type { Migration } from 'kysely/migration';
import { firstTables } from './0001-first-tables.ts';
import { plans } from './0002-plans.ts';
import { tasks } from './0003-tasks.ts';
import { jobs } from './0004-jobs.ts';
import { parts } from './0005-parts.ts';
import { signIn } from './0006-sign-in.ts';
import { outbox } from './0007-outbox.ts';
import { reviews } from './0008-reviews.ts';
import { decisions } from './0009-decisions.ts';
import { monthStatistics } from './0010-month-statistics.ts';
import { findingUnits } from './0011-finding-units.ts';
import { identities } from './0012-identities.ts';
import { runOrder } from './0013-run-order.ts';
import { carriedRows } from './0014-carried-rows.ts';
import { findingStatements } from './0015-finding-statements.ts';
import { noParts } from './0016-no-parts.ts';
import { claims } from './0017-claims.ts';
import { jobKeys } from './0018-job-keys.ts';
import { measures } from './0019-measures.ts';
import { accountUnits } from './0020-account-units.ts';
import { reviewWords } from './0021-review-words.ts';
import { reviewRounds } from './0023-review-rounds.ts';
import { appraisals } from './0024-appraisals.ts';
import { reviewBasis } from './0025-review-basis.ts';
import { workingSessions } from './0026-working-sessions.ts';
import { demandOrder } from './0027-demand-order.ts';
import { guidance } from './0028-guidance.ts';
import { snapshotColumns } from './0029-snapshot-columns.ts';
import { publications } from './0030-publications.ts';
import { runCounts } from './0031-run-counts.ts';
import { madeOnce } from './0032-made-once.ts';
import { indeterminate } from './0033-indeterminate.ts';
import { snapshotRest } from './0034-snapshot-rest.ts';
import { numberedJobs } from './0035-numbered-jobs.ts';

/** In order of their names. One that has been released is never changed again. */
export const migrations: Record<string, Migration> = {
  '0001-first-tables': firstTables,
  '0002-plans': plans,
  '0003-tasks': tasks,
  '0004-jobs': jobs,
  '0005-parts': parts,
  '0006-sign-in': signIn,
  '0007-outbox': outbox,
  '0008-reviews': reviews,
  '0009-decisions': decisions,
  '0010-month-statistics': monthStatistics,
  '0011-finding-units': findingUnits,
  '0012-identities': identities,
  '0013-run-order': runOrder,
  '0014-carried-rows': carriedRows,
  '0015-finding-statements': findingStatements,
  '0016-no-parts': noParts,
  '0017-claims': claims,
  '0018-job-keys': jobKeys,
  '0019-measures': measures,
  '0020-account-units': accountUnits,
  '0021-review-words': reviewWords,
  '0023-review-rounds': reviewRounds,
  '0024-appraisals': appraisals,
  '0025-review-basis': reviewBasis,
  '0026-working-sessions': workingSessions,
  '0027-demand-order': demandOrder,
  '0028-guidance': guidance,
  '0029-snapshot-columns': snapshotColumns,
  '0030-publications': publications,
  '0031-run-counts': runCounts,
  '0032-made-once': madeOnce,
  '0033-indeterminate': indeterminate,
  '0034-snapshot-rest': snapshotRest,
  '0035-numbered-jobs': numberedJobs,
};

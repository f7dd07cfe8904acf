import type { HealthCheck } from './check.ts';
import { clock } from './clock.ts';
import { database } from './database.ts';
import { integrity } from './integrity.ts';
import { milestones } from './milestones.ts';
import { outbox } from './outbox.ts';
import { queue } from './queue.ts';
import { schedule } from './schedule.ts';
import { sources } from './sources.ts';

/** The first must hold for the others to be asked at all. */
export const healthChecks: readonly HealthCheck[] = [
  database,
  integrity,
  queue,
  schedule,
  clock,
  sources,
  outbox,
  milestones,
];
/** What a process must have to be sent requests. */
export const readinessChecks: readonly HealthCheck[] = [database, queue];

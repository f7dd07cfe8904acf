import type { HealthCheck } from './check.ts';
import { database } from './database.ts';
import { milestones } from './milestones.ts';
import { outbox } from './outbox.ts';
import { queue } from './queue.ts';
import { sources } from './sources.ts';

/** The first must hold for the others to be asked at all. */
export const healthChecks: readonly HealthCheck[] = [database, queue, sources, outbox, milestones];
/** What a process must have to be sent requests. */
export const readinessChecks: readonly HealthCheck[] = [database, queue];

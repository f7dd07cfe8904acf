import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/**
 * Every metric of ours: `dvc_sync_<what>_<unit>`. Labels are rules, systems, owners, states and the like: as many as
 * the configuration has, never codes of procedures, agencies or people.
 */
export function ourMetrics(register: Registry) {
  const registers = [register];
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name: `dvc_sync_${name}`, help, labelNames, registers });
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name: `dvc_sync_${name}`, help, labelNames, registers });
  return {
    build: gauge('build_info', 'Always 1; what runs here.', 'version', 'node', 'store'),
    storeUp: gauge('store_up', '1 while the figures below could be read from the store.'),

    runs: counter(
      'runs_total',
      'Runs that ended since this process began, by status, whoever made them.',
      'status',
    ),
    runDuration: new Histogram({
      name: 'dvc_sync_run_duration_seconds',
      help: 'Duration of runs that ended since this process began, broken off ones not among them.',
      // A small city takes seconds, a whole one minutes, a national catalogue read afresh an hour.
      buckets: [5, 15, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200],
      registers,
    }),
    lastRunStatus: gauge('last_run_status', '1 for the status of the run that ended last, else 0.', 'status'),
    lastRunEnd: gauge('last_run_end_timestamp_seconds', 'When the run that ended last ended.'),
    lastRunDuration: gauge('last_run_duration_seconds', 'Duration of the run that ended last.'),
    discrepancies: gauge(
      'discrepancies',
      'Rows of the last finished run by rule and state.',
      'rule',
      'severity',
      'owner',
      'state',
    ),
    toDo: gauge('discrepancies_to_do', 'Seen by the last finished run, minor or above, not waived.'),
    unchecked: gauge(
      'discrepancies_unchecked',
      'Found before and not looked at again by the last finished run, minor or above, not waived.',
    ),
    discrepanciesResolved: gauge('discrepancies_resolved', 'Findings the last finished run no longer found.'),
    offerings: gauge('offerings', 'Active offerings in the last finished run.', 'system', 'level'),

    remoteRequests: counter(
      'remote_requests_total',
      'Requests this process sent to a system, repeats included, by how they ended.',
      'system',
      'outcome',
    ),
    remoteDuration: new Histogram({
      name: 'dvc_sync_remote_request_duration_seconds',
      help: 'From sending a request to the last byte of its answer.',
      labelNames: ['system'],
      // Defaults end at 10 s; these systems answer in up to a minute.
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
      registers,
    }),
    breaker: gauge(
      'remote_breaker_open',
      '1 while this process leaves a system alone after failures.',
      'system',
    ),
    sourceUp: gauge('source_up', '1 when the last reading of a system got all of it.', 'system'),
    sourceComplete: gauge(
      'source_last_complete_timestamp_seconds',
      'When a system was last read whole; 0 = never.',
      'system',
    ),
    sourceStaleAfter: gauge(
      'source_stale_after_seconds',
      'After this long without a whole reading the configuration calls a system stale.',
    ),
    sourceRequests: gauge('source_last_run_requests', 'Requests the last finished run sent.', 'system'),

    actions: gauge('actions', 'Actions of kept plans by state.', 'system', 'state'),
    tasks: gauge('tasks', 'Tasks for people.', 'owner', 'state'),
    tasksLate: gauge('tasks_late', 'Open tasks past their due date.', 'owner'),
    jobs: counter(
      'jobs_total',
      'Jobs that ended since this process began, by kind and state.',
      'kind',
      'state',
    ),
    queueJobs: gauge('queue_jobs', 'Jobs in the queue.', 'kind', 'state'),
    queueOldest: gauge(
      'queue_oldest_waiting_seconds',
      'How long the job has waited that waits longest; 0 = none.',
    ),
    letters: gauge('outbox_letters', 'Letters in the outbox that are not sent.', 'state'),
    lettersOldest: gauge(
      'outbox_oldest_due_seconds',
      'For how long the letter is due that is due longest; 0 = none.',
    ),
    milestonesLate: gauge('milestones_late', 'Milestones of the plan that somebody is late with.'),
    milestoneUnits: gauge(
      'milestone_units',
      'Units and offices that have to be done with a milestone, by how far they are.',
      'milestone',
      'state',
    ),
    auditIntact: gauge('audit_intact', '1 while the audit trail is as it was written; looked at hourly.'),
    auditEntries: gauge('audit_entries', 'Entries of the audit trail when it was last looked at.'),
    health: gauge('health', '1 for what /health says, else 0.', 'status'),
  };
}

export type OurMetrics = ReturnType<typeof ourMetrics>;

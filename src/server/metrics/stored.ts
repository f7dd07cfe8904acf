import type { Store } from '../../app/context.ts';
import { lastEventId, outboxState, queueDepth, unfinishedJobs } from '../../app/queries/jobs.ts';
import {
  actionCounts,
  countsOfRun,
  jobsEndedAfter,
  lastEndedRun,
  lastRun,
  type RunRow,
  runsEndedAfter,
  sourceStates,
  taskCounts,
} from '../../app/queries/runs.ts';
import { jobKinds } from '../../domain/job.ts';
import type { RunSummary } from '../../domain/run.ts';
import { owners } from '../../domain/severity.ts';
import { dayOf } from '../../domain/time.ts';
import type { ServerContext } from '../context.ts';
import { milestonesNow } from '../health/milestones.ts';
import type { OurMetrics } from './gauges.ts';

const runStatuses: readonly RunRow['status'][] = ['clean', 'discrepancies', 'partial', 'failed', 'aborted'];
const endStates = ['done', 'failed', 'cancelled'] as const;

/**
 * Makes the function that brings the metrics kept in the store up to date. What has ended is counted once, from the
 * moment this was made: counters go up only, however many rows housekeeping takes away.
 */
export function createStoredFigures(context: ServerContext, metrics: OurMetrics): () => Promise<void> {
  const { store, configuration, now } = context;
  let shown: string | undefined;
  for (const status of runStatuses) metrics.runs.inc({ status }, 0);
  for (const kind of jobKinds) for (const state of endStates) metrics.jobs.inc({ kind, state }, 0);

  /** By the order of what is stored, not by clocks: they may have been wrong. */
  const beginning = async () => ({
    run: (await lastEndedRun(store))?.number ?? 0,
    event: await lastEventId(store),
  });
  let since = beginning();
  since.catch(() => {});

  const countEnded = async () => {
    // Where the store was away then, from the first moment it is there.
    const counted = await since.catch(() => {
      since = beginning();
      return since;
    });
    // Of a slow store two looks may ask the same: what the other has counted meanwhile is not counted again.
    for (const { number, status, startedAt, endedAt } of await runsEndedAfter(store, counted.run)) {
      if (number <= counted.run) continue;
      metrics.runs.inc({ status });
      if (status !== 'aborted')
        metrics.runDuration.observe(Math.max(0, seconds(endedAt) - seconds(startedAt)));
      counted.run = number;
    }
    for (const { kind, state, event } of await jobsEndedAfter(store, counted.event)) {
      if (event <= counted.event) continue;
      metrics.jobs.inc({ kind, state });
      counted.event = event;
    }
  };

  const showLastRun = async () => {
    const ended = await lastEndedRun(store);
    for (const status of runStatuses) metrics.lastRunStatus.set({ status }, ended?.status === status ? 1 : 0);
    metrics.lastRunEnd.set(ended ? seconds(ended.endedAt) : 0);
    metrics.lastRunDuration.set(ended ? seconds(ended.endedAt) - seconds(ended.startedAt) : 0);
    const finished = await lastRun(store);
    // Rows of a finished run never change: tens of thousands of them are counted once.
    if (!finished?.summary || finished.id === shown) return;
    await showRows(store, metrics, finished.summary);
    shown = finished.id;
  };

  const showSources = async () => {
    const { systems, thresholds } = configuration();
    const states = await sourceStates(
      store,
      systems.map(({ profile }) => profile),
    );
    metrics.sourceStaleAfter.set(thresholds.staleHours * 3_600);
    for (const { profile } of systems) {
      const state = states.get(profile.name);
      metrics.sourceUp.set({ system: profile.name }, state?.last?.status === 'complete' ? 1 : 0);
      const complete = state?.lastComplete;
      metrics.sourceComplete.set({ system: profile.name }, complete ? seconds(complete.takenAt) : 0);
    }
  };

  const showWork = async () => {
    const at = now();
    // All is read before any of it is shown: another look may be under way, and whoever scrapes meanwhile gets whole figures.
    const actions = await actionCounts(store);
    const tasks = await taskCounts(store, dayOf(at.toISOString()));
    const jobs = await unfinishedJobs(store);
    const { waiting, inDoubt, dead, oldestDueSeconds } = await outboxState(store, at.toISOString());
    metrics.actions.reset();
    for (const { system, state, count } of actions) metrics.actions.set({ system, state }, count);
    metrics.tasks.reset();
    for (const owner of owners) metrics.tasksLate.set({ owner }, 0);
    for (const { owner, state, count, late } of tasks) {
      metrics.tasks.set({ owner, state }, count);
      if (state === 'open') metrics.tasksLate.set({ owner }, late);
    }
    metrics.queueJobs.reset();
    for (const kind of jobKinds)
      for (const state of ['waiting', 'running']) metrics.queueJobs.set({ kind, state }, 0);
    for (const { kind, state } of jobs) metrics.queueJobs.inc({ kind, state });
    const { oldestWaiting } = queueDepth(jobs);
    metrics.queueOldest.set(oldestWaiting === null ? 0 : at.getTime() / 1000 - seconds(oldestWaiting));
    for (const [state, count] of Object.entries({ waiting, 'in-doubt': inDoubt, dead }))
      metrics.letters.set({ state }, count);
    metrics.lettersOldest.set(oldestDueSeconds ?? 0);
  };

  const showMilestones = async () => {
    const states = await milestonesNow(context);
    const late = states.filter(({ state }) => state === 'late').map(({ milestone }) => milestone);
    metrics.milestonesLate.set(new Set(late).size);
    metrics.milestoneUnits.reset();
    for (const { milestone, state } of states) metrics.milestoneUnits.inc({ milestone, state });
  };

  return async () => {
    await countEnded();
    await showLastRun();
    await showSources();
    await showWork();
    await showMilestones();
  };
}

async function showRows(store: Store, metrics: OurMetrics, summary: RunSummary): Promise<void> {
  const counts = await countsOfRun(store, summary.runId, ['rule', 'severity', 'owner', 'state']);
  metrics.discrepancies.reset();
  for (const { count, ...row } of counts) {
    const labels = { rule: row.rule ?? '', severity: row.severity ?? '', owner: row.owner ?? '' };
    metrics.discrepancies.set({ ...labels, state: row.state ?? '' }, count);
  }
  metrics.toDo.set(summary.counts.toDo);
  metrics.unchecked.set(summary.counts.unchecked);
  metrics.discrepanciesResolved.set(summary.counts.resolved);
  metrics.offerings.reset();
  for (const [system, levels] of Object.entries(summary.levels))
    for (const [level, count] of Object.entries(levels)) metrics.offerings.set({ system, level }, count);
  metrics.sourceRequests.reset();
  for (const [system, { requests }] of Object.entries(summary.systems))
    metrics.sourceRequests.set({ system }, requests);
}

function seconds(iso: string): number {
  return Date.parse(iso) / 1000;
}

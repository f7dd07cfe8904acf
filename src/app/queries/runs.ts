/**
 * What a shell may ask of runs and what they found. It is for showing only: what changes anything is a use case. These
 * modules are all of the store that shells know.
 */

export { lastComplete, type SourceState, sourceStates } from '../../snapshot/stored.ts';
export { actionCounts } from '../../store/push/plans.ts';
export { type DiscrepancyHistory, history } from '../../store/runs/history.ts';
export type { RowFilter } from '../../store/runs/queries.ts';
export {
  countsOfRun,
  pageOfRun,
  type RowOrder,
  rowOrders,
  standingsByUnit,
  standingsOfRun,
} from '../../store/runs/queries.ts';
export type { RunRow } from '../../store/runs/runs.ts';
export {
  findRun,
  lastEndedRun,
  lastRun,
  lastRunBefore,
  listRuns,
  runsEndedAfter,
} from '../../store/runs/runs.ts';
export { latestComplete, latestFinished } from '../../store/runs/snapshots.ts';
export { activeWaivers } from '../../store/runs/waivers.ts';
export { jobsEndedAfter } from '../../store/work/jobs.ts';
export {
  pageOfTasks,
  plannedTask,
  type TaskFilter,
  taskOrderOf,
  tasksOf,
} from '../../store/work/task-rows.ts';
export { taskCounts, taskOf } from '../../store/work/tasks.ts';

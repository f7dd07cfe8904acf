/**
 * What a shell may ask of runs and what they found. It is for showing only: what changes anything is a use case. These
 * modules are all of the store that shells know.
 */
export type { DiscrepancyHistory, RowFilter, RunRow } from '../../store/core/contract.ts';
export { type HistoryQuery, history } from '../../store/runs/history.ts';
export {
  countsOfRun,
  pageOfRun,
  type RowOrder,
  rowOrders,
  standingsOfRun,
} from '../../store/runs/queries.ts';
export { findRun, lastRun, listRuns } from '../../store/runs/runs.ts';
export { latestComplete, latestFinished } from '../../store/runs/snapshots.ts';
export { type SourceState, sourceStates } from '../../store/runs/source-states.ts';
export { activeWaivers } from '../../store/runs/waivers.ts';
export {
  actionCounts,
  jobsEndedAfter,
  jobsUnderWay,
  lastEndedRun,
  runsEndedAfter,
  taskCounts,
} from '../../store/work/figures.ts';
export { pageOfTasks, type TaskFilter } from '../../store/work/task-rows.ts';

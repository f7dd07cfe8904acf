/**
 * What a shell may ask of runs and what they found. It is for showing only: what changes anything is a use case. These
 * modules are all of the store that shells know.
 */
export type { DiscrepancyHistory, RowFilter, RunRow } from '../../store/contract.ts';
export {
  actionCounts,
  jobsEndedAfter,
  jobsUnderWay,
  lastEndedRun,
  runsEndedAfter,
  taskCounts,
} from '../../store/figures.ts';
export { type HistoryQuery, history } from '../../store/history.ts';
export {
  countsOfRun,
  pageOfRun,
  type RowOrder,
  rowOrders,
  standingsOfRun,
} from '../../store/queries.ts';
export { findRun, lastRun, listRuns } from '../../store/runs.ts';
export { latestComplete, latestFinished } from '../../store/snapshots.ts';
export { type SourceState, sourceStates } from '../../store/source-states.ts';
export { pageOfTasks, type TaskFilter } from '../../store/task-rows.ts';
export { activeWaivers } from '../../store/waivers.ts';

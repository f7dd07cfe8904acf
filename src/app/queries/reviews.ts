/** What a shell may ask of imported lists and decisions, for showing. */
export { latestAppraisals } from '../../store/reviews/appraisals.ts';
export { decisionHistory, decisionsInForce } from '../../store/reviews/decisions.ts';
export { guidanceAsked } from '../../store/reviews/guidance.ts';
export { publications } from '../../store/reviews/publications.ts';
export {
  currentEntries,
  entriesOfUnit,
  type ReportedList,
  reviewFile,
  reviewFiles,
  unitsReported,
} from '../../store/reviews/review-rows.ts';

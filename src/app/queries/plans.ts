/** What a shell may ask of plans, for showing. */
export { approvalsOf, changesOf, listPlans, resultsOf } from '../../store/push/plans.ts';

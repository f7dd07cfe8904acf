/** What a shell may ask of plans, for showing. */
export { approvalsOf, listPlans, resultsOf } from '../../store/push/plans.ts';

/** What a shell may ask of plans, for showing. */
export { approvalsOf, findPlan, listPlans, resultsOf } from '../../store/push/plans.ts';

import { hashDriftRule } from '../drift.ts';

export const rule = hashDriftRule('workflow-drift', 'workflow');

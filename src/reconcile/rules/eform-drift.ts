import { hashDriftRule } from '../drift.ts';

export const rule = hashDriftRule('eform-drift', 'eform');

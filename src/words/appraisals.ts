import type { AppraisalAnswer, AppraisalResult } from '../domain/appraisal.ts';

export const appraisalAnswerNames: Record<AppraisalAnswer, string> = {
  met: 'đạt',
  'not-met': 'chưa đạt',
  'not-needed': 'không cần',
};

export const appraisalResultNames: Record<AppraisalResult, string> = {
  passed: 'đạt',
  'to-complete': 'cần hoàn thiện',
  returned: 'trả lại',
};

/** Nobody has written down which clause an item follows from. */
export const noClause = 'chưa ghi điều';

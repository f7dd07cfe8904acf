import { shortText } from '../../domain/text.ts';
import { eformOf } from '../../readiness/case.ts';
import { caseRule } from '../online-cases.ts';

export const rule = caseRule<'no-eform'>(
  { id: 'no-eform', severity: 'critical', part: 'eform' },
  { local: ['levels', 'eform'] },
  facts => {
    const [why] = eformOf(facts).why;
    if (why?.code === 'no-eform') return { params: { problem: 'none' }, evidence: { eform: null } };
    if (why?.code !== 'eform-empty') return undefined;
    return {
      params: { problem: 'empty', ...(why.reason && { reason: shortText(why.reason, 500) }) },
      evidence: { eform: { state: 'empty', reason: why.reason ?? null } },
    };
  },
  () => ({ params: { problem: 'no-case' } }),
);

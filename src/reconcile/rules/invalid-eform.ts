import { shortText } from '../../domain/text.ts';
import { eformOf } from '../../readiness/case.ts';
import { caseRule } from '../online-cases.ts';

export const rule = caseRule<'invalid-eform'>(
  { id: 'invalid-eform', severity: 'critical', part: 'eform' },
  { local: ['levels', 'eform'] },
  facts => {
    const [why] = eformOf(facts).why;
    if (why?.code !== 'eform-invalid') return undefined;
    const reason = why.reason ?? 'không đọc được';
    return {
      params: why.reason === undefined ? {} : { reason: shortText(why.reason, 500) },
      evidence: { eform: { state: 'invalid', reason, hash: facts.eform?.hash } },
    };
  },
);

import { textKey } from '../../domain/text.ts';
import { contentFinding, contentPair } from '../content.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule<'name-differs'> = {
  id: 'name-differs',
  scope: 'system',
  severity: 'minor',
  owner: 'technical',
  needs: { national: ['name'], local: ['name'] },
  becomes: 'task',
  sieve: 'contents',
  concerns: system => system.role !== 'national',
  judge(record, system, group, context, report) {
    const pair = contentPair(record, group);
    const expected = pair?.national.facts.name;
    const actual = pair?.local.facts.name;
    if (!pair || !expected || !actual || expected === actual || textKey(expected) === textKey(actual)) return;
    report(
      contentFinding(pair, system, context, {
        params: { expected, actual },
        evidence: { national: expected, local: actual },
      }),
    );
  },
};

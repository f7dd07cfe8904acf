import { isContradicted } from '../../domain/agreement.ts';
import type { Hosted } from '../../domain/city.ts';
import { conditionsNamed } from '../../domain/explanation.ts';
import { factsOf, factualReasons } from '../explanation-facts.ts';
import { reviewFacts } from '../needs.ts';
import { type JudgedSystem, reviewRule } from '../rule.ts';

/** What is held against reasons stands in the forms, the fees or the workflows of a system. */
const telling: readonly Hosted[] = ['eform', 'payment', 'workflow', 'components'];
const concerns = ({ hosts, role }: Pick<JudgedSystem, 'hosts' | 'role'>) =>
  role !== 'national' && hosts.some(each => telling.includes(each));

export const rule = reviewRule(
  { id: 'explanation-contradicted', severity: 'major', owner: 'technical', becomes: 'task' },
  {
    needs: { national: [...reviewFacts, 'fees', 'components'], local: ['levels', 'eform', 'onlinePayment'] },
    concerns,
  },
  ({ explanations = [] }, group, { systems, nationalAt, received }, report) => {
    if (explanations.length === 0) return;
    const everywhere = {
      ...{ code: group.code, records: group.records, received, national: nationalAt },
      // Of a system that was not read whole nothing is taken.
      systems: systems.map(each => ({ ...each, takenAt: each.complete ? each.snapshot.takenAt : null })),
    };
    const restsOn = systems.filter((each, at) => at === nationalAt || concerns(each)).map(({ name }) => name);
    for (const { agency, technical, legal, source } of explanations) {
      for (const reason of conditionsNamed({ technical, legal })) {
        if (!factualReasons.includes(reason)) continue;
        const facts = factsOf(reason, agency, everywhere);
        if (!isContradicted(facts)) continue;
        const against = facts.flatMap(({ verdict, system, shown, at }) =>
          verdict === 'contradicted' && system && shown ? [{ system, shown, at }] : [],
        );
        const isLegal = legal.reasons.includes(reason) && !technical.reasons.includes(reason);
        report({
          agency,
          key: reason,
          owner: isLegal ? 'regulatory' : 'technical',
          params: {
            reason,
            against: against.map(({ system, shown }) => {
              const role = systems.find(({ name }) => name === system)?.role ?? '';
              return { system: { name: system, role }, shown };
            }),
          },
          evidence: {
            reason,
            systems: against.map(({ system, shown, at }) => ({ system, value: shown, at })),
            texts: [technical.text, legal.text].filter(text => text !== null),
            source,
          },
          systems: restsOn,
        });
      }
    }
  },
);

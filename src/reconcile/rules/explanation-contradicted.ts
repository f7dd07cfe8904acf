import { isContradicted } from '../../domain/agreement.ts';
import type { Hosted } from '../../domain/city.ts';
import { conditionsNamed } from '../../domain/explanation.ts';
import { carries } from '../carries.ts';
import { factsOf, factualReasons } from '../explanation-facts.ts';
import { reviewFacts } from '../needs.ts';
import { isWithdrawn } from '../offered.ts';
import type { JudgeContext, JudgedSystem, ReviewRule } from '../rule.ts';

/** What is held against reasons stands in the forms, the fees or the workflows of a system. */
const telling: readonly Hosted[] = ['eform', 'payment', 'workflow', 'components'];
const concerns = ({ hosts, role }: Pick<JudgedSystem, 'hosts' | 'role'>) =>
  role !== 'national' && hosts.some(each => telling.includes(each));

export const rule: ReviewRule<'explanation-contradicted'> = {
  id: 'explanation-contradicted',
  scope: 'review',
  severity: 'major',
  owner: 'technical',
  needs: {
    national: [...reviewFacts, 'fees', 'components'],
    local: ['levels', 'eform', 'onlinePayment'],
  },
  becomes: 'task',
  concerns,
  judge({ explanations = [] }, group, context, report) {
    if (isWithdrawn(group) || explanations.length === 0) return;
    const everywhere = {
      code: group.code,
      systems: context.systems.map(system => readSystem(system, context)),
      records: group.records,
      national: context.national ? context.systems.indexOf(context.national) : -1,
      received: context.received,
    };
    for (const entry of explanations) {
      const { agency } = entry;
      for (const reason of conditionsNamed(entry)) {
        if (!factualReasons.includes(reason)) continue;
        const facts = factsOf(reason, agency, everywhere);
        if (!isContradicted(facts)) continue;
        const against = facts.flatMap(({ verdict, system, shown, at }) =>
          verdict === 'contradicted' && system && shown ? [{ system, shown, at }] : [],
        );
        const legal = entry.legal.reasons.includes(reason) && !entry.technical.reasons.includes(reason);
        report({
          agency,
          key: reason,
          owner: legal ? 'regulatory' : 'technical',
          params: {
            reason,
            against: against.map(({ system, shown }) => {
              const role = context.systems.find(({ name }) => name === system)?.role ?? '';
              return { system: { name: system, role }, shown };
            }),
          },
          evidence: {
            reason,
            systems: against.map(({ system, shown, at }) => ({ system, value: shown, at })),
            texts: [entry.technical.text, entry.legal.text].filter(text => text !== null),
            source: entry.source,
          },
          systems: context.systems
            .filter(each => each === context.national || concerns(each))
            .map(({ name }) => name),
        });
      }
    }
  },
};

/** Of a system that was not read whole nothing is taken. */
function readSystem(system: JudgedSystem, context: JudgeContext) {
  return {
    ...system,
    takenAt: system.complete ? system.snapshot.takenAt : null,
    carries: (agency: string) => carries(system, agency, context),
  };
}

import { type LocalRecord, localisationOf, localisingRole } from '../localisation.ts';
import { scopeFacts } from '../needs.ts';
import { nationalRule } from '../rule.ts';

export const rule = nationalRule(
  { id: 'not-localised', severity: 'minor', owner: 'regulatory', becomes: 'task' },
  { national: [...scopeFacts, 'fees', 'receptionAddress'], local: ['decision', 'fees'] },
  ({ systems, national: source }, report) => {
    const local = systems.flatMap(({ name, complete, role }, at) =>
      complete && role === localisingRole ? [{ system: name, at }] : [],
    );
    return {
      judge(record, group) {
        if (!group.applicability?.agencies.length) return;
        const shown = local.map(({ system, at }): LocalRecord => ({ system, record: group.records[at] }));
        const found = localisationOf(record, shown);
        if (!found || found.missing.length === 0) return;
        const { national, city, missing, unknown } = found;
        report(group, {
          params: { missing },
          evidence: { national: national.decision, local: city.decision, missing, unknown },
          systems: [source!.name, ...local.map(({ system }) => system)],
        });
      },
    };
  },
);

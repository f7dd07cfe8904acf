import { type LocalRecord, localisationOf, localisingRole } from '../localisation.ts';
import { forEachPublic, nationalFinding } from '../national-record.ts';
import { scopeFacts } from '../needs.ts';
import type { NationalRule } from '../rule.ts';

export const rule: NationalRule<'not-localised'> = {
  id: 'not-localised',
  scope: 'national',
  severity: 'minor',
  owner: 'regulatory',
  needs: { national: [...scopeFacts, 'fees', 'receptionAddress'], local: ['decision', 'fees'] },
  becomes: 'task',
  start: (context, report) => {
    const local = context.systems.flatMap((system, at) =>
      system.complete && system.role === localisingRole ? [{ system, at }] : [],
    );
    return forEachPublic((record, group) => {
      if (!group.applicability?.agencies.length) return;
      const shown = local.map(
        ({ system, at }): LocalRecord => ({ system: system.name, record: group.records[at] }),
      );
      const found = localisationOf(record, shown);
      if (!found || found.missing.length === 0) return;
      const { national, city, missing, unknown } = found;
      const finding = nationalFinding(group, context, {
        params: { missing },
        evidence: { national: national.decision, local: city.decision, missing, unknown },
      });
      report({ ...finding, systems: [context.national!.name, ...shown.map(({ system }) => system)] });
    });
  },
};

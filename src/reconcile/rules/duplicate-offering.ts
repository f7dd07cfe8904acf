import { levelAt } from '../columns.ts';
import { activeColumns } from '../offered.ts';
import { systemRule } from '../rule.ts';

/** Named in a sentence. */
const mostForms = 10;

export const rule = systemRule(
  { id: 'duplicate-offering', severity: 'minor', owner: 'technical', becomes: 'task' },
  { needs: {}, sieve: 'doubled', evenWithdrawn: true },
  (record, system, _group, _context, report) => {
    const columns = activeColumns(record);
    for (const [at, rows, rowLevels] of columns.doubled) {
      const agency = columns.agencies[at]!;
      report({
        agency,
        params: {
          ...{ rows: rows.length, forms: record!.forms.slice(0, mostForms) },
          ...(rowLevels && { levels: [...new Set(rowLevels)] }),
        },
        evidence: {
          ...{ rows, ...(rowLevels && { rowLevels }), forms: record!.forms },
          ...{ level: levelAt(columns, at) ?? null, source: system.name },
        },
      });
    }
  },
);

import { textKey } from '../../domain/text.ts';
import { firstOf } from '../../words/sentence.ts';
import { nationalRule, type ProcedureGroup } from '../rule.ts';

export const rule = nationalRule(
  { id: 'name-twice', severity: 'info', owner: 'regulatory', becomes: null },
  { national: ['name'] },
  (_context, report) => {
    // Procedures come sorted by code, so the first of a name is the same one in every run.
    const codesOf = new Map<string, string[]>();
    const repeated: Repeated[] = [];
    let whole = true;
    return {
      judge({ code, facts }, { applicability }) {
        const name = facts.name ?? '';
        if (facts.name === undefined) whole = false;
        const key = textKey(name);
        if (key === '') return;
        const codes = codesOf.get(key);
        if (codes === undefined) codesOf.set(key, [code]);
        else if (!codes.includes(code)) {
          codes.push(code);
          repeated.push({ code, name, codes, ...(applicability && { applicability }) });
        }
      },
      end() {
        for (const { code, name, codes, ...group } of repeated) {
          const others = codes.filter(other => other !== code);
          report(group, {
            params: { others: firstOf(others) },
            evidence: { name, otherCodes: others.slice(0, 50) },
            procedure: code,
            procedureName: name,
          });
        }
        return whole;
      },
    };
  },
);

/** A record whose name an earlier one has too. */
interface Repeated extends Pick<ProcedureGroup, 'applicability'> {
  code: string;
  name: string;
  /** All of that name, as far as they were met. */
  codes: string[];
}

import type { FieldRef } from '../../domain/procedure.ts';
import { textKey } from '../../domain/text.ts';
import { shortName } from '../../words/sentence.ts';
import { contentFinding, contentPair } from '../content.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule<'field-differs'> = {
  id: 'field-differs',
  scope: 'system',
  severity: 'minor',
  owner: 'technical',
  needs: { national: ['fields'], local: ['fields'] },
  becomes: 'task',
  sieve: 'contents',
  concerns: system => system.role !== 'national',
  judge(record, system, group, context, report) {
    const pair = contentPair(record, group);
    if (!pair) return;
    const national = pair.national.facts.fields ?? [];
    const local = pair.local.facts.fields ?? [];
    if (local.some(({ name }) => name && sharesName(name, national))) return;
    const codes = [keysOf(national, 'code'), keysOf(local, 'code')] as const;
    const names = [keysOf(national, 'name'), keysOf(local, 'name')] as const;
    const comparable = [codes, names].filter(([one, other]) => one.size > 0 && other.size > 0);
    if (comparable.length === 0) return;
    if (comparable.some(([one, other]) => [...one].some(key => other.has(key)))) return;
    report(
      contentFinding(pair, system, context, {
        params: { expected: namesOf(national), actual: namesOf(local) },
        evidence: { national, local },
      }),
    );
  },
};

/** Word for word the same, as it nearly always is. */
function sharesName(name: string, fields: FieldRef[]): boolean {
  return fields.some(field => field.name === name) && textKey(name) !== '';
}

function keysOf(fields: FieldRef[], part: 'code' | 'name'): Set<string> {
  return new Set(fields.map(field => textKey(field[part] ?? '')).filter(key => key !== ''));
}

/** Fields named; a procedure has one or two. */
const mostFields = 10;

function namesOf(fields: FieldRef[]): string[] {
  return fields.slice(0, mostFields).map(({ name, code }) => shortName(name ?? code ?? ''));
}

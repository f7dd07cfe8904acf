import type { FieldRef } from '../../domain/procedure.ts';
import { textKey } from '../../domain/text.ts';
import { shortName } from '../../words/sentence.ts';
import { contentRule } from '../content.ts';

export const rule = contentRule(
  { id: 'field-differs', severity: 'minor' },
  { national: ['fields'], local: ['fields'] },
  pair => {
    const national = pair.national.facts.fields ?? [];
    const local = pair.local.facts.fields ?? [];
    const codes = [keysOf(national, 'code'), keysOf(local, 'code')] as const;
    const names = [keysOf(national, 'name'), keysOf(local, 'name')] as const;
    const comparable = [codes, names].filter(([one, other]) => one.size > 0 && other.size > 0);
    if (comparable.length === 0) return undefined;
    if (comparable.some(([one, other]) => [...one].some(key => other.has(key)))) return undefined;
    return {
      params: { expected: namesOf(national), actual: namesOf(local) },
      evidence: { national, local },
    };
  },
);

function keysOf(fields: FieldRef[], part: 'code' | 'name'): Set<string> {
  return new Set(fields.map(field => textKey(field[part] ?? '')).filter(key => key !== ''));
}

/** Fields named; a procedure has one or two. */
const mostFields = 10;

function namesOf(fields: FieldRef[]): string[] {
  return fields.slice(0, mostFields).map(({ name, code }) => shortName(name ?? code ?? ''));
}

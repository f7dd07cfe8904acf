import { sameJson } from '../../../src/domain/canonical.ts';
import { isObject } from '../../../src/domain/object.ts';

export type Form = Record<string, unknown>;

/** An e-form cannot be removed, only overwritten by one without fields (contract 2.5). */
export const noForm = { display: 'form', components: [] };

/** The stored text as a schema; null = none, `{raw}` = text that is no JSON object. */
export function readEform(stored: unknown): Form | null {
  if (stored === null || stored === undefined) return null;
  const text = typeof stored === 'string' ? stored : JSON.stringify(stored);
  if (text.trim() === '') return null;
  try {
    const form: unknown = JSON.parse(text);
    if (!isObject(form)) return { raw: text };
    // What a fresh builder leaves, and what we write for none.
    return sameJson(form, noForm) || sameJson(form, { display: 'form' }) ? null : form;
  } catch {
    return { raw: text };
  }
}

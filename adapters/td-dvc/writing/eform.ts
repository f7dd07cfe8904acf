import type { RemoteSend } from '../../../src/adapter/writer.ts';
import type { Change } from '../../../src/domain/push.ts';
import type { ServiceState } from '../../../src/domain/service-state.ts';
import { isObject } from '../diagram.ts';
import { updateCase } from './cases.ts';
import { caseOf } from './remote.ts';
import { sameJson } from './same.ts';

type Form = Record<string, unknown>;

/** An e-form cannot be removed, only overwritten by one without fields (contract 2.5). */
const noForm = { display: 'form', components: [] };

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

export function nextEform({ target, after }: Change<'set-eform'>, actual: ServiceState): RemoteSend[] {
  const item = caseOf(actual, target.case);
  if (!item || sameJson(readEform(item.fields.eForm), after)) return [];
  const label = `đặt biểu mẫu của thủ tục ${target.procedure}`;
  return [updateCase(label, target.case!, item, { eForm: textOf(after) })];
}

function textOf(form: Form | null): string {
  if (form && typeof form.raw === 'string' && Object.keys(form).length === 1) return form.raw;
  return JSON.stringify(form ?? noForm);
}

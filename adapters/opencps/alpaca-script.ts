import { hash } from 'node:crypto';
import { sameJson, sortedJson } from '../../src/domain/canonical.ts';
import { rawForm } from '../../src/domain/eform.ts';
import { type AlpacaForm, toAlpaca } from './alpaca.ts';

type Form = Record<string, unknown>;

/**
 * The script of a Form.io form: strict JSON, which is an object literal too. The form itself travels in it, so that
 * it can be read back; the digest tells whether somebody changed the rest since.
 */
export function writeScript(form: Form): string {
  const raw = rawForm(form);
  if (raw !== undefined) return raw;
  const alpaca = toAlpaca(form);
  return JSON.stringify({ ...alpaca, dvcSync: { formio: form, digest: digestOf(alpaca) } });
}

/** The form of a script of ours, or the script itself as `{ raw }`. */
export function readScript(text: string): Form {
  return formIn(text) ?? { raw: text };
}

export function isOurs(text: string): boolean {
  return formIn(text) !== undefined;
}

/** Two forms as definitions have them: equal whatever the order of keys. */
export function sameForm(a: Form | null, b: Form | null): boolean {
  return sameJson(a, b);
}

/** A form without parts asks nothing: that is how "no form" is said where a form cannot be taken away. */
export function isNoForm(form: Form | null): form is null {
  return form === null || (Array.isArray(form.components) && form.components.length === 0);
}

function formIn(text: string): Form | undefined {
  if (!text.includes('"dvcSync"')) return undefined;
  try {
    const { dvcSync, ...alpaca } = JSON.parse(text) as AlpacaForm & { dvcSync?: Form };
    const form = dvcSync?.formio;
    if (typeof form !== 'object' || form === null || dvcSync?.digest !== digestOf(alpaca)) return undefined;
    return form as Form;
  } catch {
    return undefined;
  }
}

function digestOf({ schema, options, view }: AlpacaForm): string {
  return hash('sha256', sortedJson([schema, options, view]), 'hex').slice(0, 32);
}

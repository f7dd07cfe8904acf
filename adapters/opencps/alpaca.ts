import type { FormProblem } from '../../src/adapter/adapter.ts';
import { fieldProblem, isText, layouts, type Part, plainText, skipped } from './alpaca-supported.ts';

type Fields = Record<string, unknown>;

/** An Alpaca form definition (alpacajs.org): a JSON schema, how to draw each field, and the view. */
export interface AlpacaForm {
  schema: Fields;
  options: Fields;
  view: Fields;
}

/** What of a Form.io form has no counterpart in Alpaca; empty = all of it can be shown. */
export function formProblems(form: Fields): FormProblem[] {
  const problems: FormProblem[] = [];
  if (form.display === 'wizard') {
    problems.push({
      key: '',
      type: 'wizard',
      reason: 'OpenCPS không hiện được biểu mẫu chia trang (wizard)',
    });
  }
  const parts = flatten(form);
  const keys = new Set<string>();
  for (const part of parts) {
    const { key, type } = part;
    const reason = keys.has(key) ? 'khóa bị trùng sau khi trải phẳng các khối' : fieldProblem(part);
    keys.add(key);
    if (reason) problems.push({ key, type, reason });
  }
  if (parts.length === 0) problems.push({ key: '', type: '', reason: 'biểu mẫu không có trường nào' });
  return problems;
}

/** The form in Alpaca's words; only forms without problems come out whole. Blocks are flattened in their order. */
export function toAlpaca(form: Fields): AlpacaForm {
  const properties: Fields = {};
  const fields: Fields = {};
  for (const [index, part] of flatten(form).entries()) {
    const { schema, options } = translate(part);
    properties[part.key] = tidy({ title: part.label, ...schema });
    fields[part.key] = tidy({ name: part.key, order: index + 1, ...options });
  }
  return {
    schema: { type: 'object', properties },
    options: { fields },
    view: { parent: 'bootstrap-edit' },
  };
}

/** Everything shown, in document order, blocks left out. */
function flatten(form: Fields): Part[] {
  const parts: Part[] = [];
  const walk = (components: unknown, blocked: Fields | undefined): void => {
    for (const each of Array.isArray(components) ? components : []) {
      if (typeof each !== 'object' || each === null) continue;
      const component = each as Fields;
      const type = String(component.type ?? '');
      if (skipped.has(type)) continue;
      // A block that is shown on a condition takes its fields with it: the first of them carries the complaint.
      const block = blocked ?? (isConditional(component) ? component : undefined);
      if (layouts.has(type)) {
        walk(component.components, block);
        for (const column of Array.isArray(component.columns) ? component.columns : []) {
          walk((column as Fields | null)?.components, block);
        }
        continue;
      }
      const key = String(component.key ?? '');
      const label = isText(component.label) ? component.label : key;
      parts.push({ key, type, label, component, conditional: block !== undefined });
    }
  };
  walk(form.components, undefined);
  return parts;
}

function isConditional({ conditional, customConditional, logic }: Fields): boolean {
  const { when, json, conditions, show } = (conditional ?? {}) as Fields;
  const set = (value: unknown) => Boolean(value) && !(Array.isArray(value) && value.length === 0);
  const simple = set(when) || set(json) || (set(conditions) && show !== undefined);
  return simple || set(customConditional) || set(logic);
}

function translate({ type, label, component }: Part): { schema: Fields; options: Fields } {
  const validate = (component.validate ?? {}) as Fields;
  const schema: Fields = {
    type: 'string',
    required: validate.required === true || undefined,
    default: isScalar(component.defaultValue) ? component.defaultValue : undefined,
    readonly: component.disabled === true || undefined,
  };
  const options: Fields = {
    placeholder: component.placeholder,
    helper: [component.description, component.tooltip].filter(isText).map(plainText).join(' '),
    hidden: component.hidden === true || undefined,
  };
  const both = (more: Fields, how: Fields) => ({
    schema: { ...schema, ...more },
    options: { ...options, ...how },
  });
  const shown: Fields = { type: 'string', readonly: true };
  switch (type) {
    case 'textarea':
      return both(lengths(validate), { type: 'textarea', rows: component.rows });
    case 'number':
    case 'currency': {
      const kind = component.decimalLimit === 0 ? 'integer' : 'number';
      const limits = { minimum: number(validate.min), maximum: number(validate.max) };
      return both({ type: kind, ...limits }, { type: kind });
    }
    case 'checkbox':
      return both({ type: 'boolean' }, { type: 'checkbox', rightLabel: label });
    case 'select':
    case 'radio': {
      const values = choicesOf(component);
      const style = type === 'radio' ? { vertical: component.inline !== true } : { sort: false };
      const optionLabels = values.map(({ label: words }) => String(words));
      return both({ enum: values.map(({ value }) => String(value)) }, { type, optionLabels, ...style });
    }
    case 'day':
    case 'datetime':
      return both({ format: 'date' }, { type: 'date', dateFormat: 'DD/MM/YYYY', manualEntry: true });
    case 'email':
      return both({ format: 'email', ...lengths(validate) }, { type: 'email' });
    case 'phoneNumber':
      // Alpaca's own telephone field insists on American numbers.
      return both({ pattern: '^[0-9+ ().-]{8,20}$', ...lengths(validate) }, { type: 'text' });
    case 'file': {
      // Files are handed in beside the form, at the parts of the dossier: here is only a word of where.
      const where = 'Đính kèm tệp ở mục thành phần hồ sơ.';
      const helper = [where, options.helper].filter(isText).join(' ');
      return { schema: shown, options: { ...options, helper, type: 'information' } };
    }
    case 'content':
    case 'htmlelement': {
      const words = plainText(String(component.html ?? component.content ?? ''));
      return { schema: shown, options: { type: 'information', helper: words } };
    }
    case 'hidden':
      return { schema, options: { type: 'hidden' } };
    default:
      return both(lengths(validate), { type: 'text' });
  }
}

function lengths({ minLength, maxLength, pattern }: Fields): Fields {
  return {
    minLength: number(minLength),
    maxLength: number(maxLength),
    ...(isText(pattern) ? { pattern } : {}),
  };
}

function choicesOf({ type, values, data }: Fields): { value: unknown; label: unknown }[] {
  const list = type === 'radio' ? values : (data as Fields | undefined)?.values;
  return Array.isArray(list) ? list : [];
}

function number(value: unknown): number | undefined {
  return value === '' || value === null || value === undefined || !Number.isFinite(Number(value))
    ? undefined
    : Number(value);
}

function isScalar(value: unknown): boolean {
  return (
    (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean'
  );
}

/** Without what says nothing: a script should be as short as the form. */
function tidy(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''),
  );
}

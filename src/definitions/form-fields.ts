import type { Path } from '../config/yaml-source.ts';

export interface FormField {
  key: string;
  type: string;
  label: string;
  component: Record<string, unknown>;
  path: Path;
}

/** Every keyed component of a Form.io schema in document order, those inside panels, columns and tables included. */
export function formFields(form: Record<string, unknown>): FormField[] {
  const fields: FormField[] = [];
  const waiting: { value: unknown; path: Path }[] = [{ value: form.components, path: ['components'] }];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const inside: typeof waiting = [];
    for (const [index, component] of list(part.value).entries()) {
      if (!isObject(component)) continue;
      const path = [...part.path, index];
      const { key, type, label } = component;
      if (typeof key === 'string' && typeof type === 'string')
        fields.push({ key, type, label: typeof label === 'string' ? label : '', component, path });
      inside.push({ value: component.components, path: [...path, 'components'] });
      for (const [at, column] of list(component.columns).entries())
        if (isObject(column))
          inside.push({ value: column.components, path: [...path, 'columns', at, 'components'] });
      for (const [at, row] of list(component.rows).entries())
        for (const [cell, content] of list(row).entries())
          if (isObject(content))
            inside.push({ value: content.components, path: [...path, 'rows', at, cell, 'components'] });
    }
    waiting.push(...inside.reverse());
  }
  return fields;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

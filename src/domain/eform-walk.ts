/** What walking a Form.io schema came to. */
export interface WalkedForm {
  /** Fields people can fill in; buttons do not count. */
  inputs: number;
  /** Vietnamese; the first thing that makes the form unusable. */
  problem?: string;
}

/** Deeper or larger forms than anybody draws are refused rather than walked. */
const deepest = 60;
const mostComponents = 20_000;

/** Types that open a new scope of keys; panels, columns, tables, field sets, tabs and wells do not. */
const scoping = new Set([
  ...['container', 'datagrid', 'editgrid', 'datatable', 'datamap', 'tagpad'],
  ...['dynamicWizard', 'form', 'resource', 'tree', 'address'],
]);
const layout = new Set(['panel', 'columns', 'table', 'fieldset', 'tabs', 'well', 'content', 'htmlelement']);
/** Stock value components of Form.io; the platform registers no others. */
const fields = new Set([
  ...[
    'textfield',
    'textarea',
    'number',
    'password',
    'checkbox',
    'selectboxes',
    'select',
    'radio',
    'email',
    'url',
  ],
  ...[
    'phoneNumber',
    'tags',
    'address',
    'datetime',
    'day',
    'time',
    'currency',
    'survey',
    'signature',
    'hidden',
  ],
  ...[
    'container',
    'datamap',
    'datagrid',
    'editgrid',
    'datatable',
    'file',
    'form',
    'resource',
    'tree',
    'button',
  ],
  ...['recaptcha', 'captcha', 'custom', 'tagpad', 'sketchpad', 'dynamicWizard', 'datasource', 'reviewpage'],
  ...['location', 'component', 'multivalue', 'nested', 'nesteddata', 'nestedarray', 'input', 'unknown'],
]);

type Fields = Record<string, unknown>;
interface Part {
  components: unknown[];
  /** Keys taken so far; shared by everything in one scope. */
  scope: Set<string>;
  depth: number;
  path: string;
}

/** Walks `components`, `columns[].components` and `rows[][].components`. Iterative, bounded, never throws. */
export function walkForm(components: unknown[]): WalkedForm {
  const waiting: Part[] = [{ components, scope: new Set(), depth: 1, path: 'components' }];
  let inputs = 0;
  let seen = 0;
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    if (part.depth > deepest) return { inputs, problem: `biểu mẫu lồng nhau quá ${deepest} lớp` };
    for (const [index, component] of part.components.entries()) {
      const path = `${part.path}[${index}]`;
      if (++seen > mostComponents) return { inputs, problem: `biểu mẫu có quá ${mostComponents} thành phần` };
      if (!isObject(component)) return { inputs, problem: `${path} không phải là một thành phần biểu mẫu` };
      const problem = problemOf(component, part.scope, path);
      if (problem) return { inputs, problem };
      if (isField(component) && component.type !== 'button') inputs++;
      const inside = childrenOf(component, path);
      if (typeof inside === 'string') return { inputs, problem: inside };
      const scope =
        scoping.has(String(component.type)) || component.tree === true ? new Set<string>() : part.scope;
      for (const child of inside) waiting.push({ ...child, scope, depth: part.depth + 1 });
    }
  }
  return { inputs };
}

function problemOf(component: Fields, scope: Set<string>, path: string): string | undefined {
  const { type, key } = component;
  if (!isField(component)) return undefined;
  if (typeof type !== 'string' || type === '') return `trường ở ${path} không có "type"`;
  if (typeof key !== 'string' || key === '') return `trường ở ${path} không có "key"`;
  const rendered =
    fields.has(type) || component.tree || component.arrayTree || Array.isArray(component.components);
  if (!rendered) return `trường "${clip(key)}" có kiểu "${clip(type)}" mà Form.io không có`;
  if (type === 'button') return undefined;
  if (scope.has(key)) return `khóa "${clip(key)}" bị trùng trong cùng một phạm vi`;
  scope.add(key);
  const pattern = isObject(component.validate) ? component.validate.pattern : undefined;
  if (typeof pattern === 'string' && !compiles(pattern)) {
    return `trường "${clip(key)}" có biểu thức kiểm tra (pattern) sai cú pháp`;
  }
  return undefined;
}

/** Form.io itself takes a missing `input` from the type's own defaults. */
function isField(component: Fields): boolean {
  if (layout.has(String(component.type))) return false;
  return component.input === true || (component.input === undefined && fields.has(String(component.type)));
}

function childrenOf(component: Fields, path: string): { components: unknown[]; path: string }[] | string {
  const holders: { holder: Fields; path: string }[] = [{ holder: component, path }];
  const cells = [
    ...list(component.columns).map((cell, at) => ({ cell, path: `${path}.columns[${at}]` })),
    ...list(component.rows).flatMap((row, at) =>
      list(row).map((cell, column) => ({ cell, path: `${path}.rows[${at}][${column}]` })),
    ),
  ];
  for (const { cell, path: place } of component.type === 'datagrid' ? [] : cells) {
    if (isObject(cell)) holders.push({ holder: cell, path: place });
    else if (component.type === 'columns' || component.type === 'table')
      return `${place} không phải là một ô biểu mẫu`;
  }
  const inside: { components: unknown[]; path: string }[] = [];
  for (const { holder, path: place } of holders) {
    const { components } = holder;
    if (components === undefined || components === null) continue;
    if (!Array.isArray(components)) return `${place}.components không phải là danh sách`;
    inside.push({ components, path: `${place}.components` });
  }
  return inside;
}

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

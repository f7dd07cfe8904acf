import { isObject } from './object.ts';
import { cutText } from './text.ts';

/** Deeper or larger forms than anybody draws are refused rather than walked. */
const deepest = 60;
const mostComponents = 20_000;

const typesOf = (names: string) => new Set(names.split(/\s+/));
/** Types that open a new scope of keys; panels, columns, tables, field sets, tabs and wells do not. */
const scoping = typesOf(
  'container datagrid editgrid datatable datamap tagpad dynamicWizard form resource tree address',
);
const layout = typesOf('panel columns table fieldset tabs well content htmlelement');
/** Stock value components of Form.io; the platform registers no others. */
const fields = typesOf(
  `textfield textarea number password checkbox selectboxes select radio email url phoneNumber tags address datetime day
  time currency survey signature hidden container datamap datagrid editgrid datatable file form resource tree button
  recaptcha captcha custom tagpad sketchpad dynamicWizard datasource reviewpage location component multivalue nested
  nesteddata nestedarray input unknown`,
);

/** Where something stands in the form: `['components', 2, 'columns', 0, 'components', 1]`. */
export type FormPath = (string | number)[];

export interface PlacedComponent {
  component: Fields;
  path: FormPath;
  /** Component this one lies in; layout counts too. */
  parent?: PlacedComponent;
  /** Keys taken so far; shared by everything in one scope. */
  scope: Set<string>;
  depth: number;
}

export type Fields = Record<string, unknown>;

/**
 * Every component in document order: `components`, `columns[].components` and `rows[][].components`. Iterative,
 * bounded, never throws; returns what is wrong with the shape where the walk could not go on, in Vietnamese.
 */
export function* placedComponents(components: unknown): Generator<PlacedComponent, string | undefined> {
  const root = { path: ['components'], scope: new Set<string>(), depth: 1 };
  const waiting = placed(list(components), root);
  for (let seen = 0, at = waiting.pop(); at; at = waiting.pop()) {
    const { component, path, depth, scope } = at;
    if (depth > deepest) return `biểu mẫu lồng nhau quá ${deepest} lớp`;
    if (++seen > mostComponents) return `biểu mẫu có quá ${mostComponents} thành phần`;
    if (!isObject(component)) return `${pathText(path)} không phải là một thành phần biểu mẫu`;
    const one: PlacedComponent = { ...at, component };
    yield one;
    const inside = childrenOf(component, path);
    if (typeof inside === 'string') return inside;
    const within = opensScope(component) ? new Set<string>() : scope;
    for (const child of inside.reverse()) {
      const around = { path: child.path, parent: one, scope: within, depth: depth + 1 };
      for (const next of placed(child.components, around)) waiting.push(next);
    }
  }
  return undefined;
}

/** Last one first, as the walk takes them from the end; one more than allowed is enough to be told. */
function placed(
  components: unknown[],
  around: Omit<PlacedComponent, 'component'>,
): (Omit<PlacedComponent, 'component'> & { component: unknown })[] {
  return components
    .slice(0, mostComponents + 1)
    .map((component, index) => ({ ...around, component, path: [...around.path, index] }))
    .reverse();
}

/**
 * Is the form one that can be walked and rendered (`problem`: the first thing that makes it unusable, Vietnamese), and how
 * many fields does it have that people can fill in?
 */
export function walkForm(components: unknown[]): { inputs: number; problem?: string } {
  const walk = placedComponents(components);
  let inputs = 0;
  for (let step = walk.next(); ; step = walk.next()) {
    if (step.done) return { inputs, ...(step.value !== undefined && { problem: step.value }) };
    const { component, scope, path } = step.value;
    const problem = problemOf(component, scope, path);
    if (problem) return { inputs, problem };
    if (isInput(component)) inputs++;
  }
}

/** Does the component keep its own values apart, so that a key may stand again inside it? */
export function opensScope(component: Fields): boolean {
  return scoping.has(String(component.type)) || component.tree === true;
}

/** A field people can fill in; buttons are none. */
export function isInput(component: Fields): boolean {
  return isField(component) && component.type !== 'button';
}

function pathText(path: FormPath): string {
  return path.map((part, at) => (typeof part === 'number' ? `[${part}]` : at ? `.${part}` : part)).join('');
}

function problemOf(component: Fields, scope: Set<string>, place: FormPath): string | undefined {
  const { type, key } = component;
  if (!isField(component)) return undefined;
  const path = pathText(place);
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

function childrenOf(component: Fields, path: FormPath): { components: unknown[]; path: FormPath }[] | string {
  const holders: { holder: Fields; path: FormPath }[] = [{ holder: component, path }];
  const cells = [
    ...list(component.columns).map((cell, at) => ({ cell, path: [...path, 'columns', at] })),
    ...list(component.rows).flatMap((row, at) =>
      list(row).map((cell, column) => ({ cell, path: [...path, 'rows', at, column] })),
    ),
  ];
  for (const { cell, path: place } of component.type === 'datagrid' ? [] : cells) {
    if (isObject(cell)) holders.push({ holder: cell, path: place });
    else if (component.type === 'columns' || component.type === 'table')
      return `${pathText(place)} không phải là một ô biểu mẫu`;
  }
  const inside: { components: unknown[]; path: FormPath }[] = [];
  for (const { holder, path: place } of holders) {
    const { components } = holder;
    if (components === undefined || components === null) continue;
    if (!Array.isArray(components)) return `${pathText(place)}.components không phải là danh sách`;
    inside.push({ components, path: [...place, 'components'] });
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

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function clip(text: string): string {
  return cutText(text, 80);
}

import { compileFunction } from 'node:vm';
import {
  clip,
  type Fields,
  type FormPath,
  isInput,
  list,
  opensScope,
  type PlacedComponent,
  placedComponents,
} from './eform-walk.ts';
import { isObject } from './object.ts';
import { sizeInBytes } from './size.ts';

/** Something about a form that can be rendered, which people filling it in will meet. */
export interface EformConcern {
  path: FormPath;
  /** Vietnamese, names the field. */
  reason: string;
  /**
   * `blocks`: nobody can hand the form in. `wrong`: a part of it can never work as it says. `doubtful`: it depends on
   * what the portals do not have, or a part is never shown.
   */
  weight: 'blocks' | 'wrong' | 'doubtful';
}

/** By the rules of the renderer (formiojs 4.16): what it validates, evaluates and asks servers for. Runs no code. */
export function eformConcerns(form: Fields): EformConcern[] {
  const all = [...placedComponents(form.components)];
  const shown = shownIn(all);
  const concerns: EformConcern[] = [];
  if (form.display === 'pdf') concerns.push({ path: ['display'], reason: overPdf, weight: 'doubtful' });
  for (const placed of all) {
    const say = (weight: EformConcern['weight'], reason: string) =>
      concerns.push({ path: placed.path, reason: `trường "${keyOf(placed)}": ${reason}`, weight });
    // What is never shown is never asked for, so it keeps nobody from handing in.
    const obstacle = shown.never(placed) ? 'wrong' : 'blocks';
    for (const reason of choiceProblems(placed.component)) say(obstacle, reason);
    for (const reason of boundProblems(placed.component))
      say(isRequired(placed.component) ? obstacle : 'wrong', reason);
    for (const reason of codeProblems(placed.component)) say('wrong', reason);
    for (const reason of shown.problems(placed)) say('doubtful', reason);
    for (const reason of serverNeeds(placed.component)) say('doubtful', reason);
  }
  for (const { placed, reason } of pathConflicts(all))
    concerns.push({ path: placed.path, reason: `trường "${keyOf(placed)}": ${reason}`, weight: 'wrong' });
  return concerns;
}

const overPdf = 'biểu mẫu phủ lên tệp PDF cần máy chủ Form.io mà các cổng không có; đổi sang "form"';

function keyOf({ component }: PlacedComponent): string {
  return clip(String(component.key ?? component.type ?? ''));
}

function isRequired({ validate }: Fields): boolean {
  return isObject(validate) && (validate.required === true || validate.required === 'true');
}

/** Values somebody can choose; `undefined` = they come from elsewhere, or are changed by the form's own logic. */
function choicesOf(component: Fields): unknown[] | undefined {
  const { type, dataSrc, data, values, logic } = component;
  if (list(logic).length > 0) return undefined;
  const source = typeof dataSrc === 'string' && dataSrc !== '' ? dataSrc : 'values';
  const inside = isObject(data) ? data : {};
  if (type === 'radio' || type === 'selectboxes') return source === 'values' ? valuesIn(values) : undefined;
  if (type !== 'select') return undefined;
  if (source === 'values') return valuesIn(inside.values);
  if (source !== 'json') return undefined;
  const json = typeof inside.json === 'string' ? parsed(inside.json) : inside.json;
  return Array.isArray(json) ? json : undefined;
}

function valuesIn(values: unknown): unknown[] {
  return list(values)
    .map(one => (isObject(one) ? one.value : one))
    .filter(value => value !== '' && value !== null && value !== undefined);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function choiceProblems(component: Fields): string[] {
  if (component.type === 'survey') {
    const empty = list(component.questions).length > 0 && valuesIn(component.values).length === 0;
    return isRequired(component) && empty ? ['bắt buộc trả lời mà không có câu trả lời nào để chọn'] : [];
  }
  const choices = choicesOf(component);
  if (choices === undefined) return [];
  if (choices.length === 0)
    return isRequired(component) ? ['bắt buộc chọn mà không có lựa chọn nào có giá trị'] : [];
  const least = component.type === 'selectboxes' ? bound(component, 'minSelectedCount') : undefined;
  return least !== undefined && least > choices.length
    ? [`phải chọn ít nhất ${least} mục mà chỉ có ${choices.length} mục`]
    : [];
}

const boundPairs = [
  ['minLength', 'maxLength', 'độ dài'],
  ['minWords', 'maxWords', 'số từ'],
  ['min', 'max', 'giá trị'],
  ['minSelectedCount', 'maxSelectedCount', 'số mục được chọn'],
] as const;

function boundProblems(component: Fields): string[] {
  const problems: string[] = [];
  const hold = (what: string, least: number | undefined, most: number | undefined, shown: unknown[]) => {
    if (least !== undefined && most !== undefined && least > most)
      problems.push(`${what} nhỏ nhất (${shown[0]}) lớn hơn ${what} lớn nhất (${shown[1]})`);
  };
  for (const [low, high, what] of boundPairs) {
    const [least, most] = [bound(component, low), bound(component, high)];
    hold(what, least, most, [least, most]);
  }
  if (component.type === 'file') {
    const { fileMinSize, fileMaxSize } = component;
    hold('dung lượng', sizeInBytes(fileMinSize), sizeInBytes(fileMaxSize), [fileMinSize, fileMaxSize]);
  }
  const days = isObject(component.datePicker) ? component.datePicker : {};
  hold('ngày', day(days.minDate), day(days.maxDate), [days.minDate, days.maxDate]);
  return problems;
}

function bound({ validate }: Fields, name: string): number | undefined {
  const value = isObject(validate) ? validate[name] : undefined;
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value))
    ? Number(value)
    : undefined;
}

/** Only a written-out day; expressions such as `moment().add(1, 'day')` are nobody's to run here. */
function day(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}(?:T[\d:.+Z-]{1,30})?$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** Places of a component where the renderer expects JavaScript. */
function* codeIn(component: Fields): Generator<{ where: string; code: unknown }> {
  const { validate, data, logic } = component;
  for (const where of ['customConditional', 'calculateValue', 'customDefaultValue'])
    yield { where, code: component[where] };
  if (isObject(validate)) yield { where: 'validate.custom', code: validate.custom };
  if (component.type === 'select' && component.dataSrc === 'custom' && isObject(data))
    yield { where: 'data.custom', code: data.custom };
  for (const [at, one] of list(logic).entries()) {
    if (!isObject(one)) continue;
    if (isObject(one.trigger) && one.trigger.type === 'javascript')
      yield { where: `logic[${at}].trigger`, code: one.trigger.javascript };
    for (const action of list(one.actions)) {
      if (!isObject(action)) continue;
      if (action.type === 'value') yield { where: `logic[${at}].actions`, code: action.value };
      if (action.type === 'mergeComponentSchema')
        yield { where: `logic[${at}].actions`, code: action.schemaDefinition };
      if (action.type === 'customAction') yield { where: `logic[${at}].actions`, code: action.customAction };
    }
  }
}

function codeProblems(component: Fields): string[] {
  return [...codeIn(component)].flatMap(({ where, code }) => {
    const error = typeof code === 'string' ? syntaxError(code) : undefined;
    return error === undefined ? [] : [`mã JavaScript ở "${where}" sai cú pháp (${error})`];
  });
}

/** Parses a function's body; it is never called. The renderer fills `{{ … }}` in before it parses. */
function syntaxError(code: string): string | undefined {
  try {
    compileFunction(code.replace(/\{\{[^{}]*\}\}/g, '0'));
    return undefined;
  } catch (error) {
    return clip(error instanceof Error ? error.message : String(error));
  }
}

/** What Form.io has only together with its own servers or as an extension the platform does not register. */
const serverTypes: Record<string, string> = {
  recaptcha: 'mã xác nhận (captcha) cần máy chủ kiểm tra',
  captcha: 'mã xác nhận (captcha) cần máy chủ kiểm tra',
  form: 'biểu mẫu con nằm trên máy chủ Form.io',
  resource: 'danh sách nằm trên máy chủ Form.io',
  datasource: 'nguồn dữ liệu nằm trên máy chủ Form.io',
  ...Object.fromEntries(
    ['datatable', 'dynamicWizard', 'reviewpage', 'sketchpad', 'tagpad'].map(type => [
      type,
      `thành phần "${type}" chỉ có trong bản mở rộng của Form.io`,
    ]),
  ),
};
const serverStorages = new Set(['s3', 'azure', 'dropbox', 'googledrive']);

function serverNeeds(component: Fields): string[] {
  const { type, dataSrc, storage } = component;
  const needs: string[] = [];
  const known = typeof type === 'string' && Object.hasOwn(serverTypes, type) ? serverTypes[type] : undefined;
  if (known !== undefined && !(type === 'form' && Array.isArray(component.components)))
    needs.push(`${known}, các cổng không có`);
  if (type === 'select' && dataSrc === 'resource')
    needs.push('các lựa chọn nằm trên máy chủ Form.io mà các cổng không có; ghi sẵn lựa chọn (values)');
  if (type === 'file' && typeof storage === 'string' && serverStorages.has(storage))
    needs.push(`nơi lưu tệp "${storage}" cần máy chủ Form.io mà các cổng không có; dùng "url"`);
  return needs;
}

/** Which fields can never be shown, by the plain conditions; conditions in code are nobody's to run here. */
function shownIn(all: readonly PlacedComponent[]) {
  // A nested form brings fields of its own, which may be the ones that are named.
  const isWhole = !all.some(({ component }) => component.type === 'form');
  const byName = new Map<string, PlacedComponent>();
  for (const placed of all)
    for (const name of [placed.component.key, dataPath(placed).join('.')])
      if (typeof name === 'string' && !byName.has(name)) byName.set(name, placed);
  const missingOf = (names: readonly string[]) => (isWhole ? names.filter(name => !byName.has(name)) : []);

  /** Why its own condition can never hold; `undefined` = it may. */
  function againstCondition(placed: PlacedComponent): string | undefined {
    const { shows, names, value } = conditionsOf(placed.component);
    const [name] = names;
    if (!shows || name === undefined || names.length > 1) return undefined;
    if (missingOf(names).length > 0) return `hiện theo trường "${clip(name)}" không có trong biểu mẫu`;
    const watched = byName.get(name);
    if (watched === placed) return 'hiện theo chính nó';
    const choices = watched && choicesOf(watched.component);
    return choices && value !== undefined && !choices.some(choice => String(choice) === value)
      ? `trường "${clip(name)}" không có lựa chọn "${clip(value)}"`
      : undefined;
  }

  const known = new Map<PlacedComponent, boolean>();
  /** Itself or something it lies in is hidden for good. */
  function never(placed: PlacedComponent): boolean {
    const { component, parent } = placed;
    const answer =
      known.get(placed) ??
      (component.hidden === true ||
        component.type === 'hidden' ||
        againstCondition(placed) !== undefined ||
        (parent !== undefined && never(parent)));
    known.set(placed, answer);
    return answer;
  }

  function problems(placed: PlacedComponent): string[] {
    const against = againstCondition(placed);
    if (against !== undefined) return [`không bao giờ hiện ra: ${against}`];
    return missingOf(conditionsOf(placed.component).names).map(
      name => `điều kiện hiện nhắc tới trường "${clip(name)}" không có trong biểu mẫu`,
    );
  }

  return { never, problems };
}

interface Conditions {
  /** Shown when they hold; false: hidden when they hold. */
  shows: boolean;
  /** Keys or paths of the fields they ask. */
  names: string[];
  /** What a single field must be for it. */
  value?: string;
}

/** Both ways Form.io writes plain conditions: `when`/`eq`, and a list of `conditions`. */
function conditionsOf({ conditional }: Fields): Conditions {
  if (!isObject(conditional)) return { shows: false, names: [] };
  const { show, when, eq } = conditional;
  const shows = show === true || show === 'true';
  if (typeof when === 'string' && when !== '') {
    const value = ['string', 'number', 'boolean'].includes(typeof eq) ? String(eq) : '';
    // Nothing to compare with: it is shown while the field is empty.
    return value === '' ? { shows: false, names: [when] } : { shows, names: [when], value };
  }
  const conditions = list(conditional.conditions).filter(isObject);
  const names = conditions.map(({ component }) => component).filter(name => typeof name === 'string');
  const [first] = conditions;
  const compared = first?.operator === 'isEqual' && first.value !== undefined && first.value !== '';
  return compared && typeof first.value !== 'object'
    ? { shows, names, value: String(first.value) }
    : { shows: shows && compared, names };
}

/** Where a field's value is kept in the submission, key by key. A dot in a key leads into an object. */
function dataPath(placed: PlacedComponent): string[] {
  const keys: string[] = [];
  for (let at: PlacedComponent | undefined = placed; at; at = at.parent) {
    if (at === placed || opensScope(at.component)) keys.unshift(...String(at.component.key ?? '').split('.'));
  }
  return keys;
}

/** Deeper than any real key goes. */
const mostLayers = 20;

/** Fields written to one place: what the later one writes is all that stays. */
function pathConflicts(all: readonly PlacedComponent[]): { placed: PlacedComponent; reason: string }[] {
  const kept = new Map<string, PlacedComponent>();
  const inputs = all.filter(({ component }) => isInput(component) && typeof component.key === 'string');
  const conflicts: { placed: PlacedComponent; reason: string }[] = [];
  for (const placed of inputs) {
    const path = dataPath(placed).join('.');
    const same = kept.get(path);
    // One key twice in one scope is refused before anybody comes here.
    if (same) conflicts.push({ placed, reason: `ghi vào cùng chỗ "${clip(path)}" với một trường khác` });
    else kept.set(path, placed);
  }
  for (const placed of inputs) {
    const path = dataPath(placed);
    for (let length = 1; length < Math.min(path.length, mostLayers); length++) {
      const prefix = path.slice(0, length).join('.');
      const holder = kept.get(prefix);
      if (!holder || opensScope(holder.component)) continue;
      conflicts.push({
        placed,
        reason: `ghi vào bên trong trường "${clip(prefix)}", trường này ghi đè lên trường kia`,
      });
      break;
    }
  }
  return conflicts;
}

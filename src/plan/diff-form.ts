import { canonical } from '../domain/canonical.ts';
import { rawForm } from '../domain/eform.ts';
import { numberWords } from '../domain/number-words.ts';
import { cleanText, cutText } from '../domain/text.ts';
import { added, changed, type Difference, removed } from './difference.ts';

type Fields = Record<string, unknown>;

/** Deeper forms than anybody draws are compared as a whole below this. */
const deepest = 60;
const nesting = ['components', 'columns', 'rows'];

/** Fields of a Form.io schema added, removed, changed, by key; everything else that differs is "layout". */
export function formDifferences(before: Fields | null, after: Fields | null): Difference[] {
  const whole = wholeForm(before, after);
  if (whole) return whole;
  const was = fieldsOf(before!);
  const will = fieldsOf(after!);
  const found: Difference[] = [];
  for (const [key, field] of will) {
    const former = was.get(key);
    if (!former) found.push(added(nameOf(field), typeOf(field)));
    else if (canonical(own(former)) !== canonical(own(field))) found.push(fieldChange(former, field));
  }
  for (const [key, field] of was) if (!will.has(key)) found.push(removed(nameOf(field), typeOf(field)));
  const shared = [...will.keys()].filter(key => was.has(key));
  const order = [...was.keys()].filter(key => will.has(key));
  if (shared.join('\n') !== order.join('\n')) found.push(changed('thứ tự các trường'));
  return found.length > 0 ? found : [changed('bố cục hoặc thuộc tính chung của biểu mẫu')];
}

function wholeForm(before: Fields | null, after: Fields | null): Difference[] | undefined {
  if (before && after && rawForm(before) === undefined && rawForm(after) === undefined) return undefined;
  const found: Difference[] = [];
  if (before) found.push(removed('biểu mẫu', describe(before)));
  if (after) found.push(added('biểu mẫu', describe(after)));
  return found;
}

function describe(form: Fields): string {
  if (rawForm(form) !== undefined) return 'nội dung không đọc được';
  const fields = [...fieldsOf(form).values()].filter(
    ({ input, type }) => input !== false && type !== 'button',
  );
  return `${numberWords(fields.length)} trường`;
}

/** Everything with a key, by its key; a key used again (another scope) gets a number. In the order of the form. */
function fieldsOf(form: Fields): Map<string, Fields> {
  const found = new Map<string, Fields>();
  const walk = (part: unknown, depth: number): void => {
    if (depth > deepest || typeof part !== 'object' || part === null) return;
    if (Array.isArray(part)) {
      for (const each of part) walk(each, depth + 1);
      return;
    }
    const field = part as Fields;
    if (typeof field.key === 'string' && field.key !== '') {
      let key = field.key;
      for (let again = 2; found.has(key); again++) key = `${field.key}#${again}`;
      found.set(key, field);
    }
    for (const inside of nesting) walk(field[inside], depth + 1);
  };
  walk(form.components, 0);
  return found;
}

/** The field without what lies inside it: those are fields of their own. */
function own(field: Fields): Fields {
  return Object.fromEntries(Object.entries(field).filter(([name]) => !nesting.includes(name)));
}

function fieldChange(before: Fields, after: Fields): Difference {
  const properties = [...new Set([...Object.keys(own(before)), ...Object.keys(own(after))])]
    .filter(name => canonical(before[name]) !== canonical(after[name]))
    .sort();
  const text = (field: Fields) => properties.map(name => `${name} ${shown(field[name])}`).join(', ');
  return changed(nameOf(after), text(before), text(after));
}

/** Values of properties are for people who know forms: short ones as they are, long ones cut. */
function shown(value: unknown): string {
  if (value === undefined) return '(không có)';
  const text = typeof value === 'string' ? `«${cleanText(value)}»` : canonical(value);
  return cutText(text, 80);
}

function nameOf(field: Fields): string {
  const label = typeof field.label === 'string' ? cleanText(field.label) : '';
  return label ? `trường «${label}» (${field.key})` : `trường ${field.key}`;
}

function typeOf(field: Fields): string | null {
  return typeof field.type === 'string' ? field.type : null;
}

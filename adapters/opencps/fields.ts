import { unescapeHtml } from './escape.ts';

/** Form fields by name, as texts: what is sent, and what a row holds as far as it can be sent again. */
export type Fields = Record<string, string>;

const numbers = new Set([
  ...['durationCount', 'durationUnit', 'counter', 'requestPayment', 'allowAssignUser'],
  ...['checkInput', 'partType', 'deliverableAction', 'seqOrder'],
]);
const ids = new Set(['assignUserId', 'dossierTemplateId', 'serviceProcessId']);
const flags = new Set([
  ...['generateDossierNo', 'generateDueDate', 'generatePassword', 'directNotification', 'editable'],
  ...['moderator', 'rollbackable', 'createDossierNo', 'eSignature', 'multiple', 'required', 'esign', 'eForm'],
]);
/** Stored as they came, by every way in (contract 1.6): unescaping them would change them. */
const neverEscaped = new Set(['dueDatePattern', 'postAction', 'optionName']);

/** The named fields of an answer's row as texts; absent and null = empty, lists = comma lists. */
export function fieldsOf(row: object, names: readonly string[]): Fields {
  const values = row as Record<string, unknown>;
  return Object.fromEntries(names.map(name => [name, textOf(values[name])]));
}

/** A row with nothing in these. */
export function blank(names: readonly string[]): Fields {
  return fieldsOf({}, names);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(textOf).join(',');
  return typeof value === 'object' ? '' : String(value);
}

/**
 * What has to be sent so that the row keeps its values: raw text, since the server escapes again.
 *
 * @param raw Fields that it does not escape in this resource, although it does in others.
 */
export function resent(row: Fields, raw: readonly string[] = []): Fields {
  const typed = ([name, value]: [string, string]) => [
    name,
    raw.includes(name) ? value : asTyped(name, value),
  ];
  return Object.fromEntries(Object.entries(row).map(typed));
}

/** A stored field as a person typed it. */
function asTyped(name: string, stored: string): string {
  return neverEscaped.has(name) ? stored : unescapeHtml(stored);
}

/**
 * Names among `wanted` whose stored value is another. Texts are the same when they are equal once unescaped; those of
 * `exact` have to be stored as wanted, because the server interprets them.
 */
export function differing(stored: Fields, wanted: Fields, exact: readonly string[] = []): string[] {
  return Object.keys(wanted).filter(name => {
    const [has, should] = [stored[name] ?? '', wanted[name]!];
    if (numbers.has(name)) return Number(has || 0) !== Number(should || 0);
    if (ids.has(name)) return idOf(has) !== idOf(should);
    if (flags.has(name)) return isTrue(has) !== isTrue(should);
    if (exact.includes(name)) return has.trim() !== should.trim();
    return plain(has) !== plain(should) && plain(asTyped(name, has)) !== plain(should);
  });
}

/** An id by all its digits, of which a number may not hold each; 0 is none. */
export function idOf(id: string | undefined): string {
  const text = id?.trim() ?? '';
  return text === '0' ? '' : text;
}

export function isTrue(value: string | undefined): boolean {
  return /^(?:true|1)$/i.test(value?.trim() ?? '');
}

function plain(text: string): string {
  return text.normalize('NFC').replaceAll('\r\n', '\n').trim();
}

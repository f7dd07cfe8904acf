import type { City } from '../domain/city.ts';
import { contactText } from '../domain/contact.ts';
import { textKey } from '../domain/text.ts';

/** Whom a paper or letter is about. */
export interface Concerned {
  /** Our agency code. */
  unit?: string | undefined;
  /** Fields of work, by name or code. */
  fields?: readonly string[];
}

/** Who answers questions about it, a line each; none where the configuration names nobody. */
export function contactLines(city: Pick<City, 'contacts'>, concerned: Concerned = {}): string[] {
  const { contacts } = city;
  if (!contacts) return [];
  const { technical, regulatory } = contacts;
  return [
    ...headLines(city, concerned),
    ...(technical ? [`Hướng dẫn về điều kiện kỹ thuật: ${contactText(technical)}.`] : []),
    ...(regulatory ? [`Hướng dẫn về quy định của pháp luật: ${contactText(regulatory)}.`] : []),
  ];
}

/** The head of the unit, and of each field. */
export function headLines({ contacts }: Pick<City, 'contacts'>, { unit, fields = [] }: Concerned): string[] {
  if (!contacts) return [];
  const head = unit === undefined ? undefined : contacts.agencies[unit];
  const heads = new Map(
    Object.entries(contacts.fields).map(([name, contact]) => [textKey(name), { name, contact }]),
  );
  const ofFields = [...new Set(fields.map(textKey))].flatMap(key => heads.get(key) ?? []);
  return [
    ...(head ? [`Phụ trách tại đơn vị: ${contactText(head)}.`] : []),
    ...ofFields.map(({ name, contact }) => `Phụ trách lĩnh vực ${name}: ${contactText(contact)}.`),
  ];
}

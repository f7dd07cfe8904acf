import { printable } from '../printable.ts';

/** Text that is HTML already. Everything else that gets into a template is escaped. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Content = Markup | string | number | null | undefined | false | readonly Content[];

/** Template for HTML and SVG: values are escaped for text and quoted attributes, nothing is trusted but `Markup`. */
export function html(parts: TemplateStringsArray, ...values: Content[]): Markup {
  let text = parts[0]!;
  values.forEach((value, index) => {
    text += rendered(value) + parts[index + 1];
  });
  return new Markup(text);
}

function rendered(value: Content): string {
  if (value === null || value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(rendered).join('');
  return value instanceof Markup ? value.text : escapeHtml(String(value));
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\n': '&#10;',
};

function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"'\n]/g, character => entities[character]!);
}

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Action, mayDo } from '../../app/permissions.ts';
import { type Content, html, type Markup } from '../../report/html/markup.ts';
import { fullSentence, sentenceCase } from '../../words/sentence.ts';
import type { App } from '../app.ts';
import { type Problem, problemKinds } from '../problems/problem.ts';
import type { Principal } from '../sign-in/principal.ts';

/** As a browser sends them; a name that stands twice has a list. */
export type FormValues = Readonly<Record<string, string | string[]>>;

/** What was sent and not done, so that it is shown again as it was typed. */
export interface Refused {
  form: string;
  values: FormValues;
  problem: Problem;
}

/** What a form is, apart from the page it stands on. */
export interface FormSettings {
  /** In addresses: `tam-bo-qua`. */
  name: string;
  action: Action;
  /** On its button. */
  submit: string;
  /** Said on the next page once it is done. */
  done: string;
  /** What its fields may be, as they are sent; none where it is but a button. */
  values?: z.ZodType;
  /** It sends one file; other fields come with it (`visit.file`). */
  file?: true;
  /** What most people came to the page for. */
  main?: boolean;
  /** What comes of it cannot simply be taken back. */
  grave?: boolean;
  /** Each time it is sent something new is made: the same form sent twice makes it once. */
  once?: true;
}

/** Field of a form that is to be done once; new each time the form is shown. */
export const onceField = 'lan-gui';

/** The form, where the caller may send it; with what was typed and why it was refused when it comes back. */
export function formMarkup(
  { name, action, submit, values, main, grave, file, once }: FormSettings,
  { role }: Pick<Principal, 'role'>,
  at: { address: string; refused: Refused | undefined },
  content: (fields: Fields) => Content = () => null,
): Markup | false {
  if (!mayDo(role, action)) return false;
  const refused = at.refused?.form === name ? at.refused : undefined;
  const fields = new Fields(name, { refused, values });
  // Said first, where the fields have not said all of it.
  const inside = html`${content(fields)}${once && fields.hidden(onceField, randomUUID())}`;
  const to = `${at.address === '/' ? '' : at.address}/${name}#${name}`;
  return html`<form class="form" id="${name}" method="post" action="${to}"${file && html` enctype="multipart/form-data"`}>${
    refused && problemWords(refused.problem, fields)
  }${inside}<p class="send"><button type="submit"${(main || grave) && html` class="${main ? 'main' : 'grave'}"`}>${submit}</button></p></form>`;
}

/** @param fields Those that say themselves what is wrong with them. */
export function problemWords(problem: Problem, fields?: Fields): Markup {
  const { kind, detail, errors } = problem;
  const elsewhere = fields?.unsaid() ?? errors.map(error => error.problem.vi);
  const words = [detail?.vi ?? problemKinds[kind][1], ...elsewhere].map(sentenceCase);
  return html`<div class="notice warning" role="alert">${words.map(each => html`<p>${each}</p>`)}</div>`;
}

/** What a choice is of: each value with what it is called. */
export type Options = readonly (readonly [value: string, name: string])[];

interface Field {
  name: string;
  label: string;
  hint?: Content;
  /** What stands there at first. */
  value?: string | undefined;
  /** Where the schema of the form does not say so: it depends. */
  required?: boolean;
}

/** The fields of one form; each says beside itself what is wrong with it, and to the browser what may be sent. */
export class Fields {
  readonly #form: string;
  readonly #refused: Refused | undefined;
  readonly #schemas: Readonly<Record<string, z.ZodType>>;
  readonly #shown = new Set<string>();

  constructor(
    form: string,
    { refused, values }: { refused?: Refused | undefined; values?: z.ZodType | undefined } = {},
  ) {
    this.#form = form;
    this.#refused = refused;
    this.#schemas = values instanceof z.ZodObject ? values.shape : {};
  }

  text(field: Field & { most?: number; type?: 'text' | 'date' | 'search' }): Markup {
    const { most = this.#longest(field) ?? 200, type = 'text' } = field;
    return this.#labelled(
      field,
      attributes =>
        html`<input type="${type}"${attributes}${type !== 'date' && html` maxlength="${most}"`} value="${this.#value(field)}">`,
    );
  }

  long(field: Field): Markup {
    return this.#labelled(
      field,
      attributes =>
        // A line that comes first inside is not part of the value.
        html`<textarea${attributes} rows="3" maxlength="${this.#longest(field) ?? 2_000}">\n${this.#value(field)}</textarea>`,
    );
  }

  choice(field: Field & { options: Options }): Markup {
    const chosen = this.#value(field);
    const options = field.options.map(
      ([value, name]) =>
        html`<option value="${value}"${value === chosen && html` selected`}>${name}</option>`,
    );
    return this.#labelled(field, attributes => html`<select${attributes}>${options}</select>`);
  }

  check({ name, label, value = '1' }: Omit<Field, 'required' | 'hint'>): Markup {
    this.#shown.add(name);
    const checked = [this.#refused?.values[name]].flat().includes(value);
    return html`<label class="check"><input type="checkbox" name="${name}" value="${value}"${checked && html` checked`}> ${label}</label>`;
  }

  /** @param accept What the browser offers to choose: `.xlsx,.docx`. */
  file(field: Omit<Field, 'value'> & { accept: string }): Markup {
    return this.#labelled(
      field,
      attributes => html`<input type="file"${attributes} accept="${field.accept}">`,
    );
  }

  hidden(name: string, value: string): Markup {
    return html`<input type="hidden" name="${name}" value="${value}">`;
  }

  /** What is wrong with fields that are not on the page. */
  unsaid(): string[] {
    const errors = this.#refused?.problem.errors ?? [];
    return errors
      .filter(({ path }) => !this.#shown.has(path.split('/')[2] ?? ''))
      .map(({ problem }) => problem.vi);
  }

  #longest({ name }: Field): number | undefined {
    const schema = this.#schemas[name];
    const text = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
    return text instanceof z.ZodString ? (text.maxLength ?? undefined) : undefined;
  }

  #value({ name, value = '' }: Field): string {
    return [this.#refused?.values[name] ?? value].flat()[0] ?? '';
  }

  #labelled(field: Field, control: (attributes: Markup) => Markup): Markup {
    const { name, label, hint } = field;
    const { required = this.#schemas[name]?.safeParse(undefined).success === false } = field;
    this.#shown.add(name);
    const id = `${this.#form}-${name}`;
    const wrong = this.#refused?.problem.errors.find(({ path }) => path.split('/')[2] === name)?.problem.vi;
    const about = [hint && `${id}-goi-y`, wrong && `${id}-loi`].filter(Boolean).join(' ');
    const attributes = html` id="${id}" name="${name}"${required && html` required`}${
      about !== '' && html` aria-describedby="${about}"`
    }${wrong && html` aria-invalid="true"`}`;
    return html`<div class="field"><label for="${id}">${label}</label>${control(attributes)}${
      wrong && html`<p class="wrong" id="${id}-loi">${fullSentence(wrong)}</p>`
    }${hint && html`<p class="quiet" id="${id}-goi-y">${hint}</p>`}</div>`;
  }
}

/** A form whose answer is a page with an address: search and filters. */
export function filterMarkup(
  address: string,
  values: Readonly<Record<string, string | undefined>>,
  content: (fields: Fields) => Content,
): Markup {
  const given = Object.entries(values).some(([, value]) => value !== undefined);
  return html`<form class="filters" role="search" method="get" action="${address}">${content(new Fields('loc'))}
<p class="send"><button type="submit">Lọc</button>${given && html` <a href="${address}">Bỏ lọc</a>`}</p></form>`;
}

/** Reads what a browser sends: empty fields were left out by whoever filled it in; a line ends in one character, as it counts it. */
function valuesOf(body: string): FormValues {
  const lists = Map.groupBy(new URLSearchParams(body), ([name]) => name);
  return Object.fromEntries(
    [...lists].flatMap(([name, entries]) => {
      const values = entries
        .map(([, value]) => value.replaceAll('\r\n', '\n'))
        .filter(value => value.trim() !== '');
      return values.length === 0 ? [] : [[name, values.length === 1 ? values[0]! : values]];
    }),
  );
}

/** For routes that take what a form of a page sends. */
export function acceptForms(app: App): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, valuesOf(String(body))),
  );
}

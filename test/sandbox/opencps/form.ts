import { escapeHtml } from './seed.ts';
import type { Texts } from './tables.ts';
import { isYes } from './typed-texts.ts';

/** Form fields as a resource sees them. */
export class Form {
  readonly #fields: URLSearchParams;
  readonly #escapes: boolean;

  /** A body that is no form is accepted, and holds nothing (contract 0.2). */
  constructor(body: string, contentType: string | undefined, escapes: boolean) {
    const isForm = contentType?.startsWith('application/x-www-form-urlencoded') ?? false;
    this.#fields = new URLSearchParams(isForm ? body : '');
    this.#escapes = escapes;
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  /** As it came; blank when left out. */
  raw(name: string): string {
    return this.#fields.get(name) ?? '';
  }

  /** As most resources store it. */
  text(name: string): string {
    return this.#escapes ? escapeHtml(this.raw(name)) : this.raw(name);
  }

  flag(name: string): boolean {
    return isYes(this.raw(name));
  }

  number(name: string): number {
    return Number(this.raw(name)) || 0;
  }

  texts(names: readonly string[], opaque: readonly string[] = []): Texts {
    return Object.fromEntries(
      names.map(name => [name, opaque.includes(name) ? this.raw(name) : this.text(name)]),
    );
  }
}

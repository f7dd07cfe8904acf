import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ownFile } from '../../domain/own-files.ts';
import { html, Markup } from './markup.ts';

/** A style sheet or script of ours, as it goes into a page. */
export async function asset(name: string): Promise<Markup> {
  return new Markup(await readFile(ownFile(`assets/html/${name}`), 'utf8'));
}

/** Style sheets of ours as one, in the order in which later ones overrule earlier ones; by name, without `.css`. */
export async function styleOf(names: readonly string[]): Promise<Markup> {
  const sheets = await Promise.all(names.map(name => asset(`${name}.css`)));
  return new Markup(sheets.map(({ text }) => text).join(''));
}

interface Head {
  title: string;
  description?: string;
  style: Markup;
  script?: Markup;
}

/** The head of a page that is one file and fetches nothing, and the beginning of its body. */
export function pageHead({ title, description, style, script }: Head): Markup {
  // Only our own style and script may act, whatever a remote system put into its names.
  const scripts = script ? ` script-src ${inlineHash(script)};` : '';
  const policy = `default-src 'none'; style-src ${inlineHash(style)};${scripts} img-src data:; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="vi"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
<title>${title}</title>${description !== undefined && html`<meta name="description" content="${description}">`}<link rel="icon" href="data:,">
<style>${style}</style></head><body><main>
`;
}

/** The word by which a content security policy lets this very piece act, and nothing else. */
function inlineHash(markup: Markup): string {
  return `'sha256-${createHash('sha256').update(markup.text).digest('base64')}'`;
}

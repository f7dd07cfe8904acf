import { createHash } from 'node:crypto';
import { type Form, textForm } from '../forms.ts';
import { asset } from './assets.ts';
import { type Content, html, Markup } from './markup.ts';

/** Head and foot of a page without script: one file, nothing fetched, only our own style may act. */
export interface PlainPage {
  /** Of the window. */
  title: string;
  place: string;
  /** Beside the place, small: when it was made. */
  made: string;
  heading: string;
  /** Under the heading. */
  lead: Content;
  /** Style sheet besides colours, base and tables. */
  sheet: string;
}

type Body = (signal?: AbortSignal) => Iterable<Content> | AsyncIterable<Content>;

/** A page around what `body` makes, written piece by piece. */
export function plainPage(file: string, page: PlainPage, body: Body): Form {
  const { title, place, made, heading, lead, sheet } = page;
  const top = html`<p class="meta">${place} · ${made}</p><h1>${heading}</h1>
${lead}`;
  return pageForm(file, { title, sheets: ['tables', sheet], top }, body);
}

export interface OwnPage {
  title: string;
  description?: string;
  /** Style sheets besides those of every page, later ones overruling earlier ones, and a script; of ours, by name. */
  sheets: readonly string[];
  script?: string;
  top: Markup;
  foot?: string;
}

/** The same with a head and foot of its own. */
export function pageForm(file: string, page: OwnPage, body: Body): Form {
  const { title, description, sheets, top, foot = 'Do dvc-sync lập; giờ Việt Nam.' } = page;
  return textForm(file, async (write, signal) => {
    const names = ['colours', 'base', ...sheets, 'phone', 'print'];
    const styles = await Promise.all(names.map(name => asset(`${name}.css`)));
    const style = new Markup(styles.map(({ text }) => text).join(''));
    const script = page.script === undefined ? undefined : await asset(page.script);
    // Only our own style and script may act, whatever a remote system put into its names.
    const scripts = script ? ` script-src ${inlineHash(script)};` : '';
    const policy = `default-src 'none'; style-src ${inlineHash(style)};${scripts} img-src data:; base-uri 'none'; form-action 'none'`;
    const head = html`<!doctype html>
<html lang="vi"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
<title>${title}</title>${description !== undefined && html`<meta name="description" content="${description}">`}<link rel="icon" href="data:,">
<style>${style}</style></head><body><main>
${top}
`;
    await write(head.text);
    for await (const piece of body(signal)) await write(html`${piece}`.text);
    const end = html`<footer><p>${foot}</p></footer></main>${script && html`<script>${script}</script>`}</body></html>\n`;
    await write(end.text);
  });
}

/** The word by which a content security policy lets this very piece act, and nothing else. */
function inlineHash(markup: Markup): string {
  return `'sha256-${createHash('sha256').update(markup.text).digest('base64')}'`;
}

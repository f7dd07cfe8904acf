import type { Write } from '../staged-file.ts';
import { asset, inlineHash } from './assets.ts';
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
}

/** Writes a page around what `body` writes. `sheets` are style sheets besides colours, base and tables, in order. */
export async function writePlainPage(
  { title, place, made, heading, lead }: PlainPage,
  sheets: readonly string[],
  write: Write,
  body: () => Promise<void>,
): Promise<void> {
  const top = html`<p class="meta">${place} · ${made}</p><h1>${heading}</h1>
${lead}`;
  await writeAround({ title, sheets: ['tables', ...sheets], top }, write, body);
}

/** The same with a head of its own; `sheets` besides colours and base. */
export async function writeAround(
  { title, sheets, top }: { title: string; sheets: readonly string[]; top: Markup },
  write: Write,
  body: () => Promise<void>,
): Promise<void> {
  const names = ['colours', 'base', ...sheets, 'phone', 'print'];
  const styles = await Promise.all(names.map(name => asset(`${name}.css`)));
  const style = new Markup(styles.map(({ text }) => text).join(''));
  const policy = `default-src 'none'; style-src ${inlineHash(style)}; img-src data:; base-uri 'none'; form-action 'none'`;
  await write(
    html`<!doctype html>
<html lang="vi"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
<title>${title}</title><link rel="icon" href="data:,">
<style>${style}</style></head><body><main>
${top}
`.text,
  );
  await body();
  await write('<footer><p>Do dvc-sync lập; giờ Việt Nam.</p></footer></main></body></html>\n');
}

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { asset } from '../../report/html/assets.ts';
import { type App, open } from '../app.ts';
import { once } from '../remember.ts';

/** Those of the reports, so that the service looks like what it sends, and the pages' own. */
const sheetNames = ['colours', 'base', 'top', 'tables', 'charts', 'plan', 'phone', 'print', 'page'];

/** Refreshes parts of a page and listens to events; nothing on a page needs it. */
const scripts = ['htmx.org/dist/htmx.min.js', 'htmx.org/dist/ext/hx-sse.min.js'];

/** The files all pages of a process need. */
export const loadAssets = once(async () => {
  const sheets = await Promise.all(sheetNames.map(name => asset(`${name}.css`)));
  const code = await Promise.all(scripts.map(name => readFile(new URL(import.meta.resolve(name)), 'utf8')));
  return {
    style: marked('/page.css', sheets.map(({ text }) => text).join('')),
    // Its map stays in the package.
    script: marked(
      '/page.js',
      code.map(text => text.replace(/^\/\/# sourceMappingURL=.*$/gm, '')).join(';\n'),
    ),
  };
});

export type Assets = Awaited<ReturnType<typeof loadAssets>>;

/** Its address has a mark of its content: kept by browsers for good. */
function marked(path: string, text: string): { text: string; address: string } {
  const mark = createHash('sha256').update(text).digest('base64url').slice(0, 12);
  return { text, address: `${path}?v=${mark}` };
}

export function assetRoutes(app: App, { style, script }: Assets): void {
  for (const [{ text, address }, type] of [
    [style, 'text/css'],
    [script, 'text/javascript'],
  ] as const) {
    app.get(address.split('?', 1)[0]!, open, async (_request, reply) =>
      reply
        .type(`${type}; charset=utf-8`)
        .header('cache-control', 'public, max-age=31536000, immutable')
        .serializer(String)
        .send(text),
    );
  }
}

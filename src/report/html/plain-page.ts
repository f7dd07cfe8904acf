import { type Form, textForm } from '../forms.ts';
import { pageHead, styleOf } from './assets.ts';
import { type Content, html, type Markup } from './markup.ts';

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

/** A page around what `body` makes, written piece by piece. */
export function plainPage(
  file: string,
  { title, place, made, heading, lead, sheet }: PlainPage,
  body: (signal?: AbortSignal) => Iterable<Content> | AsyncIterable<Content>,
): Form {
  const top = html`<p class="meta">${place} · ${made}</p><h1>${heading}</h1>
${lead}`;
  return pageForm(file, { title, sheets: ['tables', sheet], top }, body);
}

/** The same with a head of its own; `sheets` besides colours and base. */
export function pageForm(
  file: string,
  { title, sheets, top }: { title: string; sheets: readonly string[]; top: Markup },
  body: (signal?: AbortSignal) => Iterable<Content> | AsyncIterable<Content>,
): Form {
  const names = ['colours', 'base', ...sheets, 'phone', 'print'];
  return textForm(file, async (write, signal) => {
    await write(html`${pageHead({ title, style: await styleOf(names) })}${top}\n`.text);
    for await (const piece of body(signal)) await write(html`${piece}`.text);
    await write('<footer><p>Do dvc-sync lập; giờ Việt Nam.</p></footer></main></body></html>\n');
  });
}

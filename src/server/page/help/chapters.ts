import { readFile } from 'node:fs/promises';
import { ownFile } from '../../../domain/own-files.ts';
import { html, type Markup } from '../../../report/html/markup.ts';

/** Chapters of the handbook in the order of reading; their text lies in `docs/so-tay/<name>.md`. */
export const chapters = {
  'so-tttt': 'Một buổi sáng ở Sở TTTT',
  'vp-ubnd': 'Một buổi sáng ở VP UBND',
  'don-vi': 'Một buổi sáng ở đơn vị',
  'bao-cao': 'Đọc báo cáo',
  'nguon-hong': 'Khi một nguồn không đọc được',
} as const;
export type Chapter = keyof typeof chapters;

/** Made by `npm run handbook:pictures` from the real pages. */
export const pictures = ['tong-quan', 'sai-lech', 'ra-soat'] as const;
export type PictureName = (typeof pictures)[number];

export function pictureFile(name: PictureName): URL {
  return ownFile(`docs/so-tay/hinh/${name}.jpg`);
}

export async function chapterMarkup(chapter: Chapter): Promise<Markup> {
  return markup(await readFile(ownFile(`docs/so-tay/${chapter}.md`), 'utf8'));
}

/**
 * The little of Markdown that the handbook is written in: headings, paragraphs, lists, pictures, bold, links to chapters. A block
 * is what stands between empty lines.
 */
function markup(text: string): Markup {
  const blocks = text
    .trim()
    .split(/\n{2,}/)
    .map(block);
  return html`<div class="manual">${blocks}</div>`;
}

function block(text: string): Markup {
  const [, marks, title] = /^(#{1,2}) (.+)$/.exec(text) ?? [];
  if (title !== undefined) return marks === '#' ? html`<h1>${title}</h1>` : html`<h2>${title}</h2>`;
  const [, words, name] = /^!\[(.+)\]\(([a-z-]+)\)$/.exec(text) ?? [];
  if (name !== undefined)
    return html`<figure><img src="/tro-giup/hinh/${name}" alt="${words}" width="1000" height="640" loading="lazy"><figcaption>${words}</figcaption></figure>`;
  const lines = text.split('\n');
  if (lines.every(line => /^\d+\. /.test(line)))
    return html`<ol>${lines.map(line => html`<li>${inline(line.replace(/^\d+\. /, ''))}</li>`)}</ol>`;
  if (lines.every(line => line.startsWith('- ')))
    return html`<ul>${lines.map(line => html`<li>${inline(line.slice(2))}</li>`)}</ul>`;
  return html`<p>${inline(lines.join(' '))}</p>`;
}

function inline(text: string): Markup {
  return html`${text.split(/(\*\*[^*]+\*\*|\[[^[\]]+\]\([a-z/-]+\))/).map(part => {
    if (part.startsWith('**')) return html`<b>${part.slice(2, -2)}</b>`;
    const [, words, place] = /^\[([^[\]]+)\]\(([a-z/-]+)\)$/.exec(part) ?? [];
    return place === undefined ? part : html`<a href="${place}">${words}</a>`;
  })}`;
}

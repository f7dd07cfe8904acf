import { readFile } from 'node:fs/promises';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { City } from '../../domain/city.ts';
import { ownFile } from '../../domain/own-files.ts';
import { rules } from '../../reconcile/rules/index.ts';
import { forTechnicians, severityBadge } from '../../report/html/badges.ts';
import { html, type Markup } from '../../report/html/markup.ts';
import { namesOf } from '../../report/names.ts';
import { ruleProfiles } from '../../words/findings.ts';
import { type App, open } from '../app.ts';
import { found } from '../v1/found.ts';
import { frame } from './frame.ts';
import { type Shell, sendPage } from './page.ts';

const rulesAddress = 'quy-tac';
const rulesTitle = 'Từng loại sai lệch: nghĩa là gì, ai làm gì';

/** The handbook: public, since who reads a mail about a finding may not be signed in, and it tells nothing of the city. */
export function helpPages(app: App, { context, assets, place }: Shell): void {
  const send = (reply: FastifyReply, title: string, main: Markup) =>
    sendPage(reply, frame({ title, assets, place: place(), main }));

  app.get('/tro-giup', open, async (_request, reply) => send(reply, 'Sổ tay', contents()));

  app.get(
    '/tro-giup/:chapter',
    { ...open, schema: { hide: true, params: z.object({ chapter: z.string().max(60) }) } },
    async ({ params }, reply) => {
      if (params.chapter === rulesAddress)
        return send(reply, rulesTitle, html`${rulesMarkup(context.configuration().city)}${back()}`);
      const chapter = found(
        (Object.keys(chapters) as Chapter[]).find(name => name === params.chapter),
        'Sổ tay không có chương này.',
        'The handbook has no such chapter.',
      );
      return send(reply, chapters[chapter], html`${await chapterMarkup(chapter)}${back()}`);
    },
  );

  app.get(
    '/tro-giup/hinh/:name',
    { ...open, schema: { hide: true, params: z.object({ name: z.string().max(60) }) } },
    async ({ params }, reply) => {
      const name = found(
        pictures.find((known): known is PictureName => known === params.name),
        'Sổ tay không có hình này.',
        'The handbook has no such picture.',
      );
      return reply
        .type('image/jpeg')
        .header('cache-control', 'public, max-age=86400')
        .serializer((body: unknown) => body as string)
        .send(await readFile(pictureFile(name)));
    },
  );
}

function contents(): Markup {
  const links = [...Object.entries(chapters), [rulesAddress, rulesTitle] as const];
  return html`<h1>Sổ tay</h1><p class="lead">Bắt đầu ở chương của nơi mình làm việc.</p><div class="manual"><ul>${links.map(([name, title]) => html`<li><a href="/tro-giup/${name}">${title}</a></li>`)}</ul></div>`;
}

function back(): Markup {
  return html`<p class="links"><a href="/tro-giup">Các chương khác của sổ tay</a></p>`;
}

/** A section a rule, in the rule's own words and the city's names. */
function rulesMarkup(city: City): Markup {
  const { owner: nameOf } = namesOf(city);
  const sections = ruleProfiles(rules, city.levelNames).map(({ id, ...rule }) => {
    const { severity = rule.severity, owner = rule.owner } = city.rules[id as keyof City['rules']] ?? {};
    return html`<section aria-labelledby="${id}"><h2 id="${id}">${rule.title}</h2><p>${severityBadge(severity)} Trách nhiệm: ${nameOf(owner)}</p><p>${rule.what}</p><p><b>Vì sao cần sửa.</b> ${rule.why}</p><p><b>Cần làm.</b> ${rule.remedy}</p>${rule.technical && forTechnicians(rule.technical)}</section>`;
  });
  return html`<h1>${rulesTitle}</h1>${sections}`;
}

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

async function chapterMarkup(chapter: Chapter): Promise<Markup> {
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

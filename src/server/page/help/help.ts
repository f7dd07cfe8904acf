import { readFile } from 'node:fs/promises';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { City } from '../../../domain/city.ts';
import { rules } from '../../../reconcile/rules/index.ts';
import { forTechnicians, severityBadge } from '../../../report/html/badges.ts';
import { html, type Markup } from '../../../report/html/markup.ts';
import { namesOf } from '../../../report/names.ts';
import { ruleProfiles } from '../../../words/findings.ts';
import { type App, open } from '../../app.ts';
import { found } from '../../v1/found.ts';
import { frame } from '../frame.ts';
import { type Shell, sendPage } from '../page.ts';
import {
  type Chapter,
  chapterMarkup,
  chapters,
  type PictureName,
  pictureFile,
  pictures,
} from './chapters.ts';

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

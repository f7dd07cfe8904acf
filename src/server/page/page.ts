import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Action, mayDo } from '../../app/permissions.ts';
import { type Content, html, type Markup } from '../../report/html/markup.ts';
import { type Names, namesOf } from '../../report/names.ts';
import { type App, open } from '../app.ts';
import { type Call, callOf, may } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { problemOf } from '../problems/from-error.ts';
import { InvalidPart } from '../problems/validation.ts';
import { sessionCookie } from '../sign-in/cookie.ts';
import { acceptUploads, announcedBytes, type SentFile, uploaded } from '../upload.ts';
import { type Assets, loadAssets } from './assets.ts';
import {
  type Fields,
  type FormSettings,
  type FormValues,
  formMarkup,
  onceField,
  problemWords,
  type Refused,
} from './form.ts';
import { frame, type Trail } from './frame.ts';

/** What a page is made from. */
export interface Visit<Params = unknown, Query = unknown> extends Call {
  params: Params;
  query: Query;
  names: Names;
  may(action: Action): boolean;
  /** The address of the page, without what is asked of it. */
  address: string;
  /** What is asked of it, as it stands in the address: `?rule=missing`. */
  search: string;
  /** The one file of a form that sends one, with the fields beside it; the most bytes it may have. */
  file(): Promise<SentFile>;
  fileBytes: number;
  refused: Refused | undefined;
  refusedSaid: boolean;
  /** A form of this page, where the caller may send it. */
  form(form: FormSettings, content?: (fields: Fields) => Content): Markup | false;
}

export interface Shown {
  title: string;
  trail?: Trail;
  main: Content;
}

/** What a person can do on a page: one use case. */
export interface PageForm<Params, Values> extends FormSettings {
  /** Fields; none where it is but a button. */
  values?: z.ZodType<Values>;
  /**
   * Does it. The address to go to, or what is to be shown at once where nothing was kept; nothing = the page the form
   * stands on.
   *
   * @throws Problem, Refusal It is said beside the form, with what was typed.
   */
  act(visit: Visit<Params>, values: Values): Promise<string | Shown | undefined>;
}

/** Of the parameters its visit has, and the values its schema gives. */
export function pageForm<Params, Values>(form: PageForm<Params, Values>): PageForm<Params, Values> {
  return form;
}

interface PageSettings<Params, Query> {
  /** Who may look; default whoever may see the whole city. */
  action?: Action;
  /** Address of the room it is in, where its own does not begin with that. */
  room?: string;
  params?: z.ZodType<Params>;
  query?: z.ZodType<Query>;
  show(visit: Visit<Params, Query>): Promise<Shown>;
  // biome-ignore lint/suspicious/noExplicitAny: each form has values of its own
  forms?: readonly PageForm<Params, any>[];
}

/** Of all pages: how they look and where they come from. */
export interface Shell {
  context: ServerContext;
  assets: Assets;
  place(): string;
  /** What pages say once something is done; nothing else that stands in a notice is shown. */
  said: Set<string>;
}

export async function createShell(context: ServerContext): Promise<Shell> {
  const assets = await loadAssets();
  const place = () => namesOf(context.configuration().city).place;
  return { context, assets, place, said: new Set() };
}

const fieldsBesideFile = 20;
const noFields = z.strictObject({});

/**
 * A page with its forms: GET shows it, POST to `<address>/<form>` does something and leads on to a page.
 *
 * @param address As routes have it: `/don-vi/:code`.
 * @returns What adds it to the server.
 */
export function pageAt<Params, Query>(
  address: string,
  page: PageSettings<Params, Query>,
): (app: App, shell: Shell) => void {
  const room = `/${address.split('/', 2)[1]}`;
  return (app, shell) => addPage(app, shell, address, { room, ...page });
}

function addPage<Params, Query>(
  app: App,
  shell: Shell,
  address: string,
  page: PageSettings<Params, Query>,
): void {
  const { action = 'read', forms = [] } = page;
  app.get(
    address,
    { config: { ...may(action), page: 'document' }, schema: { hide: true } },
    async (request, reply) => {
      const emptied = withoutEmpty(request.url);
      if (emptied !== undefined) return reply.redirect(emptied, 303);
      const visit = visitOf(shell, page, request, reply);
      return show(shell, page, visit, reply, takeNotice(request, reply, shell));
    },
  );
  for (const form of forms) {
    shell.said.add(form.done);
    const own = `${address === '/' ? '' : address}/${form.name}`;
    const send = async (request: FastifyRequest, reply: FastifyReply) => {
      let values = form.file ? {} : ((request.body ?? {}) as FormValues);
      const visit = visitOf(shell, page, request, reply, form.name);
      if (form.once) {
        const { [onceField]: key, ...rest } = values;
        values = rest;
        if (typeof key === 'string') visit.asking.key = key.slice(0, 200);
      }
      if (form.file)
        visit.file = async () => {
          const sent = await uploaded(request);
          values = sent.fields;
          return sent;
        };
      try {
        const to = await form.act(visit, parsed(form.values ?? noFields, values, 'body'));
        if (typeof to === 'object') return show(shell, { ...page, show: async () => to }, visit, reply);
        giveNotice(request, reply, shell.context, form.done);
        return reply.redirect(to ?? visit.address, 303);
      } catch (error) {
        const problem = problemOf(error);
        if (problem.status >= 500) throw error;
        reply.code(problem.status);
        visit.refused = { form: form.name, values, problem };
        // Where the page is not for him either, the refusal is what he hears.
        return await show(shell, page, visit, reply).catch(() => {
          throw error;
        });
      }
    };
    const options = { config: may(form.action), schema: { hide: true } };
    if (!form.file) app.post(own, options, send);
    else
      app.register(async scope => {
        await acceptUploads(scope as App, shell.context, fieldsBesideFile);
        scope.post(own, options, send);
      });
    // Loaded anew after a refusal, or mailed: the page it stands on, which says who may see it.
    app.get(own, open, async (request, reply) => reply.redirect(beforeForm(request.url, form.name), 303));
  }
}

async function show<Params, Query>(
  shell: Shell,
  { room, show: make }: PageSettings<Params, Query>,
  visit: Visit<Params, Query>,
  reply: FastifyReply,
  notice?: string,
): Promise<FastifyReply> {
  const { title, trail, main: made } = await make(visit);
  // What was refused is said even where the form no longer stands: somebody else was quicker.
  const unsaid = visit.refused && !visit.refusedSaid && problemWords(visit.refused.problem);
  const main = html`${unsaid}${made}`;
  const { assets } = shell;
  const { caller } = visit;
  return sendPage(reply, frame({ title, assets, place: shell.place(), caller, room, trail, notice, main }));
}

/** What it shows is of this moment and of this person. */
export function sendPage(reply: FastifyReply, page: Markup): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer(String)
    .send(page.text);
}

function visitOf<Params, Query>(
  { context }: Shell,
  { params, query }: PageSettings<Params, Query>,
  request: FastifyRequest,
  reply: FastifyReply,
  form?: string,
): Visit<Params, Query> {
  const call = callOf(request, reply, context);
  const [path = '/', search] = request.url.split('?', 2);
  const visit: Visit<Params, Query> = {
    params: params ? parsed(params, request.params, 'params') : (request.params as Params),
    // A form is of its page, not of what was asked of it.
    query: query ? parsed(query, form === undefined ? request.query : {}, 'querystring') : ({} as Query),
    ...{ ...call, refused: undefined, refusedSaid: false },
    names: namesOf(call.city),
    may: action => mayDo(call.caller.role, action),
    address: form === undefined ? path : beforeForm(path, form),
    search: search === undefined || form !== undefined ? '' : `?${search}`,
    file: () => Promise.reject(new Error('only a form that sends a file has one')),
    fileBytes: announcedBytes(request, context),
    form(settings, content) {
      const form = formMarkup(settings, call.caller, visit, content);
      if (form && visit.refused?.form === settings.name) visit.refusedSaid = true;
      return form;
    },
  };
  return visit;
}

function parsed<T>(schema: z.ZodType<T>, given: unknown, part: string): T {
  const result = schema.safeParse(given, { reportInput: true });
  if (result.success) return result.data;
  const invalid = new InvalidPart(result.error.issues);
  invalid.validationContext = part;
  throw invalid;
}

function beforeForm(url: string, form: string): string {
  const path = url.split('?', 1)[0]!;
  return path.slice(0, -form.length - 1) || '/';
}

/** The same address without what a filter left empty; undefined where there is nothing empty. */
function withoutEmpty(url: string): string | undefined {
  const [path = '/', search = ''] = url.split('?', 2);
  const given = [...new URLSearchParams(search)];
  const kept = given.filter(([, value]) => value.trim() !== '');
  if (kept.length === given.length) return undefined;
  return kept.length === 0 ? path : `${path}?${new URLSearchParams(kept)}`;
}

/**
 * A part of a page that keeps itself up to date while scripts run: it is fetched again with the page it stands on.
 *
 * @param seconds Between two looks.
 */
export function livePart(
  { address, search }: Pick<Visit, 'address' | 'search'>,
  id: string,
  seconds: number,
  content: Content,
): Markup {
  return html`<div id="${id}" hx-get="${address}${search}" hx-trigger="every ${seconds}s" hx-select="#${id}" hx-swap="outerMorph">${content}</div>`;
}

/** Until the next page is there. */
const noticeSeconds = 60;
const noticeCookie = 'dvc_sync_notice';

/** Says on the next page what was just done; it is not in an address, since addresses are mailed and loaded again. */
function giveNotice(
  request: FastifyRequest,
  reply: FastifyReply,
  context: ServerContext,
  words: string,
): void {
  const value = Buffer.from(words).toString('base64url');
  reply.setCookie(noticeCookie, value, { ...sessionCookie(request, context).options, maxAge: noticeSeconds });
}

/** What is to be said, once; not to a part of a page that fetches itself again. */
function takeNotice(
  request: FastifyRequest,
  reply: FastifyReply,
  { context, said }: { context: ServerContext; said: ReadonlySet<string> },
): string | undefined {
  const value = request.cookies[noticeCookie];
  if (value === undefined || request.headers['hx-request'] !== undefined) return undefined;
  reply.clearCookie(noticeCookie, sessionCookie(request, context).options);
  const words = Buffer.from(value.slice(0, 1_000), 'base64url').toString();
  return said.has(words) ? words : undefined;
}

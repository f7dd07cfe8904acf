import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Action } from '../../app/permissions.ts';
import type { Job } from '../../domain/job.ts';
import type { WantedPaper } from '../../runtime/child/papers.ts';
import type { App } from '../app.ts';
import { type Call, callOf, may } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import type { Tag } from '../description.ts';
import { unitOfList } from '../slice.ts';
import { documents, give, type MediaKind } from './files.ts';
import { emptyPage, type Page, type Place, pageBehind, pageOf, pageOfWhole, pageQuery } from './paging.ts';
import { jobSchema, startHeaders } from './schemas.ts';

type Shape = z.ZodRawShape;
type None = Record<never, z.ZodType>;
type Values<Of extends Shape> = z.output<z.ZodObject<Of>>;

/** Who may call a route, where it stands in the description of the API, and its name there. */
type Named = readonly [action: Action, tag: Tag, operationId: string];

/** What the handler of a route is given. */
export interface ApiCall<Params = unknown, Query = unknown, Body = unknown> extends Call {
  params: Params;
  query: Query;
  body: Body;
  request: FastifyRequest;
  reply: FastifyReply;
}
type CallFor<Params extends Shape, Query extends Shape, Body extends z.ZodType = z.ZodUndefined> = ApiCall<
  Values<Params>,
  Values<Query>,
  z.output<Body>
>;

interface Taking<Params extends Shape, Query extends Shape, Body extends z.ZodType = z.ZodUndefined> {
  summary: string;
  description?: string;
  params?: Params;
  query?: Query;
  body?: Body;
  /** Sent again with the same `Idempotency-Key` it does nothing new. */
  once?: true;
  /** Not answered to HEAD, where all of it would be made for that. */
  head?: false;
}

interface Raw<Params extends Shape, Query extends Shape, Body extends z.ZodType>
  extends Taking<Params, Query, Body> {
  response: object;
  headers?: z.ZodType;
  consumes?: string[];
  hide?: boolean;
  page?: 'document';
  do(call: CallFor<Params, Query, Body>): unknown;
}

interface Answering<
  Params extends Shape,
  Query extends Shape,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> extends Taking<Params, Query, Body> {
  answer: Answer;
  /** Default 200. */
  status?: 200 | 201 | 202;
  do(call: CallFor<Params, Query, Body>): z.input<Answer> | Promise<z.input<Answer>>;
}

interface Listing<Params extends Shape, Query extends Shape, Item extends z.ZodType, Row>
  extends Taking<Params, Query> {
  item: Item;
  /** A row as it is told; as it is without it. */
  show?(row: Row, call: CallFor<Params, Query>): z.input<Item>;
  /** Of a list of which a unit sees its part: its filter `agency` is kept to that unit, or it reads no other rows. */
  cut?: 'agency' | 'rows';
}
/** Rows that are not what is told of them have to be shown. */
type Telling<Item extends z.ZodType, Row> = [Row] extends [z.input<Item>] ? unknown : { show: unknown };

/** Routes of `/v1`: each says what it takes and answers, and is given who asks for what. */
export type Api = ReturnType<typeof createApi>;

export function createApi(app: App, context: ServerContext) {
  /** With an answer of its own making. */
  function raw<
    Params extends Shape = None,
    Query extends Shape = None,
    Body extends z.ZodType = z.ZodUndefined,
  >(
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    [action, tag, operationId]: Named,
    { params, query, once, head, page, do: handle, ...schema }: Raw<Params, Query, Body>,
  ): void {
    app.route({
      ...{ method, url, exposeHeadRoute: head !== false },
      config: { ...may(action), ...(page && { page }) },
      schema: {
        ...{ tags: [tag], operationId, ...(once && { headers: startHeaders }), ...schema },
        ...(params && { params: z.object(params) }),
        ...(query && { querystring: z.strictObject(query) }),
      },
      async handler(request, reply) {
        const {
          params: of,
          query: asked,
          body,
        } = request as unknown as { params: never; query: never; body: never };
        const call = callOf(request, reply, context);
        return handle({ ...call, params: of, query: asked, body, request, reply }) as never;
      },
    });
  }

  const answering =
    (method: 'GET' | 'POST' | 'DELETE') =>
    <
      Answer extends z.ZodType,
      Params extends Shape = None,
      Query extends Shape = None,
      Body extends z.ZodType = z.ZodUndefined,
    >(
      url: string,
      named: Named,
      { answer, status = 200, do: handle, ...taking }: Answering<Params, Query, Body, Answer>,
    ): void =>
      raw<Params, Query, Body>(method, url, named, {
        ...{ ...taking, response: { [status]: answer } },
        async do(call) {
          const told = await handle(call);
          call.reply.code(status);
          return told;
        },
      });

  function listed<Params extends Shape, Query extends Shape, Item extends z.ZodType, Row>(
    url: string,
    named: Named,
    { item, show = row => row as never, cut, query, ...taking }: Listing<Params, Query, Item, Row>,
    read: (
      call: CallFor<Params, Query>,
      page: { limit: number; cursor?: string | undefined },
      of: unknown,
    ) => Promise<Page<Row>>,
  ): void {
    if ((named[0] === 'read-slice') !== (cut !== undefined))
      throw new Error(`${url}: a unit sees its part of it, or is it not cut?`);
    raw<Params, typeof pageQuery>('GET', url, named, {
      ...{ ...taking, query: { ...pageQuery, ...query }, response: { 200: pageOf(item) } },
      async do(given) {
        const { limit, cursor, ...filters }: typeof given.query & { agency?: string | undefined } =
          given.query;
        if (cut === 'agency') {
          const agency = unitOfList(given, filters.agency);
          if (agency === null) return emptyPage;
          filters.agency = agency;
        }
        const call = { ...given, query: filters as Values<Query> };
        const of = [named[2], given.own, given.params, filters];
        const { items, next } = await read(call, { limit, cursor }, of);
        return { items: items.map(row => show(row, call)), next };
      },
    });
  }

  return {
    app,
    context,
    raw,
    get: answering('GET'),
    post: answering('POST'),
    delete: answering('DELETE'),

    /** A list that is at hand whole. */
    list<
      Item extends z.ZodType,
      Params extends Shape = None,
      Query extends Shape = None,
      Row = z.input<Item>,
    >(
      url: string,
      named: Named,
      {
        all,
        ...listing
      }: Listing<Params, Query, Item, Row> &
        Telling<Item, Row> & {
          all(call: CallFor<Params, Query>): readonly Row[] | Promise<readonly Row[]>;
        },
    ): void {
      listed<Params, Query, Item, Row>(url, named, listing, async (call, page, of) =>
        pageOfWhole(await all(call), page, of),
      );
    },

    /** A list that is read on from where a page ended. */
    longList<
      Item extends z.ZodType,
      Held extends z.ZodType,
      Params extends Shape = None,
      Query extends Shape = None,
      Row = z.input<Item>,
    >(
      url: string,
      named: Named,
      {
        place,
        behind,
        ...listing
      }: Listing<Params, Query, Item, Row> &
        Telling<Item, Row> & {
          place: Place<Held, NoInfer<Row>>;
          /** Rows behind a place, as many as are asked for. */
          behind(
            call: CallFor<Params, Query>,
            after: z.output<Held> | undefined,
            count: number,
          ): Promise<readonly Row[]>;
        },
    ): void {
      listed<Params, Query, Item, Row>(url, named, listing, (call, page, of) =>
        pageBehind(page, of, place, (after, count) => behind(call, after, count)),
      );
    },

    /** What starts a job; the answer is the job, and where to look for it. */
    start<Params extends Shape = None, Body extends z.ZodType = z.ZodUndefined>(
      url: string,
      named: Named,
      {
        job,
        ...taking
      }: Taking<Params, None, Body> & { job(call: CallFor<Params, None, Body>): Promise<Job> },
    ): void {
      raw<Params, None, Body>('POST', url, named, {
        ...{ ...taking, once: true },
        response: { 202: jobSchema.describe('Queued; `Location` is where to look.') },
        async do(call) {
          const made = await job(call);
          call.reply.code(202).header('location', `/v1/jobs/${made.id}`);
          return made;
        },
      });
    },

    /** A file, made by a child. */
    paper<Params extends Shape = None, Query extends Shape = None>(
      url: string,
      named: Named,
      {
        is: [what, ...kinds],
        wanted,
        ...taking
      }: Taking<Params, Query> & {
        /** What the description calls it, and in which forms it comes. */
        is: readonly [what: string, ...kinds: MediaKind[]];
        wanted(call: CallFor<Params, Query>): WantedPaper | Promise<WantedPaper>;
      },
    ): void {
      raw<Params, Query>('GET', url, named, {
        ...{ ...taking, response: { 200: documents(what, ...kinds) } },
        do: async call => give(call, await wanted(call)),
      });
    },
  };
}

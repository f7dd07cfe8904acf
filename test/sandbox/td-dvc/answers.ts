import type { IncomingMessage } from 'node:http';
import { type Answer, bare, orMissing, result } from './answer.ts';
import { createLists, type PageAsked } from './lists.ts';
import { at, type Quirks } from './quirks.ts';
import { createSessions, errorResult } from './sessions.ts';
import type { PortalState } from './tables.ts';
import { createWrites } from './writes.ts';

/** Reading these needs an account; everything else answers anybody (contract 1.5). */
const closed = ['donvithutucs', 'thaydoimucdothutucs'];

/** What the portal answers to a request, before quirks spoil it on its way. */
export function createAnswers(state: PortalState, quirks: Quirks) {
  const sessions = createSessions(quirks);
  const list = createLists(state, quirks);
  const write = createWrites(state, quirks);
  let restless = 0;

  const refused = (authorization: string | undefined, needed: boolean): Answer | undefined => {
    if (authorization === undefined) return needed ? { status: 401 } : undefined;
    return sessions.accepts(authorization) ? undefined : errorResult(401, 'Authentication Failed.');
  };

  const byId = (resource: string, id: string): Answer => {
    const table = state.byId[resource as keyof PortalState['byId']];
    const row = resource === 'donvithutucs' ? state.offeringsById.get(id)?.row : table?.get(id);
    return orMissing(row && { ...row, createdBy: null, deletedOn: null, domainEvents: [] });
  };

  const byCode = (index: string, code: string): Answer => {
    const wanted = code.toUpperCase();
    if (index === 'thutucs/matthc') return result(state.proceduresByCode.get(wanted) ?? null);
    if (index === 'groups/bygroupcode') return orMissing(state.groupsByCode.get(wanted));
    if (index !== 'truonghopthutucs/matruonghop') return { status: 404 };
    return orMissing(state.cases.find(row => String(row.ma).toUpperCase() === wanted));
  };

  return (
    { method, headers }: Pick<IncomingMessage, 'method' | 'headers'>,
    url: URL,
    body: string,
  ): Answer => {
    const path = url.pathname.toLowerCase();
    if (method === 'POST' && path === '/api/tokens') return sessions.signIn(parse(body));
    if (method === 'POST' && path === '/api/tokens/refresh') return sessions.refresh(parse(body));
    const [resource = '', ...rest] = path
      .replace(/^\/api\/v1\//, '')
      .split('/')
      .map(decodeURIComponent);
    if (!path.startsWith('/api/v1/')) return errorResult(404, 'Not Found');
    const refusal = refused(headers.authorization, method !== 'GET' || closed.includes(resource));
    if (refusal) return refusal;
    if (at(quirks.forbidden, path)) return { status: 403 };
    if (method !== 'GET') return write(method ?? '', [resource, ...rest].join('/'), parse(body));
    if (at(quirks.bareError, path)) return bare(500, 'Nullable object must have a value.');
    if (rest.length === 1) return byId(resource, rest[0]!);
    if (rest.length > 1) return byCode(`${resource}/${rest[0]}`, rest[1]!);
    const page = list(resource, url.searchParams, pageAsked(url, quirks));
    if (page && at(quirks.restless, path)) page.totalCount += ++restless;
    return page ? { status: 200, body: page } : { status: 404 };
  };
}

function pageAsked({ searchParams }: URL, { pageSizeLimit }: Quirks): PageAsked {
  const number = (name: string, usual: number) =>
    Math.max(1, Number(searchParams.get(name) ?? usual) || usual);
  const pageSize = number('pageSize', 10);
  return {
    pageNumber: number('pageNumber', 1),
    pageSize: pageSizeLimit > 0 ? Math.min(pageSize, pageSizeLimit) : pageSize,
  };
}

function parse(body: string): Record<string, unknown> {
  try {
    return (JSON.parse(body) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}

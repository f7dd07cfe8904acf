import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServerContext } from '../context.ts';
import { sessionCookie } from '../sign-in/cookie.ts';

/** Until the next page is there. */
const seconds = 60;
const name = 'dvc_sync_notice';

/** Says on the next page what was just done; it is not in an address, since addresses are mailed and loaded again. */
export function giveNotice(
  request: FastifyRequest,
  reply: FastifyReply,
  context: ServerContext,
  words: string,
): void {
  const value = Buffer.from(words).toString('base64url');
  reply.setCookie(name, value, { ...sessionCookie(request, context).options, maxAge: seconds });
}

/** What is to be said, once; not to a part of a page that fetches itself again. */
export function takeNotice(
  request: FastifyRequest,
  reply: FastifyReply,
  { context, said }: { context: ServerContext; said: ReadonlySet<string> },
): string | undefined {
  const value = request.cookies[name];
  if (value === undefined || request.headers['hx-request'] !== undefined) return undefined;
  reply.clearCookie(name, sessionCookie(request, context).options);
  const words = Buffer.from(value.slice(0, 1_000), 'base64url').toString();
  return said.has(words) ? words : undefined;
}

import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../../domain/loopback.ts';
import type { ServerContext } from '../context.ts';

/** With the prefix browsers take such a cookie only from this very host, over TLS, for all its paths. */
const overTls = '__Host-dvc_sync_session';
const onThisMachine = 'dvc_sync_session';

/** How the session of a request is kept: plain only where nothing says that anything but this machine is in between. */
export function sessionCookie(
  request: Pick<FastifyRequest, 'protocol' | 'hostname' | 'headers'>,
  { configuration }: Pick<ServerContext, 'configuration'>,
): { name: string; options: CookieSerializeOptions } {
  const { publicUrl = '' } = configuration().server;
  const { forwarded = '', 'x-forwarded-proto': told = '' } = request.headers;
  const tls =
    request.protocol === 'https' ||
    publicUrl.startsWith('https:') ||
    // Believed of anybody, since it only makes the cookie stricter.
    /https/i.test(`${forwarded} ${told}`);
  const secure = tls || !isLoopback(request.hostname);
  return {
    name: secure ? overTls : onThisMachine,
    // Not readable by scripts, not sent along from other sites, and never over a line others can read.
    options: { path: '/', httpOnly: true, sameSite: 'strict', secure },
  };
}

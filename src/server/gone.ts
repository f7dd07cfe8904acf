import type { FastifyReply } from 'fastify';

/** Aborted once nobody waits for this answer: it has been given, or whoever asked has left. */
export function goneOf({ raw }: Pick<FastifyReply, 'raw'>): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => gone.abort());
  if (raw.destroyed) gone.abort();
  return gone.signal;
}

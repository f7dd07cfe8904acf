import type { FastifyRequest } from 'fastify';

/** Whether a person with a browser waits for the answer; programs say what they read or nothing at all. */
export function asksForPage({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers.accept?.includes('text/html') === true;
}

import type { PassThrough } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { ServerContext } from '../context.ts';
import { limits } from '../limits.ts';
import { Problem } from '../problems/problem.ts';
import { createRecognition } from '../sign-in/credentials.ts';
import type { Principal } from '../sign-in/principal.ts';

interface Listener {
  request: FastifyRequest;
  stream: PassThrough;
  identity: string;
  /** When it was last known that he may listen (monotonic milliseconds). */
  sure: number;
}

/**
 * Ends streams whose listeners may no longer listen: key revoked or expired, token expired, signed out, session ended,
 * provider or role taken away. What a request showed at its beginning is shown again every second.
 */
export function createRightsWatch(context: ServerContext): {
  watch(request: FastifyRequest, stream: PassThrough): void;
  /** How many listen, of one account or in all. */
  listening(identity?: string): number;
  stop(): void;
} {
  const recognition = createRecognition(context);
  const listeners = new Set<Listener>();
  let asking = false;

  async function ask(): Promise<void> {
    if (asking || listeners.size === 0) return;
    asking = true;
    try {
      // What many connections of one account show is looked at once.
      const answers = new Map<string, Promise<Principal | undefined | 'unknown'>>();
      for (const listener of [...listeners]) {
        const { authorization = '', cookie = '' } = listener.request.headers;
        const shown = `${authorization}\n${cookie}`;
        const answer =
          answers.get(shown) ?? recognition.ofRequest(listener.request).catch(error => refusal(error));
        answers.set(shown, answer);
        settle(listener, await answer);
      }
    } finally {
      asking = false;
    }
  }

  function settle(listener: Listener, answer: Principal | undefined | 'unknown'): void {
    const now = performance.now();
    if (answer === 'unknown' && now - listener.sure < limits.listenersUnknown) return;
    if (answer !== 'unknown' && answer?.identity === listener.identity) listener.sure = now;
    // Who does not read to the end is cut off at the next look.
    else if (listener.stream.writableEnded) listener.stream.destroy();
    else listener.stream.end();
  }

  const timer = setInterval(ask, limits.listenersAsked).unref();
  return {
    watch(request, stream) {
      const listener = {
        ...{ request, stream, identity: request.principal!.identity },
        sure: performance.now(),
      };
      listeners.add(listener);
      stream.once('close', () => listeners.delete(listener));
    },
    listening: identity =>
      [...listeners].filter(one => identity === undefined || one.identity === identity).length,
    stop: () => clearInterval(timer),
  };
}

/** Refused is an answer; that a store or an issuer is away is none. */
function refusal(error: unknown): undefined | 'unknown' {
  return error instanceof Problem && error.status < 500 ? undefined : 'unknown';
}

import nock from 'nock';
import type { HttpClient } from '../../src/adapter/http.ts';
import { createHttpClient } from '../../src/adapter/http-client.ts';
import { listeningLog, testSettings } from '../adapter/loopback.ts';

// By being loaded it would stand before all that this process asks.
nock.restore();

/**
 * Recorded answers in the place of a remote, for the branches of an adapter's client that a whole server seldom takes:
 * `record` writes them down in the order of asking, `work` asks through the client every adapter has. The net is off.
 * Throws when something was asked for that nobody recorded (which by itself would be no more than an answer with 501),
 * and when a recorded answer was never asked for.
 */
export async function withRecorded<T>(
  baseUrl: string,
  record: (remote: nock.Scope) => void,
  work: (http: HttpClient) => Promise<T>,
): Promise<T> {
  nock.activate();
  nock.disableNetConnect();
  const unrecorded: string[] = [];
  const missed = (request: { method?: string; path?: string; url?: string }) =>
    unrecorded.push(`${request.method} ${request.url ?? request.path}`);
  nock.emitter.on('no match', missed);
  const remote = nock(baseUrl);
  const http = createHttpClient({ ...testSettings, concurrency: 1, baseUrl }, listeningLog(), {
    firstWaitMs: 1,
    longestWaitMs: 5,
  });
  try {
    record(remote);
    const [outcome] = await Promise.allSettled([work(http)]);
    // Said first: what else went wrong may come of it.
    if (unrecorded.length > 0) throw new Error(`not recorded: ${unrecorded.join(', ')}`);
    if (outcome.status === 'rejected') throw outcome.reason;
    if (!remote.isDone()) throw new Error(`never asked for: ${remote.pendingMocks().join(', ')}`);
    return outcome.value;
  } finally {
    http.close();
    nock.emitter.off('no match', missed);
    nock.cleanAll();
    nock.enableNetConnect();
    nock.restore();
  }
}

/** What the host does in the place of an answer: the connection is reset. */
export function reset(): Error {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
}

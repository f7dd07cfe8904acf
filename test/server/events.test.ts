import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKey, revokeKey } from '../../src/app/access/keys.ts';
import { endSessions } from '../../src/app/access/sessions.ts';
import { limits } from '../../src/server/limits.ts';
import { listKeys } from '../../src/store/access/keys.ts';
import { listSessions } from '../../src/store/access/sessions.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { addEvents, type NewJobEvent } from '../../src/store/work/job-events.ts';
import { requestCancel } from '../../src/store/work/jobs.ts';
import { onEveryDatabase } from '../store/support.ts';
import { asking } from '../support/asking.ts';
import { unsent } from '../support/unsent.ts';
import { parts } from './parts.ts';
import { type Running, runServer, startOfTests } from './running.ts';

/** What a browser's EventSource would see. */
interface Known {
  id: number;
  event: string;
  data: { jobId: string } & Record<string, unknown>;
}

/** Listens, as far as the test reads. */
async function listen(url: string, key: string, headers: Record<string, string> = {}) {
  const gone = new AbortController();
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${key}`, ...headers },
    signal: gone.signal,
  });
  let text = '';
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    /** The next so many events; fewer where the stream ends before. */
    async next(count: number): Promise<Known[]> {
      const told: Known[] = [];
      while (told.length < count) {
        const end = text.indexOf('\n\n');
        if (end < 0) {
          const { done, value } = await reader!.read();
          if (done) return told;
          text += value;
          continue;
        }
        const fields = Object.fromEntries(
          text
            .slice(0, end)
            .split('\n')
            .map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
        );
        text = text.slice(end + 2);
        if (fields.id)
          told.push({ id: Number(fields.id), event: fields.event!, data: JSON.parse(fields.data!) });
      }
      return told;
    },
    leave: () => gone.abort(),
  };
}

onEveryDatabase('listening to what happens', database => {
  let store: Store;
  let server: Running;
  let key: string;
  beforeEach(async () => {
    store = await database.open();
    server = await runServer(store, parts);
    key = await server.key('viewer');
  });
  afterEach(() => server.close());

  const queued = async () => {
    const wish = { kind: 'reconcile', scope: {}, priority: 1, requestedBy: 'A', origin: 'api' } as const;
    return (await unsent(store, wish, startOfTests)).id;
  };
  const happen = (jobId: string, ...kinds: string[]) =>
    addEvents(
      store,
      kinds.map((kind, number): NewJobEvent => ({ jobId, at: startOfTests, kind, data: { number } })),
    );
  const at = (path: string) => `${server.url}${path}`;

  it('tells what comes, in order, to all who listen, and to each only what he asked for', async () => {
    const [one, two] = [await queued(), await queued()];
    const all = await listen(at('/v1/events'), key);
    expect(all.type).toBe('text/event-stream; charset=utf-8');
    const ofOne = await listen(at(`/v1/jobs/${one}/events`), key);
    expect((await ofOne.next(1))[0]).toMatchObject({
      event: 'queued',
      data: { jobId: one, kind: 'reconcile' },
    });
    await happen(one, 'started', 'reading');
    await happen(two, 'started');
    await happen(one, 'read\nid: 99');
    const heard = await all.next(4);
    expect(heard.map(({ event, data }) => `${event} ${data.jobId}`)).toEqual([
      `started ${one}`,
      `reading ${one}`,
      `started ${two}`,
      `readid: 99 ${one}`,
    ]);
    expect(heard[1]!.data).toEqual({ jobId: one, at: startOfTests, number: 1 });
    expect((await ofOne.next(3)).map(({ event }) => event)).toEqual(['started', 'reading', 'readid: 99']);
    all.leave();
    ofOne.leave();
  });

  it('goes on behind the last event somebody has seen: none is lost, none told twice', async () => {
    const job = await queued();
    const many = Array.from({ length: 1_200 }, (_, n) => `step-${n}`);
    await happen(job, ...many.slice(0, 700));
    const first = await listen(at('/v1/events?after=0'), key);
    const seen = await first.next(300);
    first.leave();
    await happen(job, ...many.slice(700, 900));
    const second = await listen(at('/v1/events'), key, { 'last-event-id': String(seen.at(-1)!.id) });
    // While the past is being told, more happens.
    await Promise.all([happen(job, ...many.slice(900, 1_000)), happen(job, ...many.slice(1_000, 1_200))]);
    const rest = await second.next(1_201 - 300);
    second.leave();
    const ids = [...seen, ...rest].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    expect(new Set([...seen, ...rest].map(({ event }) => event))).toEqual(new Set(['queued', ...many]));
  });

  it('ends with its job; whoever comes back after that is told not to (204)', async () => {
    const job = await queued();
    const subscriber = await listen(at(`/v1/jobs/${job}/events`), key);
    await subscriber.next(1);
    await requestCancel(store, job, { who: 'A', origin: 'api', at: startOfTests });
    const rest = await subscriber.next(10);
    expect(rest.map(({ event }) => event)).toEqual(['cancelled']);
    const back = await listen(at(`/v1/jobs/${job}/events`), key, { 'last-event-id': String(rest[0]!.id) });
    expect(back.status).toBe(204);
    expect((await listen(at('/v1/jobs/none/events'), key)).status).toBe(404);
  });

  it.each(['last-event-id', 'after'])('refuses a place that is none (%s)', async where => {
    const answers = await Promise.all(
      ['-1', 'one', '1e999'].map(place =>
        where === 'after'
          ? listen(at(`/v1/events?after=${place}`), key)
          : listen(at('/v1/events'), key, { 'last-event-id': place }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
  });

  it('has room for so many listeners of one account, and for others beside them', async () => {
    const subscribers = await Promise.all(
      Array.from({ length: limits.listenersOfAccount }, () => listen(at('/v1/events'), key)),
    );
    expect((await listen(at('/v1/events'), key)).status).toBe(429);
    const other = await listen(at('/v1/events'), await server.key('operator'));
    expect(other.status).toBe(200);
    other.leave();
    for (const subscriber of subscribers) subscriber.leave();
    await vi.waitFor(async () => {
      const again = await listen(at('/v1/events'), key);
      expect(again.status).toBe(200);
      again.leave();
    }, 20_000);
  });

  describe('with a listener that does not read', () => {
    it('cuts it off when much is unread; the others hear everything, and it can go on where it was', async () => {
      const job = await queued();
      const good = await listen(at('/v1/events'), key);
      const { port } = new URL(server.url);
      const socket = connect(Number(port), '127.0.0.1');
      socket.write(
        `GET /v1/events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${key}\r\n\r\n`,
      );
      let heard = '';
      await new Promise<void>(done => {
        socket.on('data', chunk => {
          heard += chunk;
          if (heard.includes('retry:')) done();
        });
      });
      await happen(job, 'first');
      await expect.poll(() => heard).toContain('event: first');
      socket.pause();
      // Well beyond what the two ends of the connection hold by themselves.
      const words = 'x'.repeat(100_000);
      for (let n = 0; n < 150; n++)
        await addEvents(store, [{ jobId: job, at: startOfTests, kind: 'loud', data: { words, n } }]);
      await happen(job, ...Array.from({ length: 2_500 }, (_, n) => `soft-${n}`));
      expect((await good.next(2_651)).at(-1)).toMatchObject({ event: 'soft-2499' });
      await expect
        .poll(() => server.logged.map(({ msg }) => msg))
        .toContain('a listener that does not read is cut off');
      const closed = new Promise(done => socket.once('close', done));
      socket.on('error', () => {});
      socket.resume();
      await closed;
      const last = [...heard.matchAll(/^id: (\d+)$/gm)].at(-1)![1]!;
      const back = await listen(at('/v1/events'), key, { 'last-event-id': last });
      expect((await back.next(1))[0]!.id).toBe(Number(last) + 1);
      back.leave();
      good.leave();
    });
  });

  describe('ends as soon as who listens may no longer', () => {
    const at = (path: string) => `${server.url}${path}`;
    const by = () => ({ who: 'test', origin: 'test', at: server.at.now.toISOString() });
    /** Every second it is asked; a stream that went on would keep the test waiting. */
    const ended = (stream: Awaited<ReturnType<typeof listen>>) => stream.next(1);
    const signedIn = async () => {
      const answer = await fetch(at('/sign-in'), {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: server.url },
        body: new URLSearchParams({ credential: key }),
      });
      return answer.headers.get('set-cookie')!.split(';')[0]!;
    };
    const bySession = async (cookie: string) => {
      const answer = await fetch(at('/v1/events'), { headers: { cookie } });
      expect(answer.status).toBe(200);
      return { end: answer.text() };
    };

    it('by revoking the key: its own stream and those of its sessions', async () => {
      const other = await listen(at('/v1/events'), await server.key('operator'));
      const own = await listen(at('/v1/events'), key);
      const session = await bySession(await signedIn());
      const [mine] = (await listKeys(store)).filter(({ name }) => name === 'Nguyễn Văn viewer');
      await revokeKey(asking(store), mine!.id);
      expect(await ended(own)).toEqual([]);
      expect(await session.end).not.toContain('event:');
      await queued();
      expect(await other.next(1)).toHaveLength(1);
      other.leave();
    });

    it('by the key’s end', async () => {
      const expiresAt = new Date(server.at.now.getTime() + 60_000).toISOString();
      const made = await createKey(store, { name: 'Ngắn hạn', role: 'viewer', expiresAt }, by());
      const stream = await listen(at('/v1/events'), made.key);
      server.at.now = new Date(server.at.now.getTime() + 61_000);
      expect(await ended(stream)).toEqual([]);
    });

    it('by signing out, and by an administrator ending the session', async () => {
      const [out, over] = [await signedIn(), await signedIn()];
      const streams = [await bySession(out), await bySession(over)];
      await fetch(at('/sign-out'), {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie: out, origin: server.url },
      });
      expect(await streams[0]!.end).not.toContain('event:');
      const [left, ...others] = await listSessions(store, server.at.now.toISOString());
      expect(others).toEqual([]);
      await endSessions(asking(store, {}, server.at.now.toISOString()), [left!.id]);
      expect(await streams[1]!.end).not.toContain('event:');
    });
  });
});

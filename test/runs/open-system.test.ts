import type http from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { adapter as national } from '../../adapters/csdl-tthc/index.ts';
import { adapter as portal } from '../../adapters/td-dvc/index.ts';
import type { HostAdapter } from '../../src/adapter/adapter.ts';
import { noDetails } from '../../src/adapter/kit/details.ts';
import type { RemoteSend } from '../../src/adapter/writer.ts';
import type { Change } from '../../src/domain/push.ts';
import { openSystem } from '../../src/runs/open-system.ts';
import { filesAdapter, fillFolder } from '../adapter/files-adapter.ts';
import { type Loopback, listeningLog, startLoopback, testSettings } from '../adapter/loopback.ts';
import { contractSeed } from '../adapter/seed.ts';

const password = 'M4t-khau bí mật';
const session = 'phien-6f1d0c9a';

const open: Pick<Loopback, 'close'>[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A remote that answers every call with what it was given: the password, and the session it has handed out. */
async function tellTale(signIn: string, handedOut: object) {
  const remote = await startLoopback((request: http.IncomingMessage, response) => {
    response.setHeader('Content-Type', 'application/json');
    if (request.url === signIn) response.end(JSON.stringify(handedOut));
    else {
      const words = `sai ${password} của phiên ${session}`;
      response.statusCode = signIn === '/api/tokens' ? 500 : 200;
      response.end(JSON.stringify(signIn === '/api/tokens' ? words : { error_code: 7, message: words }));
    }
  });
  open.push(remote);
  return remote.baseUrl;
}

function opened(adapter: HostAdapter, options: object, baseUrl: string) {
  return openSystem(
    {
      profile: { name: 'it', role: 'any', hosts: [], covers: null },
      adapter,
      options: adapter.options.parse(options),
      http: { ...testSettings, baseUrl, attempts: 1, secrets: [password] },
      maxRows: 500_000,
      maxReadMinutes: 60,
      useRemoteMapping: false,
      credentials: [],
    },
    {
      locality: 'H13',
      details: noDetails,
      log: listeningLog(),
      signal: new AbortController().signal,
    },
  );
}

describe('a remote that repeats what it was sent', () => {
  const remotes: [HostAdapter, object, string, object][] = [
    [
      national,
      { loginPath: '/login', callPath: '/g', username: 'csdl', password },
      '/login',
      { session, error_code: 0 },
    ],
    [
      portal,
      { username: 'dvc', password },
      '/api/tokens',
      { token: session, refreshToken: 'gia-han-77', refreshTokenExpiryTime: '2099-01-01T00:00:00' },
    ],
  ];

  it.each(remotes)('gives away neither password nor session: $name', async (adapter, options, at, out) => {
    const { remote, close } = opened(adapter, options, await tellTale(at, out));
    const said: string[] = [];
    const note = (error: unknown) => said.push(error instanceof Error ? `${error.stack}` : `${error}`);
    try {
      for await (const record of remote.read()) said.push(JSON.stringify(record));
    } catch (error) {
      note(error);
    }
    await remote.check().then(checked => said.push(JSON.stringify(checked)), note);
    close();
    const words = said.join('\n');
    expect(words).toContain('***');
    expect(words).not.toContain(password);
    expect(words).not.toContain(session);
  });
});

/** An adapter whose system says `words` wherever it can. */
function repeating(words: string): HostAdapter {
  const fail = async (): Promise<never> => {
    throw new Error(words, { cause: new Error(words) });
  };
  return {
    ...portal,
    open: () => ({
      check: fail,
      async *read() {
        yield { kind: 'gap', part: 'procedures', reason: words };
        yield { kind: 'note', text: words };
        yield { kind: 'quarantine', part: 'fee', key: words, path: 'fee', reason: words };
      },
      readService: fail,
      writer: async () => ({
        kinds: new Set(['set-level' as const]),
        send: fail,
        next: () => [],
        complaint: changes => (changes.length > 0 ? words : undefined),
      }),
    }),
  };
}

const anyChange: Change = {
  ...{ kind: 'set-level', target: { procedure: '1.000001', agency: 'H13.1' } },
  ...{ before: 2, after: 4 },
};
const anySend: RemoteSend = { label: '', method: 'PUT', path: '/', body: '', contentType: '' };
const options = { username: 'dvc', password };

describe('a writer that repeats what it was sent', () => {
  it('gives away nothing in errors and complaints', async () => {
    const { remote, close } = opened(repeating(`sai ${password}!`), options, 'http://127.0.0.1:1');
    const names = { agencyCode: () => undefined, roleAt: () => undefined, levelWords: String };
    const writer = await remote.writer!(names);
    const look = remote.readService!('1.000001', { names, cases: [], memory: {} });
    const words = async (work: Promise<unknown>) => {
      const error = await work.then(
        () => new Error('nothing was thrown', { cause: new Error() }),
        (thrown: Error) => thrown,
      );
      return [error.message, (error.cause as Error).message, `${error.stack}`.includes(password)];
    };
    expect(await words(look)).toEqual(['sai ***!', 'sai ***!', false]);
    expect(await words(writer.send(anySend))).toEqual(['sai ***!', 'sai ***!', false]);
    expect(writer.complaint!([anyChange], [])).toBe('sai ***!');
    expect(writer.complaint!([], [])).toBeUndefined();
    expect([...writer.kinds, writer.next([], [])]).toEqual(['set-level', []]);
    close();
  });
});

it('hides what one system handed out from what another one says', async () => {
  const one = opened(repeating(''), options, 'http://127.0.0.1:1');
  const other = opened(repeating('phiên phien-cua-he-thong-kia'), options, 'http://127.0.0.1:2');
  one.http!.hide('phien-cua-he-thong-kia');
  const said = [];
  for await (const record of other.remote.read()) said.push(record);
  expect(said).toEqual([
    { kind: 'gap', part: 'procedures', reason: 'phiên ***' },
    { kind: 'note', text: 'phiên ***' },
    { kind: 'quarantine', part: 'fee', key: 'phiên ***', path: 'fee', reason: 'phiên ***' },
  ]);
  await expect(other.remote.check()).rejects.toThrow('phiên ***');
  for (const { close } of [one, other]) close();
});

it('reads a folder through the adapter that knows its files, no longer than it may', async () => {
  const stage = await fillFolder(contractSeed(''));
  open.push(stage);
  const read = async (maxReadMinutes: number) => {
    const { remote, http } = openSystem(
      {
        profile: { name: 'it', role: 'any', hosts: [], covers: null },
        ...{ adapter: filesAdapter, options: { prefix: '' }, folder: stage.folder },
        ...{ maxRows: 500_000, maxReadMinutes, useRemoteMapping: false, credentials: [] },
      },
      {
        ...{ locality: 'H13', details: noDetails, log: listeningLog() },
        signal: new AbortController().signal,
      },
    );
    expect(http).toBeUndefined();
    const kinds = new Set<string>();
    for await (const { kind } of remote.read()) kinds.add(kind);
    return [...kinds];
  };
  expect(await read(60)).toEqual(['agency', 'procedure', 'offering', 'case']);
  // Its time was over before it began.
  await expect(read(-1)).rejects.toMatchObject({ kind: 'read-limit' });
});

import { expect, it } from 'vitest';
import type { HttpRequest } from '../../src/adapter/http.ts';
import { startLoopback } from '../adapter/loopback.ts';
import { withRecorded } from './recorded.ts';

const host = 'https://remote.example';
const list: HttpRequest = { method: 'GET', path: '/list', intent: 'read', label: 'list' };

it('gives what was recorded', async () => {
  const answer = await withRecorded(
    host,
    remote => remote.get('/list').reply(200, '[]'),
    http => http.send(list),
  );
  expect(answer).toMatchObject({ status: 200, text: '[]' });
});

it('fails where something is asked for that nobody recorded, however the asking takes it', async () => {
  const asked = (work: () => unknown) =>
    withRecorded(
      host,
      remote => remote.get('/other').reply(200),
      async http => {
        await http.send({ ...list, classify: () => 'ok' });
        return work();
      },
    );
  await expect(asked(() => undefined)).rejects.toThrow('not recorded: GET https://remote.example/list');
  const thrown = asked(() => {
    throw new Error('what came of it');
  });
  await expect(thrown).rejects.toThrow('not recorded');
});

it('fails where a recorded answer was never asked for', async () => {
  const work = withRecorded(
    host,
    remote => remote.get('/list').reply(200),
    async () => undefined,
  );
  await expect(work).rejects.toThrow('never asked for: GET https://remote.example:443/list');
});

it('lets nothing through to the net', async () => {
  const real = await startLoopback((_request, response) => response.end('real'));
  const work = withRecorded(
    host,
    () => undefined,
    () => fetch(real.baseUrl),
  );
  await expect(work).rejects.toThrow();
  expect(real.arrived).toEqual([]);
  expect(await (await fetch(real.baseUrl)).text()).toBe('real');
  await real.close();
});

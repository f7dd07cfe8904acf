import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createClient } from '../../../adapters/opencps/client.ts';
import { optionsSchema } from '../../../adapters/opencps/options.ts';
import { createConfigList } from '../../../adapters/opencps/read/config-list.ts';
import { readList } from '../../../adapters/opencps/read/list.ts';
import { createMeter } from '../../../adapters/opencps/read/meter.ts';
import { createWriting } from '../../../adapters/opencps/writing.ts';
import { createHttpClient } from '../../../src/adapter/http-client.ts';
import { noDetails } from '../../../src/adapter/kit/details.ts';
import { startLoopback, testSettings } from '../../adapter/loopback.ts';
import { silent } from './support.ts';

const schema = z.object({ id: z.string() });

/** Reads a list from a server whose pages are made up by `page`. */
async function read(
  page: (start: number, end: number) => { rows: unknown[]; total?: number } | string,
  asked: { atMost?: number; whole?: boolean } = {},
) {
  let taken: string[] = [];
  const refused: unknown[] = [];
  const server = await startLoopback((request, response, number) => {
    const { searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    const answer = page(Number(searchParams.get('start')), Number(searchParams.get('end')));
    // Who asks for ever gets to know it.
    response.statusCode = number > 50 ? 404 : 200;
    response.end(
      typeof answer === 'string' ? answer : JSON.stringify({ data: answer.rows, total: answer.total }),
    );
  });
  const http = createHttpClient({ ...testSettings, baseUrl: server.baseUrl }, silent);
  const options = optionsSchema.parse({ username: 'a', password: 'b', groupId: 1 });
  try {
    const outcome = await readList(createClient(http, options), {
      path: '/x',
      label: 'x',
      pageSize: 3,
      schema,
      id: ({ id }) => id,
      begin() {
        taken = [];
      },
      take: ({ id }) => taken.push(id),
      refuse: oddities => refused.push(oddities),
      ...asked,
    });
    const starts = server.arrived.map(line => Number(/start=(\d+)/.exec(line)?.[1]));
    return { ...outcome, taken, asked: starts, refused };
  } finally {
    http.close();
    await server.close();
  }
}

const rows = (...ids: string[]) => ids.map(id => ({ id }));
const seven = rows('a', 'b', 'c', 'd', 'e', 'f', 'g');

describe('reading a list', () => {
  it('walks to the end', async () => {
    expect(await read((start, end) => ({ rows: seven.slice(start, end), total: 7 }))).toMatchObject({
      whole: true,
      taken: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
      asked: [0, 3, 6],
    });
  });

  it('follows a server that gives smaller pages, or no total', async () => {
    expect(
      (await read((start, end) => ({ rows: seven.slice(start, Math.min(end, start + 2)), total: 7 }))).taken,
    ).toHaveLength(7);
    expect((await read((start, end) => ({ rows: seven.slice(start, end) }))).taken).toHaveLength(7);
    expect((await read(() => ({ rows: seven }))).taken).toHaveLength(7);
  });

  it('reads once more when rows moved between pages, and finds them', async () => {
    let calls = 0;
    const outcome = await read((start, end) => {
      const order = calls++ === 1 ? rows('c', 'a', 'b', 'c', 'e', 'f', 'g') : seven;
      return { rows: order.slice(start, end), total: 7 };
    });
    expect(outcome).toMatchObject({ whole: true, seen: 7 });
    expect([...outcome.taken].sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(outcome.asked).toEqual([0, 3, 6, 0, 3, 6]);
  });

  it.each([
    ['breaks off', (text: string) => text.slice(0, -2)],
    ['is short', (text: string) => text],
  ])(
    'never lets a row that is gone meanwhile stand for one not shown, where the whole answer %s',
    async (_, sent) => {
      let current = seven;
      const outcome = await read(
        (start, end) => {
          if (end > 0) return { rows: current.slice(start, end), total: current.length };
          current = seven.slice(1);
          return sent(JSON.stringify({ total: 7, data: seven.slice(0, 3) }));
        },
        { whole: true },
      );
      expect(outcome).toMatchObject({ whole: true, seen: 6, taken: ['b', 'c', 'd', 'e', 'f', 'g'] });
    },
  );

  it('never lets a row of a broken answer stand when the next try brings the list without it', async () => {
    let tries = 0;
    const outcome = await read(
      () => {
        const data = tries++ === 0 ? seven : seven.slice(1);
        const text = JSON.stringify({ total: data.length, data });
        return tries === 1 ? text.slice(0, -2) : text;
      },
      { whole: true },
    );
    expect(outcome).toMatchObject({ whole: true, seen: 6, taken: ['b', 'c', 'd', 'e', 'f', 'g'] });
  });

  it('reads once more when a row went from a page already read, since another moved over the seam', async () => {
    let calls = 0;
    const outcome = await read((start, end) => {
      const current = calls++ === 0 ? seven : seven.slice(1);
      return { rows: current.slice(start, end), total: current.length };
    });
    expect(outcome).toMatchObject({ whole: true, taken: ['b', 'c', 'd', 'e', 'f', 'g'] });
  });

  it('is not whole when rows stay away', async () => {
    expect(await read((start, end) => ({ rows: seven.slice(start, end), total: 9 }))).toMatchObject({
      whole: false,
      seen: 7,
      total: 9,
    });
    expect(await read(() => ({ rows: [], total: 2 }))).toMatchObject({ whole: false, seen: 0 });
  });

  it('ends with a server that always gives the same page', async () => {
    expect(await read(() => ({ rows: seven.slice(0, 3), total: 1_000_000 }))).toMatchObject({
      whole: false,
      seen: 3,
    });
    expect(await read(() => ({ rows: seven.slice(0, 3) }))).toMatchObject({ whole: true, seen: 3 });
  });

  it('counts rows it cannot use, once', async () => {
    const outcome = await read((start, end) => ({
      rows: [{ id: 5 }, ...rows('a'), { id: 5 }].slice(start, end),
      total: 2,
    }));
    expect(outcome).toMatchObject({ whole: true, seen: 2, taken: ['a'] });
    expect(outcome.refused).toHaveLength(1);
  });

  it('stops at once when the list is longer than wanted', async () => {
    expect(
      await read((start, end) => ({ rows: seven.slice(start, end), total: 7 }), { atMost: 5 }),
    ).toMatchObject({
      tooMany: true,
      taken: [],
      asked: [0],
    });
  });
});

describe('the list of configs', () => {
  it('shows of a service what came of it where its own question fails, and says that it is not all', async () => {
    const row = { serviceConfigId: 2, serviceInfoId: 1, serviceCode: '1.000001', govAgencyCode: 'STP' };
    const server = await startLoopback((request, response) => {
      const asked = new URL(request.url ?? '', 'http://127.0.0.1').searchParams;
      response.statusCode = asked.has('service') ? 500 : 200;
      response.end(JSON.stringify({ data: Number(asked.get('start')) === 0 ? [row] : [], total: 2 }));
    });
    const http = createHttpClient({ ...testSettings, baseUrl: server.baseUrl }, silent);
    try {
      const client = createClient(http, optionsSchema.parse({ username: 'a', password: 'b', groupId: 1 }));
      const meter = createMeter();
      const configs = createConfigList({ client, meter, pageSize: 3, log: silent }, 'all');
      expect(await configs({ code: '1.000001', id: '1' })).toMatchObject([{ serviceConfigId: '2' }]);
      // Of another it shows nothing, which says nothing.
      expect(await configs({ code: '1.000002', id: '9' })).toBeUndefined();
      expect(meter.gaps()).toContainEqual(
        expect.objectContaining({ kind: 'gap', reason: expect.stringContaining('1/2 dòng') }),
      );
    } finally {
      http.close();
      await server.close();
    }
  });

  it('is asked for again for one service where it could not be had for another', async () => {
    const row = { serviceConfigId: 2, serviceInfoId: 1, serviceCode: '1.000001.H13', govAgencyCode: 'STP' };
    let broken = true;
    const server = await startLoopback((request, response) => {
      const asked = new URL(request.url ?? '', 'http://127.0.0.1').searchParams;
      // Codes that share a token: each question would have all rows for its answer.
      const total = asked.has('service') ? 5_000 : broken ? 2 : 1;
      response.end(JSON.stringify({ data: Number(asked.get('start')) === 0 ? [row] : [], total }));
    });
    const http = createHttpClient({ ...testSettings, baseUrl: server.baseUrl }, silent);
    const context = {
      ...{ http, locality: 'H13', details: noDetails, log: silent, maxRows: 500_000, concurrency: 8 },
      progress() {},
    };
    const options = optionsSchema.parse({ username: 'a', password: 'b', groupId: 1 });
    try {
      const { configList } = createWriting(options, { ...context, signal: new AbortController().signal });
      await expect(configList({ code: '1.000001.H13', id: '1' })).rejects.toThrow('1/2 dòng');
      broken = false;
      expect(await configList({ code: '1.000001.H13', id: '1' })).toMatchObject([{ serviceConfigId: '2' }]);
    } finally {
      http.close();
      await server.close();
    }
  });
});

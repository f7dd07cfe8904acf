import { read, utils } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countMonth } from '../../src/report/documents/monthly-report.ts';
import { findRun } from '../../src/store/runs/runs.ts';
import { row, whole, xlsx } from '../review/corpus/make.ts';
import { smallCity } from '../support/small-city.ts';
import { type ServedCity, servedCity } from './served-city.ts';

describe('papers over HTTP', () => {
  let city: ServedCity;
  let viewer: string;
  beforeAll(async () => {
    city = await servedCity(smallCity());
    viewer = await city.key('viewer');
  });
  afterAll(() => city.close());

  const sheets = async (path: string) => {
    const response = await city.get(path, viewer);
    expect(response.status).toBe(200);
    return read(new Uint8Array(await response.arrayBuffer()));
  };

  it('say that a month has not been counted yet, and give its report once it has', async () => {
    const refused = await city.get('/v1/documents/monthly/2026-10/docx', viewer);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({
      detail: expect.stringContaining('chưa có số liệu tháng 2026-10'),
    });

    const run = (await findRun(city.store, city.runId))!;
    await countMonth(city.store, city.configuration.city, {
      run,
      month: '2026-10',
      now: '2026-11-01T00:00:00.000Z',
    });
    const book = await sheets('/v1/documents/monthly/2026-10/xlsx');
    expect(book.SheetNames).toEqual(['Biểu 1. Theo cấp', 'Biểu 2. Theo đơn vị', 'Biểu 3. Theo lĩnh vực']);
    const rows = utils.sheet_to_json<string[]>(book.Sheets['Biểu 1. Theo cấp']!, { header: 1 });
    expect(rows.find(cells => cells?.[1] === 'Tổng cộng')?.slice(2, 4)).toEqual([12, 6]);
    const document = await city.get('/v1/documents/monthly/2026-10/docx', viewer);
    expect(document.headers.get('content-disposition')).toBe(
      'attachment; filename="bao-cao-thang-2026-10.docx"',
    );
  });

  it('list the services at level 4 with who offers them', async () => {
    const { Sheets } = await sheets('/v1/documents/level-four/xlsx');
    const rows = utils.sheet_to_json<string[]>(Sheets['Mức độ 4']!, { header: 1 });
    expect(rows.find(cells => cells?.[1] === '1.000894')?.at(-1)).toBe('Cấp xã (3 đơn vị)');
  });

  it('are, as open data, a catalogue in JSON-LD and a table with its description', async () => {
    const read = async (part: string) => {
      const response = await city.get(`/v1/documents/catalogue/${part}`, viewer);
      expect(response.status).toBe(200);
      return { type: response.headers.get('content-type'), text: await response.text() };
    };
    const linked = await read('cpsv-ap');
    expect(linked.type).toMatch(/^application\/ld\+json/);
    const services = JSON.parse(linked.text)['@graph'].filter(
      (node: Record<string, unknown>) => node['@type'] === 'cpsv:PublicService',
    );
    expect(services).toHaveLength(6);
    expect((await read('csv')).text.trim().split('\r\n')).toHaveLength(13);
    expect(JSON.parse((await read('schema')).text)).toMatchObject({ url: 'catalogue.csv' });
  });

  it('give the consolidated lists of a unit', async () => {
    expect((await city.get('/v1/documents/reviews/H13/xlsx', viewer)).status).toBe(404);
    const body = new FormData();
    const list = await xlsx({ rows: whole('I', [row(1, '1.000894')]) });
    body.append('file', new Blob([list as Uint8Array<ArrayBuffer>]), 'ds.xlsx');
    const headers = { authorization: `Bearer ${await city.key('operator')}` };
    const taken = await fetch(`${city.url}/v1/reviews?unit=H13.21.1`, { method: 'POST', headers, body });
    expect(taken.status).toBe(200);
    const { Sheets } = await sheets('/v1/documents/reviews/H13.21.1/xlsx');
    const rows = utils.sheet_to_json<string[]>(Sheets['Phụ lục I']!, { header: 1 });
    expect(rows.find(cells => cells?.[1] === '1.000894')?.slice(3)).toEqual(['X', 'X']);
    expect((await city.get('/v1/documents/reviews/H99/xlsx', viewer)).status).toBe(404);
  });
});

import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileAnswer } from '../../src/review/answer.ts';
import { parts } from '../../src/server/parts.ts';
import { listAudit } from '../../src/store/access/audit.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { row, utf8, whole, xlsx } from '../review/corpus/make.ts';
import { emptyFile } from '../store/support.ts';
import { type Running, runServer } from './running.ts';
import { call } from './served-city.ts';

describe('review lists over HTTP', () => {
  const file = emptyFile();
  let store: Store;
  let server: Running;
  let key: string;
  let unit: string;
  beforeAll(async () => {
    store = await openStore(file.settings);
    server = await runServer(store, parts);
    key = await server.key('operator');
    unit = server.configuration.city.agencies[0]!.code;
  });
  afterAll(async () => {
    await server.close();
    await store.close();
    await file.drop();
  });

  async function upload(query: string, bytes: Uint8Array, name = 'danh-mục.xlsx'): Promise<Response> {
    const body = new FormData();
    body.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
    const headers = { authorization: `Bearer ${key}` };
    return fetch(`${server.url}/v1/reviews${query}`, { method: 'POST', headers, body });
  }

  const list = whole('I', [row(1, '1.004194'), row(2, 'không có')], []);

  it('are taken in for the unit named, answered, listed and shown again', async () => {
    const answer = (await (await upload(`?unit=${unit}`, await xlsx({ rows: list }))).json()) as FileAnswer;
    expect(answer).toMatchObject({ state: 'imported', id: 1, accepted: 1, rejected: 1 });
    expect(answer.file.name).toBe('danh-mục.xlsx');
    const listed = await (await call(server.url, 'GET', '/v1/reviews', { key })).json();
    expect(listed).toMatchObject({
      items: [{ id: 1, parts: [{ agency: unit, current: true }] }],
      next: null,
    });
    const shown = (await (await call(server.url, 'GET', '/v1/reviews/1', { key })).json()) as FileAnswer;
    expect(shown).toEqual({ ...answer, superseded: [] });
    expect((await listAudit(store, 1))[0]).toMatchObject({
      action: 'import-review',
      origin: 'api 127.0.0.1',
    });
  });

  it('come back as the same workbook with marks where that is asked for', async () => {
    const response = await upload(`?unit=${unit}&form=xlsx&dryRun=true`, await xlsx({ rows: list }));
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await response.arrayBuffer());
    expect(book.worksheets.map(({ name }) => name)).toEqual(['Sheet1', 'Kết quả nhập']);
  });

  it('that cannot be read are answered, not refused', async () => {
    const response = await upload('', utf8('%PDF-1.7'), 'a.xlsx');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      state: 'unreadable',
      error: expect.stringContaining('PDF'),
    });
  });

  it('are refused without a file, for an unknown unit, and when larger than allowed', async () => {
    expect((await call(server.url, 'POST', '/v1/reviews', { key, body: {} })).status).toBe(400);
    expect((await upload('?unit=X', utf8('a'))).status).toBe(400);
    const { bodyMegabytes } = server.configuration.server;
    expect((await upload('', new Uint8Array(bodyMegabytes * 1_024 * 1_024 + 1))).status).toBe(413);
  });
});

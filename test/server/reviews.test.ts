import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Agency } from '../../src/domain/agency.ts';
import type { FileAnswer } from '../../src/review/answer.ts';
import { listAudit } from '../../src/store/access/audit.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { row, utf8, whole, xlsx } from '../review/corpus/make.ts';
import { type MadeFile, storeFile } from '../store/support.ts';
import { parts } from './parts.ts';
import { type Running, runServer } from './running.ts';
import { call } from './served-city.ts';

describe('review lists over HTTP', () => {
  let file: MadeFile;
  let store: Store;
  let server: Running;
  let key: string;
  let unit: string;
  beforeAll(async () => {
    file = await storeFile();
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

  async function upload(
    query: string,
    bytes: Uint8Array,
    { name = 'danh-mục.xlsx', as = key } = {},
  ): Promise<Response> {
    const body = new FormData();
    body.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
    const headers = { authorization: `Bearer ${as}` };
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
    expect(shown).toEqual(answer);
    expect((await listAudit(store, 1))[0]).toMatchObject({
      action: 'import-review',
      origin: 'api 127.0.0.1',
    });
  });

  it('say for as long as they are kept what they have taken the place of', async () => {
    const shorter = whole('I', [row(1, '1.004222')], []);
    const answer = (await (
      await upload(`?unit=${unit}`, await xlsx({ rows: shorter }))
    ).json()) as FileAnswer;
    expect(answer.superseded).toMatchObject([{ agency: unit, list: 'eligible', dropped: ['1.004194'] }]);
    const shown = (await (
      await call(server.url, 'GET', `/v1/reviews/${answer.id}`, { key })
    ).json()) as FileAnswer;
    expect(shown.superseded).toEqual(answer.superseded);
  });

  it('come back as the same workbook with marks where that is asked for', async () => {
    const sent = new ExcelJS.Workbook();
    await sent.xlsx.load((await xlsx({ rows: list })).buffer as ArrayBuffer);
    const set = { paperSize: 8 as ExcelJS.PaperSize, orientation: 'portrait', scale: 80 } as const;
    sent.addWorksheet('Khổ lớn', { pageSetup: set }).getCell('A1').value = 'Ghi chú';
    const bytes = new Uint8Array(await sent.xlsx.writeBuffer());
    const response = await upload(`?unit=${unit}&form=xlsx&dryRun=true`, bytes);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await response.arrayBuffer());
    expect(book.worksheets.map(({ name }) => name)).toEqual(['Sheet1', 'Khổ lớn', 'Kết quả nhập']);
    const [list1, large, result] = book.worksheets;
    expect(large!.pageSetup, 'as its sender set it up').toMatchObject({ ...set, fitToPage: false });
    for (const { pageSetup } of [list1!, result!])
      expect(pageSetup).toMatchObject({ paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0 });
  });

  it('that cannot be read are answered, not refused', async () => {
    const response = await upload('', utf8('%PDF-1.7'), { name: 'a.xlsx' });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      state: 'unreadable',
      error: expect.stringContaining('PDF'),
    });
  });

  describe('of a unit’s own account', () => {
    const titled = (name: string) => [[name.toUpperCase()]];
    const rows = [row(1, '1.004194')];
    const kept = async () => {
      const page = await server.read('/v1/reviews', key);
      return page.items;
    };
    let own: Agency | undefined;
    let other: Agency | undefined;
    let as: string;
    beforeAll(async () => {
      [other, own] = server.configuration.city.agencies.slice(-2);
      as = await server.key('unit', own!.code);
    });
    const handIn = async (query: string, bytes: Uint8Array) =>
      (await upload(query, bytes, { as })).json() as Promise<FileAnswer>;

    it('are refused for another unit, before anything is received, and it is in the audit trail', async () => {
      const before = await kept();
      const bytes = await xlsx({ rows: whole('I', rows, []) });
      for (const query of [`?unit=${other!.code}`, `?unit=${other!.code}&dryRun=true`])
        expect((await upload(query, bytes, { as })).status).toBe(403);
      expect(await kept()).toEqual(before);
      expect((await listAudit(store, 1))[0]).toMatchObject({
        action: 'import-review',
        target: other!.code,
        outcome: 'refused: other-unit',
      });
    });

    it('are not taken where the file says they are another unit’s, whatever is said beside it', async () => {
      const before = await kept();
      const foreign = whole('I', rows, titled(other!.name));
      for (const query of ['', `?unit=${own!.code}`]) {
        const answer = await handIn(query, await xlsx({ rows: foreign }));
        expect(answer).toMatchObject({ state: 'nothing', accepted: 0, rejected: 1, lists: [] });
        expect(answer.problems[0]).toMatchObject({
          kind: 'rejected',
          reason: expect.stringContaining(`ghi là của ${other!.name}`),
          rows: 1,
        });
      }
      const empty = await xlsx({ rows: whole('I', [], titled(other!.name)) });
      expect(await handIn('', empty), 'an empty list would take an earlier one’s place').toMatchObject({
        state: 'nothing',
        id: null,
      });
      expect(await kept()).toEqual(before);
    });

    it('are taken where they are its own or do not say whose; of a shared file its part', async () => {
      const plain = await handIn('', await xlsx({ rows: whole('II', [row(1, '1.004194', 'X', '')], []) }));
      expect(plain).toMatchObject({
        state: 'imported',
        lists: [{ agency: own!.code, list: 'not-eligible' }],
      });
      const shared = await xlsx(
        { name: 'a', rows: whole('I', rows, titled(own!.name)) },
        { name: 'b', rows: whole('I', rows, titled(other!.name)) },
      );
      const answer = await handIn('', shared);
      expect(answer).toMatchObject({ state: 'imported', accepted: 1, rejected: 1 });
      expect((await kept())[0].parts).toEqual([expect.objectContaining({ agency: own!.code })]);
    });
  });

  it('are refused without a file, for an unknown unit, and when larger than allowed', async () => {
    expect((await call(server.url, 'POST', '/v1/reviews', { key, body: {} })).status).toBe(400);
    expect((await upload('?unit=X', utf8('a'))).status).toBe(400);
    const { bodyMegabytes } = server.configuration.server;
    expect((await upload('', new Uint8Array(bodyMegabytes * 1_024 * 1_024 + 1))).status).toBe(413);
  });
});

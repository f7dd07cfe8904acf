import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roundOf } from '../../src/app/queries/consultations.ts';
import type { ManualTask } from '../../src/domain/task.ts';
import { inMemory } from '../../src/report/forms.ts';
import { roundForm } from '../../src/report/reviews/round-form.ts';
import { guidedReviews } from '../../src/runs/guided-forms.ts';
import { listAudit } from '../../src/store/access/audit.ts';
import { keepTasks } from '../../src/store/work/tasks.ts';
import { row, whole, xlsx } from '../review/corpus/make.ts';
import { smallCity } from '../support/small-city.ts';
import { startOfTests } from './running.ts';
import { type ServedCity, servedCity } from './served-city.ts';

const [own, other] = ['H13.21.1', 'H13.21.2'];
type Fill = (sheet: ExcelJS.Worksheet) => void;

describe('a workbook of ours that comes back over HTTP', () => {
  let city: ServedCity;
  let keys: Record<'own' | 'other' | 'operator' | 'viewer', string>;
  let round: number;
  beforeAll(async () => {
    city = await servedCity(smallCity());
    keys = {
      own: await city.key('unit', own),
      other: await city.key('unit', other),
      operator: await city.key('operator'),
      viewer: await city.key('viewer'),
    };
    await handIn(await xlsx({ rows: whole('I', [row(1, '1.004873')], []) }), 'operator', '?unit=H13.22.1');
    const wanted = { list: 'appendix-1', silence: 'none', until: '2026-12-31', to: [own] };
    const opened = await city.call('POST', '/v1/review/consult', { key: keys.operator, body: wanted });
    ({ round } = (await opened.json()) as { round: number });
  });
  afterAll(() => city.close());

  // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects to find
  async function handIn(bytes: Uint8Array, by: keyof typeof keys, query = ''): Promise<any> {
    const body = new FormData();
    body.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), 'phieu.xlsx');
    const headers = { authorization: `Bearer ${keys[by]}` };
    const answer = await fetch(`${city.url}/v1/reviews${query}`, { method: 'POST', headers, body });
    return { status: answer.status, body: await answer.json() };
  }
  async function filled(bytes: Uint8Array, fill: Fill): Promise<Uint8Array> {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
    fill(book.worksheets[0]!);
    return new Uint8Array(await book.xlsx.writeBuffer());
  }
  const answerSheet = async (say: string, comment = '') => {
    const form = roundForm((await roundOf(city.store, round))!, own, city.configuration.city);
    return filled(await inMemory(form), sheet => {
      sheet.lastRow!.getCell(7).value = say;
      sheet.lastRow!.getCell(8).value = comment || null;
    });
  };
  const toldOf = async () =>
    (await city.read(`/v1/review/consult/${round}`, keys.operator)) as {
      addressees: { state: string }[];
      rows: { agree: number; differ: number }[];
    };

  it('is an answer to the round it was made for, row by row, and only tried out where that is asked', async () => {
    const odd = await handIn(await answerSheet('chắc vậy'), 'own');
    expect(odd.body).toMatchObject({ state: 'nothing', round, id: null, questioned: 1 });
    expect(odd.body.problems).toMatchObject([{ cell: 'G7', todo: expect.stringContaining('Thống nhất') }]);
    const tried = await handIn(await answerSheet('Thống nhất'), 'own', '?dryRun=true');
    expect(tried.body).toMatchObject({ state: 'dry-run', accepted: 1 });
    // It has answered, though nobody knows yet what is meant; what was only tried out changes nothing.
    expect(await toldOf()).toMatchObject({
      addressees: [{ state: 'answered' }],
      rows: [{ agree: 0, differ: 0, asked: 1 }],
    });
    const taken = await handIn(await answerSheet('Không thống nhất', 'thiếu máy quét'), 'own');
    expect(taken.body).toMatchObject({ state: 'imported', round, accepted: 1, id: expect.any(Number) });
    expect(await toldOf()).toMatchObject({ addressees: [{ state: 'answered' }], rows: [{ differ: 1 }] });
  });

  it('is refused of another unit, which the trail has, and questioned where it is said to be another’s', async () => {
    const bytes = await answerSheet('Thống nhất');
    expect((await handIn(bytes, 'other')).status).toBe(403);
    expect((await handIn(bytes, 'viewer')).status).toBe(403);
    const refused = (await listAudit(city.store, 2)).map(({ action, outcome }) => [action, outcome]);
    expect(refused).toEqual([
      ['import-review', 'refused: role-missing'],
      ['answer-round', 'refused: other-unit'],
    ]);
    const wrong = await handIn(bytes, 'operator', `?unit=${other}`);
    expect(wrong.body).toMatchObject({ state: 'nothing', id: null });
    expect(wrong.body.problems[0].reason).toContain(`đơn vị có mã ${own}, không phải ${other}`);
    expect(await toldOf()).toMatchObject({ rows: [{ agree: 0, differ: 1 }] });
  });

  it('is downloaded by whom it is for, as the record of the round is by the offices', async () => {
    const form = async (unit: string, by: keyof typeof keys) =>
      city.call('GET', `/v1/review/consult/${round}/forms/${unit}`, { key: keys[by] });
    const got = await form(own, 'own');
    expect(got.status).toBe(200);
    // With what the unit has answered: sent in again it says the same.
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await got.arrayBuffer());
    expect(book.worksheets[0]!.lastRow!.getCell(8).value).toBe('thiếu máy quét');
    expect((await form(own, 'other')).status).toBe(404);
    expect((await form(other, 'operator')).status, 'nobody asked it').toBe(409);
    const record = `/v1/review/consult/${round}/record/docx`;
    const given = await city.call('GET', record, { key: keys.viewer });
    expect(given.status).toBe(200);
    const { 'word/document.xml': text } = unzipSync(new Uint8Array(await given.arrayBuffer()));
    expect(strFromU8(text!)).toContain('BIÊN BẢN');
    expect((await city.call('GET', record, { key: keys.own })).status).toBe(403);
  });

  it('is a guided form of review of the unit it was made for, and of no other', async () => {
    const [review] = await guidedReviews(city.store, city.configuration, startOfTests, own);
    const unknown = await city.call('GET', '/v1/review/forms/H13.99', { key: keys.operator });
    expect([unknown.status, await unknown.json()]).toMatchObject([
      404,
      { detail: expect.stringContaining('không có mã này') },
    ]);
    const form = await city.call('GET', `/v1/review/forms/${own}`, { key: keys.own });
    expect(form.headers.get('content-disposition')).toContain(`${own}.xlsx`);
    const bytes = await filled(new Uint8Array(await form.arrayBuffer()), sheet => {
      const head = sheet.rowCount - review!.rows.length;
      const asked = (sheet.getRow(head).values as string[]).flatMap((title, at) =>
        /^(Kỹ thuật|Pháp lý): /.test(title ?? '') ? [at] : [],
      );
      review!.rows.forEach((_row, at) => {
        for (const column of asked) sheet.getRow(head + 1 + at).getCell(column).value = 'Đạt';
      });
    });
    const refused = await handIn(bytes, 'other');
    expect(refused.body).toMatchObject({ state: 'nothing', accepted: 0, questioned: review!.rows.length });
    const taken = await handIn(bytes, 'own');
    expect(taken.body).toMatchObject({ state: 'imported', round: null, accepted: review!.rows.length });
    const shown = (await city.read(`/v1/review/show/${own}`, keys.own)) as { items: object[] };
    expect(shown.items).toMatchObject(review!.rows.map(({ procedure }) => ({ procedure, list: 'eligible' })));
  });

  // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects to find
  async function ask(method: string, path: string, by: keyof typeof keys, body?: object): Promise<any> {
    const answer = await city.call(method, path, { key: keys[by], ...(body && { body }) });
    const isJson = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, body: isJson ? await answer.json() : await answer.text() };
  }

  it('names provisions that free services, and drafts the letter; a working session takes them up', async () => {
    const law = 'Khoản 2 Điều 7 Nghị định 123/2015/NĐ-CP';
    const listed = whole('II', [row(1, '1.004873', '', law), row(2, '1.000894', 'thiếu chữ ký số', '')], []);
    await handIn(await xlsx({ rows: listed }), 'other');
    const { body: register } = await ask('GET', '/v1/review/legal?limit=1', 'viewer');
    const id = '123/2015/NĐ-CP/d7/k2';
    expect(register).toMatchObject({ items: [{ id, offerings: 1 }], unread: [], next: null });
    const { body: freed } = await ask('GET', '/v1/review/legal/free/2', 'viewer');
    expect(freed).toEqual({ provisions: [id], offerings: 1, exact: true });
    const letter = (of: string) =>
      ask('GET', `/v1/review/legal/letter/docx?id=${encodeURIComponent(of)}`, 'viewer');
    expect([(await letter(id)).status, (await letter('1/2000/NĐ-CP')).status]).toEqual([200, 404]);
    // What a unit has said itself is known, beside what the systems show.
    const [review] = await guidedReviews(city.store, city.configuration, startOfTests, other);
    expect(review!.rows.map(({ known }) => known.filter(line => line.includes('đơn vị gửi')))).toEqual([
      ['Chữ ký số: chưa đạt (danh mục đơn vị gửi, 23/11/2026)'],
      ['Quy định của pháp luật: chưa đạt (danh mục đơn vị gửi, 23/11/2026)'],
    ]);

    const field = { scope: 'field', subject: 'Hộ tịch' };
    const { body: agenda } = await ask(
      'GET',
      `/v1/review/session/agenda?${new URLSearchParams(field)}`,
      'viewer',
    );
    expect(agenda.agenda.map((each: { key: string; frees: number }) => [each.key, each.frees])).toEqual([
      ['condition:digital-signature', 1],
      [`law:${id}`, 1],
    ]);
    const held = { ...field, heldOn: '2026-11-24', participants: [{ name: 'Trần B', office: 'Sở TTTT' }] };
    expect((await ask('POST', '/v1/review/session', 'viewer', held)).status).toBe(403);
    expect(
      (await ask('POST', '/v1/review/session', 'operator', { ...held, subject: 'Không có' })).status,
    ).toBe(400);
    const { body: session } = await ask('POST', '/v1/review/session', 'operator', held);
    expect(session).toMatchObject({ ...held, agenda: agenda.agenda, agreed: [], carried: [] });
    const action = { action: 'Kiến nghị sửa', owner: other, until: '2026-12-01', obstacle: `law:${id}` };
    const actions = `/v1/review/session/${session.session}/actions`;
    const { body: agreed } = await ask('POST', actions, 'operator', action);
    expect(agreed).toMatchObject({ ...action, state: 'open', words: [] });
    const minutes = `/v1/review/session/${session.session}/minutes/docx`;
    expect((await ask('GET', minutes, 'viewer')).status).toBe(200);
    // Whom it left something to do sees that, and what of the agenda is about it.
    const { body: mine } = await ask('GET', `/v1/review/session/${session.session}`, 'other');
    expect(mine).toMatchObject({
      agreed: [{ id: agreed.id }],
      agenda: [{ units: [other] }, { units: [other] }],
    });
    expect((await ask('GET', `/v1/review/session/${session.session}`, 'own')).status).toBe(404);
    const done = { word: 'done', reason: 'đã gửi' };
    expect((await ask('POST', `/v1/review/session-actions/${agreed.id}`, 'own', done)).status).toBe(403);
    const { body: settled } = await ask('POST', `/v1/review/session-actions/${agreed.id}`, 'other', done);
    expect(settled).toMatchObject({ state: 'done', words: [{ reason: 'đã gửi' }] });
  });

  it('tells of services that went live, what to publish, and who says that it has', async () => {
    const live = { procedure: '1.000894', agency: own };
    const task = {
      ...{ key: 'live', system: 'national', procedure: live.procedure, procedureName: 'Đăng ký kết hôn' },
      ...{ kind: 'register-level', case: null, agencies: [own], what: 'Đăng ký', values: [], link: null },
      ...{ owner: 'regulatory', due: null, expected: 4 },
    };
    // Done once, and by now the portal does not have it.
    const gone = { ...task, key: 'gone', procedure: '1.999999' };
    await keepTasks(city.store, [task, gone] as unknown as ManualTask[], {
      ...{ id: 'P1', at: startOfTests, covered: new Map() },
    });
    await city.store.db.updateTable('task').set({ state: 'done', closedAt: startOfTests }).execute();
    const list = async () => (await ask('GET', '/v1/review/announce?since=2026-11-01', 'viewer')).body;
    const told = async () => (await list()).items;
    expect(await list()).toMatchObject({
      items: [{ ...live, proof: 'shown', published: null }],
      leftOut: 1,
    });
    const text = await ask('GET', `/v1/review/announce/${own}/txt?since=2026-11-01`, 'own');
    expect(text.body).toContain('“Đăng ký kết hôn”');
    const word = { ...live, place: 'trang tin của phường', on: '2026-11-20' };
    const say = (by: keyof typeof keys, more: object = {}) =>
      ask('POST', '/v1/review/published', by, { ...word, ...more });
    expect((await say('other')).status).toBe(403);
    expect((await say('own', { on: '2027-01-01' })).status).toBe(400);
    expect((await say('own', { procedure: '1.004873' })).status, 'it did not go live').toBe(404);
    expect((await say('own')).body).toEqual({ ...live, published: true });
    expect((await told())[0].published).toMatchObject({ place: word.place, on: word.on });
    await say('own', { revoke: true, place: 'ghi nhầm', on: undefined });
    expect((await told())[0].published).toBeNull();
    expect((await ask('GET', '/v1/review/published', 'viewer')).body.items).toEqual([]);
    expect((await listAudit(city.store, 1))[0]).toMatchObject({
      action: 'confirm-publication',
      outcome: 'done',
    });
  });
});

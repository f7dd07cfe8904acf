import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roundOf } from '../../src/app/queries/consultations.ts';
import { inMemory } from '../../src/report/forms.ts';
import { guidedForm } from '../../src/report/reviews/guided-form.ts';
import { roundForm } from '../../src/report/reviews/round-form.ts';
import { guidedReviews } from '../../src/runs/guided-forms.ts';
import { listAudit } from '../../src/store/access/audit.ts';
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
    expect((await toldOf()).addressees).toMatchObject([{ state: 'waiting' }]);
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

  it('is a guided form of review of the unit it was made for, and of no other', async () => {
    const [review] = await guidedReviews(city.store, city.configuration, startOfTests, own);
    const form = guidedForm(review!, city.configuration.city, '2026-11-23');
    const bytes = await filled(await inMemory(form), sheet => {
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
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as sheets from '@e965/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Demand, Indicator } from '../../src/domain/measure.ts';
import { dayOf, monthBefore } from '../../src/domain/time.ts';
import { type Row, visitor } from '../sandbox/dvcqg-2026/visitor.ts';
import { dvcSync, readSummary } from '../support/command.ts';
import { type PeoplePlace, peoplePlace } from '../support/people-place.ts';

const today = dayOf(new Date().toISOString());
const month = monthBefore(today.slice(0, 7));
const unused = '1.000894';
const silent = '1.004873';

let place: PeoplePlace;
const report = (...args: string[]) => dvcSync(['report', ...args, '--config', place.config]);
const asJson = async <T>(...args: string[]) => JSON.parse((await report(...args, '--json')).stdout) as T[];
const asked = (group: string) =>
  place.people.visits.filter(({ path, body }) => path.endsWith(group) && body.includes('"month"'));

beforeAll(async () => {
  place = await peoplePlace(
    {},
    seed => {
      for (const procedure of seed.procedures) {
        const [unit] = procedure.appliedTo!.filter(code => Number(code.split('.')[1]) >= 100);
        // 0 was counted; null was not.
        if (procedure.code === unused) procedure.files = { [unit!]: { online: 0, direct: 12, postal: 0 } };
        if (procedure.code === silent) procedure.files = { [unit!]: null };
      }
    },
    { demand: true },
  );
  expect((await place.run()).code).toBe(0);
});
afterAll(() => place?.close());

test('files by channel are those of the source, to the unit; what it does not say is not 0', async () => {
  const rows = await asJson<Demand & { source: string }>('demand', month);
  const { ask } = await visitor(place.people);
  const [year, number] = month.split('-').map(Number);
  const data = async (path: string, body: object) => (await ask(path, body)).json.data;
  const { rows: tops } = await data('configuring/citizen/department/list-with-location', {
    ...{ type: 'PROVINCE', levels: ['PROVINCE'], limit: 200, lastId: '' },
  });
  const root = tops.find(({ code }: Row) => code === 'H13').id;
  const { items } = await data('reporting/formalities', { q: '', currentPage: 1, pageSize: 200 });
  const ids: [string | null, string][] = items.map(({ code, id }: Row) => [code, id]);
  const codes = new Map([...place.departments].map(([ours, theirs]) => [theirs, ours]));
  const truth: unknown[] = [];
  for (const [procedure, formalityId] of [[null, ''] as const, ...ids]) {
    const { parent, children } = await data('reporting/evaluation/provide-online-tree', {
      ...{ timeType: 'month', year, month: number, rootDepartmentId: root, currentPage: 1, pageSize: 200 },
      ...(formalityId && { formalityId }),
    });
    for (const row of [parent, ...children])
      truth.push({
        ...{
          procedure,
          agency: codes.get(row.departmentCode),
          period: month,
          source: 'people',
          quality: null,
        },
        ...{ online: row.channelOnlineSum, direct: row.channelDirectSum },
        ...{ postal: row.channelPostalSum, total: row.channelTotalSum },
      });
  }
  const byPlace = (list: unknown[]) =>
    list.map(row => JSON.stringify(row, Object.keys(rows[0]!).sort())).sort();
  expect(byPlace(rows)).toEqual(byPlace(truth));
  const of = (procedure: string) =>
    rows.find(row => row.procedure === procedure && row.agency === 'H13.21.1');
  expect(of(unused)).toMatchObject({ online: 0, direct: 1, total: 1 });
  expect(of(silent)).toMatchObject({ online: null, direct: null, postal: null, total: null });
});

test('indicators are kept as published, with what the source says of how good they are', async () => {
  const rows = await asJson<Indicator>('indicators', month);
  expect([...new Set(rows.map(({ group }) => group))].sort()).toEqual([
    'dossier-digitized',
    'dvc-progress-tree',
    'formality-online-payment-tree',
    'handling-satisfaction',
    'provide-online-tree',
    'transparency',
  ]);
  const of = (code: string) => rows.find(row => row.code === code && row.agency === 'H13')!;
  expect(of('DOSSIER_SYNC')).toMatchObject({
    numerator: expect.any(Number),
    denominator: expect.any(Number),
    maxScore: 6,
    quality: { status: 'TEMP_NATIONAL_REPORT_DENOMINATOR', message: expect.stringContaining('tạm tính') },
  });
  expect(of('PETITION_HANDLING_SATISFACTION')).toMatchObject({
    ...{ numerator: null, score: null },
    quality: { status: 'NO_NATIONAL_REPORT_DATA' },
  });
  expect((await report('indicators', month)).stdout).toContain('Chưa có dữ liệu báo cáo quốc gia');
});

test('a procedure is asked for once a month, the city and its units in every run', async () => {
  const before = asked('provide-online-tree').length;
  expect((await place.run()).code).toBe(0);
  const later = asked('provide-online-tree').slice(before);
  expect(later.filter(({ body }) => body.includes('formalityId'))).toEqual([]);
  expect(later.length).toBeGreaterThan(0);
});

test('fill the monthly report, which names services at level 4 that nobody uses online', async () => {
  const out = join(place.folder, 'thang');
  expect((await report('monthly', month, '--as-of', today, '--out', out)).code).toBe(0);
  const { Sheets } = sheets.read(await readFile(join(out, `bao-cao-thang-${month}.xlsx`)));
  const rowsOf = (name: string) =>
    sheets.utils.sheet_to_json<(string | number)[]>(Sheets[name]!, { header: 1 });
  const units = rowsOf('Biểu 2. Theo đơn vị');
  const files = (await asJson<Demand>('demand', month)).find(
    ({ procedure, agency }) => procedure === null && agency === 'H13.21.2',
  )!;
  const row = units.find(cells => cells.includes('Ủy ban nhân dân phường An Hòa'))!;
  expect(row.at(-2)).toBeCloseTo(files.online! / files.total!);
  expect(row.at(-1)).toEqual(expect.any(Number));
  expect(units.flat().join('\n')).toContain('số liệu tháng do Cổng Dịch vụ công quốc gia (people) công bố');
  const idle = rowsOf('Biểu 4. Không có hồ sơ').find(cells => cells.includes(unused))!;
  expect(idle).toContain('Ủy ban nhân dân phường Cái Khế');
});

test('a portal that publishes nothing takes nothing from the run, and fills nothing, which is said', async () => {
  const notes = async () => (await readSummary(place.out)).systems.people!.notes;
  expect(await notes()).toEqual([]);
  place.people.set('unavailable', 'reporting/evaluation/transparency');
  expect((await place.run()).code).toBe(0);
  place.people.set('unavailable', false);
  const missed = expect.stringMatching(
    /^Số hồ sơ, chỉ số tháng \d+ năm \d+ chưa đọc đủ: chỉ số: transparency/,
  );
  expect(await notes()).toContainEqual(missed);
  // It is kept with what was read, not only said once.
  const out = join(place.folder, 'again');
  expect((await report('--out', out, '--form', 'summary')).code).toBe(0);
  expect((await readSummary(out)).systems.people!.notes).toContainEqual(missed);
  expect(await asJson('demand', '2001-01')).toEqual([]);
  expect((await report('demand', 'tháng')).code).toBe(64);
});

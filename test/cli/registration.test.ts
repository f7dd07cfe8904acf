import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as sheets from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ManualTask, TaskRow } from '../../src/domain/task.ts';
import { openStore } from '../../src/store/core/open.ts';
import { keepTasks } from '../../src/store/work/tasks.ts';
import { type Rows, row, whole, xlsx } from '../review/corpus/make.ts';
import { sampleProcedures } from '../sandbox/city/sample.ts';
import { dvcSync } from '../support/command.ts';
import { startMailServer, type TestMailServer } from '../support/mail-server.ts';
import { type PeoplePlace, peoplePlace } from '../support/people-place.ts';
import { type Place, placeOf } from '../support/place.ts';
import { startService } from '../support/service.ts';
import { smallCity } from '../support/small-city.ts';

const names = Object.fromEntries(sampleProcedures.map(({ code, name }) => [code, name]));
const named = (number: number, code: string, technical = 'X', legal = 'X') =>
  row(number, code, technical, legal, names[code] ?? '');
/** Everything is at level 4 at the portal but 1.004873. */
const [caiKhe, anHoa] = ['H13.21.1', 'H13.21.2'];
const raised = '1.004873';
const key = (agency: string) => `national/${raised}/register-level/4/${agency}`;

const milestones = [
  { id: 'dang-ky', name: 'Đăng ký', due: '2099-10-30', what: 'registration', owner: 'regulatory' },
];

async function handIn(place: Place, name: string, rows: Rows): Promise<void> {
  const path = join(place.folder, name);
  await writeFile(path, await xlsx({ rows }));
  const { code, stderr } = await dvcSync(['review', 'import', path, '--config', place.config]);
  expect([stderr, code]).toEqual(['', 0]);
}

async function registrations(place: Place, state = 'all'): Promise<TaskRow[]> {
  const { stdout } = await dvcSync(['tasks', '--json', '--state', state, '--config', place.config]);
  return (JSON.parse(stdout) as TaskRow[]).filter(({ kind }) => kind === 'register-level');
}

describe('what has to be registered, where the national portal can be read', () => {
  let place: PeoplePlace;
  let server: TestMailServer;
  let at: (agency: string) => string;
  const show = (levels: Record<string, string | null>) =>
    place.people.set(
      'implementLevels',
      Object.fromEntries(Object.entries(levels).map(([agency, level]) => [at(agency), level])),
    );
  const states = async () =>
    Object.fromEntries(
      (await registrations(place)).map(({ agencies: [agency], state, note }) => [agency, [state, note]]),
    );

  beforeAll(async () => {
    // Few services: what one procedure loses would be a large share of them.
    server = await startMailServer({ security: 'none' });
    const mail = {
      from: 'dvc-sync@example.vn',
      smtp: { host: '127.0.0.1', port: server.port, security: 'none' },
      recipients: [{ address: 'vp@example.vn', owner: 'regulatory' }],
    };
    place = await peoplePlace({ reviews: { milestones }, thresholds: { shrinkShare: 1 }, mail });
    at = agency => `${raised} ${place.departments.get(agency)}`;
    expect((await place.run()).code).toBe(0);
    await handIn(place, 'cai-khe.xlsx', whole('I', [named(1, '1.000894'), named(2, raised)]));
    await handIn(
      place,
      'an-hoa.xlsx',
      whole('II', [named(1, raised, 'Chưa có chữ ký số', '')], [['UBND PHƯỜNG AN HÒA']]),
    );
  });
  afterAll(async () => {
    await place?.close();
    await server?.close();
  });

  test('is there after the run that follows the import, one task a unit, without a plan', async () => {
    expect(await registrations(place)).toEqual([]);
    await place.run();
    const [task, ...others] = await registrations(place, 'open');
    // The other service of the unit is at level 4 there already; the unit that said no is not asked for.
    expect(others).toEqual([]);
    expect(task).toMatchObject({
      key: key(caiKhe),
      kind: 'register-level',
      owner: 'regulatory',
      system: 'national',
      procedure: raised,
      agencies: [caiKhe],
      due: '2099-10-30',
      origin: { kind: 'register-level' },
      what: expect.stringContaining('phường Cái Khế là dịch vụ công mức độ 4 trên CSDL quốc gia về TTHC'),
      note: 'Cổng Dịch vụ công quốc gia (people) đang ghi mức độ 2 cho đơn vị.',
    });
    expect(task!.values).toContainEqual({
      label: 'Lưu ý',
      value: 'đơn vị cùng cấp trả lời chưa đủ điều kiện: Ủy ban nhân dân phường An Hòa',
    });
    expect(task!.values).toContainEqual({
      label: 'Căn cứ',
      value: expect.stringMatching(/^Phụ lục I .*cai-khe\.xlsx/),
    });
  });

  test('is counted by the milestone and stands in the annex of the draft decision', async () => {
    const { stdout } = await dvcSync(['review', 'milestones', '--json', '--config', place.config]);
    expect(JSON.parse(stdout).milestones[0].states).toMatchObject([
      { unit: 'regulatory', state: 'ahead', missing: 'còn 1 dịch vụ chưa đăng ký' },
    ]);
    const out = join(place.folder, 'phu-luc');
    const ended = await dvcSync(['review', 'registration', '--out', out, '--config', place.config]);
    expect(ended.code).toBe(2);
    expect(ended.stdout).toContain('Còn 1 dịch vụ phải đăng ký.');
    const { Sheets } = sheets.read(await readFile(join(out, 'dang-ky.xlsx')));
    const cells = sheets.utils.sheet_to_json<string[]>(Sheets['Đăng ký']!, { header: 1 });
    expect(cells.flat().join('\n')).toContain('(Kèm theo Quyết định số …/… ngày … tháng … năm … của');
    const line = cells.find(each => each.includes(raised))!;
    expect(line).toContain('Ủy ban nhân dân phường Cái Khế');
    expect(line.join()).toMatch(/Phụ lục I .*Lưu ý: đơn vị cùng cấp/);
    expect((await readFile(join(out, 'dang-ky.docx'))).subarray(0, 2).toString()).toBe('PK');
  });

  test('is reminded of by mail, with what will be missing at this pace, once', async () => {
    const sent = async () => {
      const on = ['--on', '29/10/2099', '--config', place.config];
      expect((await dvcSync(['review', 'remind', ...on])).code).toBe(0);
      expect((await dvcSync(['mail', 'send', '--config', place.config])).code).toBe(0);
      return server.received.filter(({ mail }) => mail.subject?.includes('Nhắc hạn'));
    };
    const [letter, ...others] = await sent();
    expect([letter?.to, letter?.mail.subject, others]).toEqual([
      'vp@example.vn',
      expect.stringContaining('Nhắc hạn: Đăng ký, 30/10/2099'),
      [],
    ]);
    const said = letter!.mail.text!.replaceAll(/\s+/g, ' ');
    expect(said).toContain('còn 1 dịch vụ chưa đăng ký; với tiến độ này, ngày 30/10 còn thiếu 1');
    expect(await sent()).toHaveLength(1);
  });

  test('closes by itself when people find it at level 4, and opens again when they no longer do', async () => {
    show({ [caiKhe]: 'FULL' });
    await place.run();
    expect(await states()).toEqual({ [caiKhe]: ['done', null] });
    expect((await dvcSync(['review', 'registration', '--config', place.config])).code).toBe(0);

    show({ [caiKhe]: null });
    await place.run();
    expect(await states()).toEqual({
      [caiKhe]: ['open', 'Cổng Dịch vụ công quốc gia (people) chưa ghi mức độ cho đơn vị.'],
    });
  });

  test('is changed by no portal that is out of reach or read in part', async () => {
    const indeterminate =
      'Lần chạy gần nhất không đọc được đầy đủ Cổng Dịch vụ công quốc gia (people); việc giữ nguyên như trước.';
    show({ [caiKhe]: 'FULL' });
    for (const [quirk, value, calm] of [
      ['refuseFrom', 1, 0],
      ['failingAudience', 'ENTERPRISE', ''],
    ] as const) {
      place.people.set(quirk, value);
      expect((await place.run()).code).toBe(3);
      expect(await states()).toEqual({ [caiKhe]: ['open', indeterminate] });
      place.people.set(quirk, calm);
    }
    await place.run();
    expect(await states()).toEqual({ [caiKhe]: ['done', null] });
    // Nor does it open again what was done.
    show({ [caiKhe]: 'NONE' });
    place.people.set('refuseFrom', 1);
    await place.run();
    expect(await states()).toEqual({ [caiKhe]: ['done', null] });
    place.people.set('refuseFrom', 0);
  });

  test('is done for the milestone only by a run that knew what was decided, taken back or handed in', async () => {
    const cli = (...args: string[]) => dvcSync([...args, '--config', place.config]);
    const milestone = async () => {
      const { stdout } = await cli('review', 'milestones', '--json');
      const [{ state, missing }] = JSON.parse(stdout).milestones[0].states;
      return [state, missing];
    };
    const unknown = ['ahead', expect.stringMatching(/^chưa có lần đối chiếu nào biết/)];
    show({ [caiKhe]: 'FULL' });
    await place.run();
    expect(await milestone()).toEqual(['done', null]);
    const decision = ['--agency', 'H13.3', '--not-eligible', '--as', 'Bà V', '--reason', 'họp'];
    const { stdout } = await cli('review', 'decide', '1.002010', ...decision, '--json');
    expect(await milestone()).toEqual(unknown);
    await place.run();
    expect(await milestone()).toEqual(['done', null]);
    await cli('review', 'decide', '--revoke', String(JSON.parse(stdout).decision.id), '--reason', 'nhầm');
    expect(await milestone()).toEqual(unknown);
    await place.run();
    expect(await milestone()).toEqual(['done', null]);
  });

  test('stays open for a record that is marked as a test', async () => {
    show({ [caiKhe]: 'FULL' });
    place.people.set('testing', raised);
    await place.run();
    expect((await states())[caiKhe]).toEqual([
      'open',
      'Cổng Dịch vụ công quốc gia (people) chỉ có bản ghi thử nghiệm của đơn vị.',
    ]);
    place.people.set('testing', false);
  });

  test('is no longer needed when the unit takes its word back, and needed again when it says so again', async () => {
    show({});
    await place.run();
    await handIn(place, 'cai-khe-2.xlsx', whole('I', [named(1, '1.000894')]));
    await place.run();
    expect((await states())[caiKhe]![0]).toBe('obsolete');
    await handIn(place, 'cai-khe-3.xlsx', whole('I', [named(1, '1.000894'), named(2, raised)]));
    await place.run();
    expect((await states())[caiKhe]![0]).toBe('open');
  });

  test('is listed over HTTP by the same names, and confirmed there', async () => {
    const { stdout } = await dvcSync([
      ...['keys', 'create', '--name', 'an', '--role', 'approver', '--json', '--config', place.config],
    ]);
    const { key: secret } = JSON.parse(stdout) as { key: string };
    await writeFile(place.config, `${await readFile(place.config, 'utf8')}server: { port: 0 }\n`);
    const service = await startService('serve', place.config);
    try {
      const ask = async (path: string, init: RequestInit = {}) =>
        fetch(`${service.url}/v1/${path}`, {
          ...init,
          headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        });
      const { items } = (await (await ask('review/registration')).json()) as { items: TaskRow[] };
      expect(items).toMatchObject([{ key: key(caiKhe), kind: 'register-level', agencies: [caiKhe] }]);
      const paper = await ask('documents/registration/docx');
      expect([paper.status, paper.headers.get('content-disposition')]).toEqual([
        200,
        expect.stringContaining('dang-ky.docx'),
      ]);
      const word = { method: 'POST', body: JSON.stringify({ reason: 'đã đăng ký' }) };
      const said = await ask(`tasks/${encodeURIComponent(key(caiKhe))}/confirmation`, word);
      expect(said.status).toBe(200);
    } finally {
      await service.kill();
    }
    // What a run sees goes before a person's word.
    await place.run();
    expect((await states())[caiKhe]![0]).toBe('open');
  });

  test('is reviewed in full by the portal’s own list of where a procedure applies', async () => {
    const { stdout } = await dvcSync(['review', 'status', '--json', '--config', place.config]);
    const of = (code: string) =>
      JSON.parse(stdout).units.find(({ agency }: { agency: string }) => agency === code);
    expect(of(anHoa)).toMatchObject({ expected: 2, owed: 1 });
  });
});

describe('what has to be registered, where nothing can be read back', () => {
  let place: Place;
  beforeAll(async () => {
    place = await placeOf(smallCity());
    await place.run();
  });
  afterAll(() => place?.close());

  test('goes by a person’s word; one about all units of a procedure is a word about each', async () => {
    const former = {
      ...{ key: `national/${raised}/register-level/4`, system: 'national', procedure: raised },
      ...{ procedureName: names[raised]!, kind: 'register-level' as const, case: null, agencies: [caiKhe] },
      ...{ what: 'Đăng ký.', values: [], link: null, owner: 'regulatory' as const, due: null },
      expected: 4,
    } satisfies ManualTask;
    const store = await openStore({ driver: 'sqlite', file: join(place.folder, 'data', 'dvc-sync.sqlite') });
    await keepTasks(store, [former], {
      ...{ id: 'P1', at: '2021-06-01T00:00:00.000Z', covered: new Map() },
    });
    await store.close();
    const done = (...args: string[]) =>
      dvcSync(['tasks', 'done', ...args, '--as', 'Chị B', '--reason', 'đã tạo', '--config', place.config]);
    expect((await done(former.key)).code).toBe(0);
    await handIn(place, 'cai-khe.xlsx', whole('I', [named(1, raised)]));
    await handIn(place, 'an-hoa.xlsx', whole('I', [named(1, raised)], [['UBND PHƯỜNG AN HÒA']]));
    await place.run();
    const found = async () =>
      (await registrations(place))
        .map(({ key: of, state, confirmed }) => [of, state, confirmed?.by ?? null])
        .sort();
    expect(await found()).toEqual([
      [former.key, 'obsolete', 'Chị B'],
      [key(caiKhe), 'confirmed', 'Chị B'],
      [key(anHoa), 'open', null],
    ]);
    // The key of before is still understood.
    expect((await done(former.key)).code).toBe(0);
    await place.run();
    expect((await registrations(place, 'confirmed')).map(({ key: of }) => of)).toEqual([
      key(caiKhe),
      key(anHoa),
    ]);
    expect(await registrations(place, 'open')).toEqual([]);
  });
});

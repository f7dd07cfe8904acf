import { afterEach, describe, expect, it } from 'vitest';
import { caseKeys } from '../../../adapters/td-dvc/read/case-keys.ts';
import type { CaseValue, Change } from '../../../src/domain/push.ts';
import { seed, seedCase, seedProcedure } from './support.ts';
import { caseChanges, type Desk, desired, deskOn, form, procedure, remoteCode } from './write-support.ts';

const city = (...cases: Parameters<typeof seedCase>[]) =>
  seed(seedProcedure(remoteCode, { cases: cases.map(each => seedCase(...each)) }));
const [setCase, , setEform] = caseChanges(desired) as [Change<'set-case'>, Change, Change<'set-eform'>];
const value = setCase.after!;

let desk: Desk;
afterEach(() => desk?.close());

const caseId = async () =>
  ((await desk.readService()).remote as { cases: { default: { id: string } } }).cases.default.id;

describe('a case', () => {
  it('is created with everything it says, under a code like the platform’s own', async () => {
    desk = await deskOn(city());
    const { actuals } = await desk.push([setCase]);
    expect(actuals[0]!.cases).toEqual({ default: { value, facts: expect.anything() } });
    const stored = await desk.get(`truonghopthutucs/${await caseId()}`);
    expect(stored.ma).toMatch(/^1\.004194\.000\.00\.00\.H13_[0-9a-f]{5}$/);
    expect(desk.log()).toEqual(['POST truonghopthutucs']);
  });

  it('is not created twice when the answer got lost', async () => {
    desk = await deskOn(city(), { dropAfterWrite: 'truonghopthutucs' });
    expect((await desk.push([setCase])).verified).toBe(true);
    expect(desk.log()).toEqual(['POST truonghopthutucs']);
    expect(desk.failures).toHaveLength(1);
  });

  it('starts without a workflow in our eyes, although the server draws two steps of its own', async () => {
    desk = await deskOn(city());
    await desk.push([setCase]);
    expect((await desk.readService()).cases.default).toMatchObject({
      components: [],
      eform: null,
      workflow: null,
    });
  });

  it('keeps notes, flags and everything else that an update would lose', async () => {
    desk = await deskOn(city([remoteCode]));
    const id = await caseId();
    const { send } = desk.writer;
    const kept = {
      ...{ noteNgayLamViec: 'Trừ thứ bảy', noteTraKetQua: 'Tại quầy 3', maSoBieuMau: 'MB-01' },
      ...{ khongThuBanGiay: true, choPhepNopUyQuyen: false, donViTiepNhanRieng: 'A##B' },
    };
    const path = `/api/v1/truonghopthutucs/${id}`;
    await send({
      label: 'ghi chú',
      method: 'PUT',
      path,
      body: JSON.stringify(kept),
      contentType: 'application/json',
    });
    await desk.pushAll([setCase, setEform]);
    expect(await desk.get(`truonghopthutucs/${id}`)).toMatchObject({ ...kept, ten: value.name });
  });

  it('sends only what differs, and nothing when nothing does', async () => {
    desk = await deskOn(city([remoteCode]));
    await desk.push([setCase]);
    const changed: CaseValue = { ...value, onlineDeadlineHours: null };
    await desk.push([{ ...setCase, after: changed }]);
    const { body } = desk.sandbox.writes.at(-1)!;
    expect(JSON.parse(body)).toMatchObject({ thoiGianThucHienTrucTuyen: 0, noteNgayLamViec: null });
    expect(Object.keys(JSON.parse(body))).not.toContain('ten');
    expect((await desk.readService()).cases.default!.value).toEqual(changed);
    expect((await desk.push([{ ...setCase, after: changed }])).sends).toEqual([]);
  });

  it('keeps its name where the definition says none, whatever else changes', async () => {
    desk = await deskOn(city([remoteCode, { name: 'Cũ' }]));
    const { complaint, verified } = await desk.push([{ ...setCase, after: { ...value, name: '' } }]);
    expect([verified, complaint]).toEqual([true, undefined]);
    expect((await desk.readService()).cases.default!.value).toEqual({ ...value, name: 'Cũ' });
  });

  it('is reported where the portal has two of its code, and neither is lost from sight', async () => {
    desk = await deskOn(city());
    await desk.push([setCase]);
    const { body } = desk.sandbox.writes[0]!;
    await desk.writer.send({
      ...{ label: 'tạo lần nữa', method: 'POST', path: '/api/v1/truonghopthutucs', body },
      contentType: 'application/json',
    });
    const { complaint, sends } = await desk.push([setCase]);
    expect(sends).toEqual([]);
    expect(complaint).toMatch(/^cổng có 2 trường hợp cùng mã "\S+" \(id \S+, \S+\); xóa bớt trên cổng/);
    expect(Object.keys((await desk.readService()).cases)).toHaveLength(2);
  });

  it('needs the permission of system administrators, as the refusal says', async () => {
    desk = await deskOn(city([remoteCode]), { sysadmin: false });
    await desk.push([setCase]);
    expect(desk.failures[0]).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('quyền quản trị hệ thống'),
    });
  });

  it('has its e-form and the like refused while it does not exist', async () => {
    desk = await deskOn(city());
    const pushed = await desk.push([setEform]);
    expect([pushed.sends, pushed.complaint]).toEqual([
      [],
      expect.stringContaining('chưa có trường hợp "default"'),
    ]);
  });
});

describe('telling cases apart', () => {
  const listed = (...rows: [id: string, code: string, name: string][]) =>
    rows.map(([id, code, name]) => ({ id, code, name }));
  const keysOf = (rows: ReturnType<typeof listed>, known: typeof desk.known, memory = {}) =>
    Object.fromEntries(caseKeys(procedure, rows, known, memory));
  const two = [
    { key: 'moi', name: 'Cấp mới' },
    { key: 'lai', name: 'Cấp lại' },
  ];

  it('goes by name, however the tone marks are put', () => {
    const rows = listed(['a', 'X_1', 'CẤP LẠI'], ['b', 'X_2', 'Cấp mới.']);
    expect(keysOf(rows, two)).toEqual({ a: 'lai', b: 'moi' });
  });

  it('goes by what is remembered first, whatever the name has become', () => {
    const rows = listed(['a', 'X_1', 'Cấp mới'], ['b', 'X_2', 'Tên khác']);
    expect(keysOf(rows, two, { 'case:moi': 'B', 'case:lai': 'x_1' })).toEqual({ a: 'lai', b: 'moi' });
  });

  it('takes the only one for the only one, but never guesses among several', () => {
    const one = [{ key: 'default', name: 'Mặc định' }];
    expect(keysOf(listed(['a', 'X_1', '']), one)).toEqual({ a: 'default' });
    expect(keysOf(listed(['a', 'X_1', ''], ['b', '', 'Khác']), one)).toEqual({ a: 'X_1', b: 'b' });
  });

  it('knows an adopted case by its code', () => {
    expect(keysOf(listed(['a', 'X_1', ''], ['b', 'X_2', '']), [{ key: 'X_2', name: '?' }])).toEqual({
      a: 'X_1',
      b: 'X_2',
    });
  });

  it('shows cases no definition knows under their own code', async () => {
    desk = await deskOn(
      city([`${remoteCode}_1`, { name: 'Khác' }], [`${remoteCode}_2`, { name: desired.name }]),
    );
    expect(Object.keys((await desk.readService()).cases).sort()).toEqual([`${remoteCode}_1`, 'default']);
  });
});

describe('an e-form', () => {
  it('is stored as text and read back as it was defined', async () => {
    desk = await deskOn(city([remoteCode, { eform: null }]));
    const { actuals } = await desk.push([setEform]);
    expect(actuals[0]!.cases.default!.eform).toEqual(form);
    expect((await desk.get(`truonghopthutucs/${await caseId()}`)).eForm).toBe(JSON.stringify(form));
  });

  it('is the same whatever the order of its keys', async () => {
    const turned = `{"components":${JSON.stringify(form.components)},"display":"form"}`;
    desk = await deskOn(city([remoteCode, { eform: turned }]));
    expect((await desk.push([setEform])).sends).toEqual([]);
  });

  it('cannot be removed, so one without fields takes its place and counts as none', async () => {
    desk = await deskOn(city([remoteCode]));
    const { actuals, verified } = await desk.push([{ ...setEform, after: null }]);
    expect([verified, actuals[0]!.cases.default!.eform]).toEqual([true, null]);
    expect(desk.sandbox.writes).toHaveLength(1);
  });

  it('that is no JSON is shown as it is, and can be put back', async () => {
    desk = await deskOn(city([remoteCode, { eform: '{"display":' }]));
    const { eform } = (await desk.readService()).cases.default!;
    expect(eform).toEqual({ raw: '{"display":' });
    await desk.push([setEform]);
    await desk.push([{ ...setEform, after: eform! }]);
    expect((await desk.get(`truonghopthutucs/${await caseId()}`)).eForm).toBe('{"display":');
  });
});

describe('reading for a push', () => {
  it('reads only what the changes are about', async () => {
    desk = await deskOn(city([remoteCode]));
    const { cases, offerings } = await desk.readService(procedure, new Set(['set-level']));
    expect([cases, offerings]).toEqual([{}, { 'H13.5': { level: 4, account: false } }]);
    expect([...desk.sandbox.requests.keys()].join()).not.toMatch(/truonghop|thanhphan|quytrinh/);
    const eforms = await desk.readService(procedure, new Set(['set-eform']));
    expect(Object.keys(eforms.cases.default!)).toEqual(['facts', 'eform']);
    expect([...desk.sandbox.requests.keys()].join()).not.toMatch(/thanhphan|quytrinh/);
  });

  it('reads agencies and user groups once', async () => {
    desk = await deskOn(city([remoteCode]));
    await desk.readService();
    await desk.readService();
    expect([
      desk.sandbox.requests.get('/api/v1/groups'),
      desk.sandbox.requests.get('/api/v1/nhomnguoidungs'),
    ]).toEqual([1, 1]);
  });

  it('is JSON-safe, for plans and journals', async () => {
    desk = await deskOn(city([remoteCode]));
    const actual = await desk.readService();
    expect(JSON.parse(JSON.stringify(actual))).toEqual(actual);
  });
});

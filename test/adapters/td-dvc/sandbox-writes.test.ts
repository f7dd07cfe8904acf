import { afterEach, describe, expect, it } from 'vitest';
import type { RunningSandbox } from '../../sandbox/seed.ts';
import { moveDossier } from '../../sandbox/td-dvc/move-dossier.ts';
import { startSandbox } from '../../sandbox/td-dvc/sandbox.ts';
import { department, district, seed, seedCase, seedProcedure } from './support.ts';

const code = '1.004194.000.00.00.H13';
const caseCode = `${code}_1`;
const city = seed(
  seedProcedure(code, {
    offerings: [
      { agency: department, level: 3, recipients: 2 },
      { agency: district, level: 4 },
    ],
    cases: [seedCase(caseCode)],
  }),
);
type Answer = { status: number; body: Record<string, unknown> & { data: unknown } };

let sandbox: RunningSandbox;
let call: (method: string, path: string, body?: object) => Promise<Answer>;
afterEach(() => sandbox?.close());

/** The portal as any signed-in program sees it, without our client. */
async function open(quirks: Record<string, unknown> = {}) {
  sandbox = await startSandbox(city, quirks);
  const { username: userName, password } = sandbox.options;
  const json = { 'Content-Type': 'application/json', Accept: 'application/json' };
  const ask = async (
    method: string,
    path: string,
    body: object | undefined,
    headers: Record<string, string>,
  ) => {
    const answer = await fetch(`${sandbox.baseUrl}/api/${path}`, {
      ...{ method, headers: { ...json, ...headers } },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const { body } = await ask('POST', 'tokens', { userName, password }, {});
  call = (method, path, sent) => ask(method, `v1/${path}`, sent, { Authorization: `Bearer ${body.token}` });
}
const rows = async (path: string) => (await call('GET', path)).body.data as Record<string, unknown>[] | null;
const first = async (path: string) => (await rows(path))![0]!;
const level = async () => (await first('thutucs')).mucDo;

describe('the sandbox portal takes a write as the real one does', () => {
  it('erases the notes an update of a case does not bring along, and clears no text', async () => {
    await open();
    const { id } = await first('truonghopthutucs');
    const path = `truonghopthutucs/${id}`;
    await call('PUT', path, { noteNgayLamViec: 'A', noteTraKetQua: 'B', maSoBieuMau: 'MB' });
    await call('PUT', path, { eForm: '', maSoBieuMau: null, noteTraKetQua: 'B' });
    const stored = (await call('GET', path)).body.data as Record<string, unknown>;
    expect(stored).toMatchObject({ noteNgayLamViec: null, noteTraKetQua: 'B', maSoBieuMau: 'MB' });
    expect(String(stored.eForm)).toContain('HoVaTen');
  });

  it('gives a new case two steps that lack what a dossier needs', async () => {
    await open();
    const made = await call('POST', 'truonghopthutucs', {
      thuTucId: code,
      loaiThoiGianThucHien: 'Ngày',
      ten: 'Mới',
      nodeQuyTrinh: '[1]',
    });
    expect(made.status).toBe(201);
    const stored = (await call('GET', `truonghopthutucs/${made.body.data}`)).body.data as Record<
      string,
      string
    >;
    expect(JSON.parse(stored.nodeQuyTrinh!)).toMatchObject([{ type: 'startNode' }, { type: 'endNode' }]);
    expect(stored.edgeQuyTrinh).toBe('[]');
    expect(await rows(`quytrinhxulys?truongHopId=${made.body.data}`)).toHaveLength(2);
    expect(() => moveDossier(stored)).toThrow();
    expect((await call('POST', 'truonghopthutucs', { thuTucId: code })).status).toBe(400);
  });

  it('breaks on a component without counts, and forgets attachment and requirement', async () => {
    await open();
    const { id } = await first('thanhphanthutucs');
    const path = `thanhphanthutucs/${id}`;
    expect(await call('PUT', path, { ten: 'X', soBanChinh: 1, soBanSao: null })).toEqual({
      status: 500,
      body: 'Nullable object must have a value.',
    });
    await call('PUT', path, { soBanChinh: 1, soBanSao: 0, batBuoc: true, dinhKem: 'a.docx' });
    expect((await first('thanhphanthutucs')).dinhKem).toBeNull();
    expect((await call('GET', path)).body.data).toMatchObject({ dinhKem: 'a.docx', batBuoc: true });
    await call('PUT', path, { soBanChinh: 1, soBanSao: 0 });
    expect((await call('GET', path)).body.data).toMatchObject({
      dinhKem: null,
      batBuoc: false,
      ten: 'Đơn đề nghị',
    });
  });

  it('knows step ids for good, deleted ones too, and wants a body to delete', async () => {
    await open();
    const { id: truongHopId } = await first('truonghopthutucs');
    const step = {
      id: 'a0000000-0000-4000-8000-000000000009',
      truongHopId,
      tenBuocXuLy: 'Ký',
      thoiGianXuLy: 4,
      loaiThoiGian: 'Ngày',
    };
    expect(
      (await call('POST', 'quytrinhxulys', { quyTrinhs: [{ ...step, nhomNguoiDungId: '' }] })).status,
    ).toBe(400);
    expect((await call('POST', 'quytrinhxulys', { quyTrinhs: [step] })).status).toBe(201);
    const path = `quytrinhxulys/${step.id}`;
    expect((await call('DELETE', path)).status).toBe(400);
    expect((await call('DELETE', path, { forceDelete: false })).status).toBe(200);
    expect((await call('DELETE', path, { forceDelete: false })).status).toBe(500);
    const again = await call('POST', 'quytrinhxulys', { quyTrinhs: [step] });
    expect([again.status, String(again.body)]).toEqual([500, expect.stringContaining('PRIMARY KEY')]);
    expect(
      (await rows(`quytrinhxulys?truongHopId=${truongHopId}&removed=true`))!.map(({ id }) => id),
    ).toEqual([step.id]);
  });

  it('passes unknown ids over, writes history in the wrong name, and even without a level', async () => {
    await open();
    const { id, lastModifiedBy } = await first(`donvithutucs?donViId=${department}`);
    const unknown = '99999999-0000-4000-8000-000000000000';
    const answer = await call('PUT', 'donvithutucs/UpdateMulti', { ids: [id, unknown] });
    expect([answer.status, answer.body]).toEqual([
      200,
      { data: null, failed: false, message: 'success', succeeded: true },
    ]);
    expect(await rows('thaydoimucdothutucs')).toMatchObject([
      { mucDoCu: '3', mucDoMoi: null, nguoiCapNhat: lastModifiedBy },
    ]);
    expect((await first(`donvithutucs?donViId=${department}`)).mucDo).toBe('3');
    expect((await call('PUT', 'donvithutucs/UpdateMulti', { ids: [], mucDo: '4' })).status).toBe(500);
  });

  it('replaces recipients when some are named, adds or takes away when told so', async () => {
    await open();
    const path = `donvithutucs?donViId=${department}`;
    const { id } = await first(path);
    const update = (body: object) =>
      call('PUT', 'donvithutucs/UpdateMulti', { ids: [id], mucDo: '3', ...body });
    await update({ nguoiTiepNhanId: 'u1##u2' });
    await update({ nguoiTiepNhanId: 'u3', laBoSungNguoiTiepNhan: true });
    await update({ nguoiTiepNhanId: 'u1', laBoNguoiTiepNhan: true });
    expect((await first(path)).nguoiTiepNhanId).toBe('u2##u3');
  });

  it('recomputes the procedure’s level when levels are updated, and at no other time', async () => {
    await open();
    const { id } = await first(`donvithutucs?donViId=${district}`);
    await call('POST', 'donvithutucs/DelMulti', { ids: [id], forceDelete: false });
    expect(await level()).toBe('4');
    const { id: other } = await first(`donvithutucs?donViId=${department}`);
    await call('PUT', 'donvithutucs/UpdateMulti', { ids: [other], mucDo: '3' });
    expect(await level()).toBe('3');
    await call('POST', 'donvithutucs', { maTTHC: code, donViId: district.toLowerCase(), mucDo: '4' });
    expect(await level()).toBe('3');
  });

  it('refuses a pair twice, anonymous writers, and accounts without the permission', async () => {
    await open({ sysadmin: false });
    const pair = await call('POST', 'donvithutucs', { maTTHC: code, donViId: department });
    expect([pair.status, pair.body.message]).toEqual([400, 'Đã tồn tại thủ tục trong đơn vị này']);
    expect((await call('POST', 'quytrinhxulys', { quyTrinhs: [] })).status).toBe(403);
    const anonymous = await fetch(`${sandbox.baseUrl}/api/v1/donvithutucs`, { method: 'POST', body: '{}' });
    expect(anonymous.status).toBe(401);
    expect((await call('POST', 'importThuTucs', {})).status).toBe(404);
  });

  it('notes what took effect only, whether or not the answer arrived', async () => {
    await open({ dropAfterWrite: 'delmulti', ignoreWrites: 'updatemulti' });
    await expect(call('POST', 'donvithutucs/DelMulti', { ids: [] })).rejects.toThrow();
    await call('PUT', 'donvithutucs/UpdateMulti', { ids: ['x'], mucDo: '4' });
    await call('POST', 'donvithutucs', {});
    expect(sandbox.writes).toEqual([
      { method: 'POST', path: '/api/v1/donvithutucs/DelMulti', body: '{"ids":[]}' },
    ]);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import type { Level } from '../../../src/domain/level.ts';
import type { Change } from '../../../src/domain/push.ts';
import type { SandboxSeed, SeedOffering } from '../../sandbox/seed.ts';
import { department, district, seed, seedProcedure } from './support.ts';
import { context, type Desk, deskOn, levelChange, procedure, remoteCode } from './write-support.ts';

const offered = (...offerings: SeedOffering[]): SandboxSeed => seed(seedProcedure(remoteCode, { offerings }));
const levelBodies = (desk: Desk) =>
  desk.sandbox.writes.map(({ body }) => JSON.parse(body) as { ids: string[]; mucDo: string });

let desk: Desk;
afterEach(() => desk?.close());

describe('setting levels', () => {
  it('finds the procedure under the locality’s code and the agency under its group code', async () => {
    desk = await deskOn(offered({ agency: department, level: 2 }, { agency: district, level: null }));
    const { offerings, exists } = await desk.readService();
    expect([exists, offerings]).toMatchObject([true, { 'H13.5': { level: 2 }, 'H13.21': { level: null } }]);
    const pushed = await desk.push([levelChange(4)]);
    expect(pushed).toMatchObject({ verified: true, complaint: undefined });
    expect(pushed.actuals[0]!.offerings['H13.5']).toMatchObject({ level: 4 });
    expect(pushed.sends.map(({ label }) => label)).toEqual(['đặt mức 4 cho 1 dịch vụ']);
  });

  it('sends one request for each target level, always with the level, and leaves the recipients alone', async () => {
    desk = await deskOn(
      offered({ agency: department, level: 2, recipients: 2 }, { agency: district, level: 3 }),
    );
    await desk.push([levelChange(4), levelChange(3, 'H13.21')]);
    expect(desk.sandbox.writes).toHaveLength(1);
    const [body] = levelBodies(desk);
    expect(body).toEqual({
      ids: [expect.any(String)],
      mucDo: '4',
      ...{ nguoiTiepNhanId: null, taiKhoanThuHuongId: null },
      ...{ laBoSungNguoiTiepNhan: false, laBoNguoiTiepNhan: false },
    });
    const { data } = await list(desk, 'donvithutucs', { donViId: department });
    expect(data[0]!.nguoiTiepNhan).toHaveLength(2);
    // A row that is right already gets no entry in the history.
    expect((await list(desk, 'thaydoimucdothutucs')).data).toMatchObject([{ mucDoCu: '2', mucDoMoi: '4' }]);
  });

  it('changes every row of an agency that has several', async () => {
    desk = await deskOn(offered({ agency: department, level: 2 }, { agency: department, level: 4 }));
    const { actuals } = await desk.push([levelChange(3)]);
    expect(actuals[0]!.offerings['H13.5']).toMatchObject({ level: 3 });
    expect(levelBodies(desk).map(({ ids }) => ids.length)).toEqual([2]);
  });

  it('sends nothing a second time', async () => {
    desk = await deskOn(offered({ agency: department, level: 2 }));
    await desk.push([levelChange(4)]);
    expect((await desk.push([levelChange(4)])).sends).toEqual([]);
  });

  it('does not take a 200 for a change', async () => {
    desk = await deskOn(offered({ agency: department, level: 2 }), { ignoreWrites: true });
    expect(await desk.push([levelChange(4)])).toMatchObject({ verified: false });
    expect(desk.failures).toEqual([]);
    expect(desk.sandbox.writes).toEqual([]);
  });

  it('has the level people meet computed anew where it is another than the highest', async () => {
    const shown = seedProcedure(remoteCode, { offerings: [{ agency: department, level: 4 }], shownLevel: 2 });
    desk = await deskOn(seed(shown));
    const { complaint, sends, actuals } = await desk.push([levelChange(4)]);
    expect([complaint, sends.map(({ label }) => label)]).toEqual([
      undefined,
      [`tính lại mức của thủ tục ${procedure}`],
    ]);
    expect((actuals[0]!.remote as { procedure: object }).procedure).toMatchObject({ level: '4' });
  });

  it('says that a row or a procedure is missing', async () => {
    desk = await deskOn(offered({ agency: department, level: 2 }));
    expect(await desk.push([levelChange(4, 'H13.21')])).toMatchObject({
      sends: [],
      complaint: expect.stringContaining('chưa có ở đơn vị H13.21'),
    });
    expect(await desk.push([levelChange(4, 'H13.5', '9.999999')])).toMatchObject({
      sends: [],
      complaint: 'cổng không có thủ tục 9.999999',
    });
  });

  it('does not guess between two procedures of one code', async () => {
    desk = await deskOn(seed(seedProcedure(procedure), seedProcedure(remoteCode)));
    await expect(desk.readService()).rejects.toThrow(/có 2 dòng trên cổng/);
  });

  it('prefers the procedure in use, and follows the configuration’s own map of codes', async () => {
    const used = seedProcedure('2.002621.H13', { offerings: [{ agency: department, level: 3 }] });
    const mapped = { ...context, codesOf: () => ['2.002621'] };
    desk = await deskOn(seed(seedProcedure(remoteCode, { active: false }), used), {}, {}, mapped);
    expect((await desk.readService()).offerings).toEqual({ 'H13.5': { level: 3, account: false } });
  });

  it('refuses to work with offerings that cannot be read whole', async () => {
    desk = await deskOn(offered({ agency: department, level: 2 }), { restless: 'donvithutucs' });
    await expect(desk.readService()).rejects.toThrow(/vẫn không khớp/);
  });

  it('carries 5,000 changes in as many requests as they fill', async () => {
    const codes = Array.from({ length: 100 }, (_, number) => `1.${String(100_000 + number)}`);
    const agencies = Array.from({ length: 50 }, (_, number) => ({
      id: `00000000-AAAA-4BBB-8CCC-${String(number).padStart(12, '0')}`,
      identification: `H13.${100 + number}`,
      name: `Xã ${number}`,
      tier: 'commune' as const,
    }));
    const offerings = agencies.map(({ id }) => ({ agency: id, level: 2 as Level }));
    const city = {
      ...seed(),
      agencies,
      procedures: codes.map(code => seedProcedure(code, { offerings, cases: [] })),
    };
    desk = await deskOn(city, {}, { ratePerSecond: 100_000 });
    const changes = codes.flatMap((code, at) =>
      agencies.map(({ identification }) => levelChange(at % 2 === 0 ? 4 : 3, identification, code)),
    );
    const batch = desk.writer.together!['set-level']!;
    let ideal = 0;
    for (const level of [3, 4]) {
      const same = changes.filter(({ after }) => after === level);
      ideal += Math.ceil(same.length / batch);
      for (let at = 0; at < same.length; at += batch) {
        expect(await desk.push(same.slice(at, at + batch))).toMatchObject({
          verified: true,
          complaint: undefined,
        });
      }
    }
    expect(changes).toHaveLength(5_000);
    expect(desk.sandbox.writes.length).toBeLessThanOrEqual(1.2 * ideal);
    expect(desk.failures).toEqual([]);
    const calls = [...desk.sandbox.requests.values()].reduce((sum, count) => sum + count, 0);
    // Three questions for each procedure before and after, no cases, no components.
    expect(calls).toBeLessThan(100 * 8);
  });
});

describe('offerings', () => {
  const create = (level: Level | null, agency = 'H13.21'): Change => ({
    ...{ kind: 'create-offering', target: { procedure, agency }, before: null },
    after: { level },
  });
  const remove = (agency = 'H13.5'): Change => ({
    ...{ kind: 'deactivate-offering', target: { procedure, agency }, before: { level: 4 } },
    after: null,
  });

  it('creates the missing row, then has the procedure’s level recomputed, which creating does not do', async () => {
    desk = await deskOn(offered({ agency: department, level: 2 }));
    const { actuals, complaint } = await desk.push([create(4)]);
    expect([actuals[0]!.offerings, complaint]).toMatchObject([
      { 'H13.5': { level: 2 }, 'H13.21': { level: 4 } },
      undefined,
    ]);
    expect(desk.log()).toEqual(['POST donvithutucs', 'PUT donvithutucs/UpdateMulti']);
    // The row's level was the same, so nobody finds a change in the history.
    expect((await list(desk, 'thaydoimucdothutucs')).data).toBeNull();
    expect((await desk.push([create(4)])).sends).toEqual([]);
  });

  it('creates a row without a level, and makes no second one after a lost answer', async () => {
    desk = await deskOn(offered({ agency: department, level: 2 }), { dropAfterWrite: 1 });
    const { actuals, verified } = await desk.push([create(null)]);
    expect([verified, actuals[0]!.offerings['H13.21']]).toEqual([true, { level: null, account: false }]);
    expect(desk.failures.map(({ message }) => message)).toEqual([
      expect.stringContaining('không rõ yêu cầu ghi'),
    ]);
    expect(desk.log()).toEqual(['POST donvithutucs']);
  });

  it('takes an offering away by DelMulti, having brought the procedure’s level down before', async () => {
    desk = await deskOn(offered({ agency: department, level: 4 }, { agency: district, level: 3 }));
    const { actuals, complaint } = await desk.push([remove()]);
    expect([actuals[0]!.offerings, complaint]).toMatchObject([{ 'H13.21': { level: 3 } }, undefined]);
    expect(desk.log()).toEqual(['PUT donvithutucs/UpdateMulti', 'POST donvithutucs/DelMulti']);
  });

  it('leaves people a level that promises nothing when the last offering with one goes', async () => {
    desk = await deskOn(offered({ agency: department, level: 4 }, { agency: district, level: null }));
    const { complaint, verified, actuals } = await desk.push([remove()]);
    expect([verified, actuals[0]!.offerings]).toMatchObject([true, { 'H13.21': { level: null } }]);
    expect(complaint).toBeUndefined();
    expect((actuals[0]!.remote as { procedure: object }).procedure).toMatchObject({ level: '2' });
  });

  it('creates an offering anew when its removal is rolled back; nothing is ever restored', async () => {
    desk = await deskOn(offered({ agency: department, level: 4 }));
    await desk.push([remove()]);
    const { actuals } = await desk.push([create(4, 'H13.5')]);
    expect(actuals[0]!.offerings).toEqual({ 'H13.5': { level: 4, account: false } });
    expect(desk.log().join()).not.toMatch(/PATCH|import/i);
  });

  it.each([
    [{ recipients: 2, account: true }, { nguoiTiepNhanId: expect.stringMatching(/^.+##.+$/) }],
    [{ recipients: 0 }, { nguoiTiepNhanId: null, taiKhoanThuHuongId: null }],
  ])('has what %j gave it when its removal is rolled back, and no more', async (change, shown) => {
    desk = await deskOn(offered({ agency: department, level: 4, ...change }));
    // Of another removal, long ago.
    const name = `taken::offering:${department.toUpperCase()}`;
    desk.memories.set(procedure, { [name]: '{"row":{"nguoiTiepNhanId":"nghi-viec"}}' });
    const row = async () => {
      const { data } = await list(desk, 'donvithutucs', { donViId: department });
      const { nguoiTiepNhanId, taiKhoanThuHuongId } = data[0]!;
      return { nguoiTiepNhanId: nguoiTiepNhanId || null, taiKhoanThuHuongId };
    };
    const before = await row();
    expect(before).toMatchObject(shown);
    await add(district, before.taiKhoanThuHuongId);
    await desk.push([remove()]);
    const removed = desk.memories.get(procedure)!;
    expect(removed[name]).toContain('"row"');
    await desk.push([create(2, 'H13.5')]);
    expect(await row()).toEqual(before);
    // It is back, and what people do with it from now on is theirs.
    expect(desk.memories.get(procedure)).toMatchObject({ [name]: '' });
  });

  it('comes back without an account that no row has any more: the portal would hide it for good', async () => {
    desk = await deskOn(offered({ agency: department, level: 4, account: true, recipients: 2 }));
    await desk.push([remove()]);
    const { sends } = await desk.push([create(2, 'H13.5')]);
    expect(sends[0]!.leavesOut).toMatch(/^không kèm tài khoản thụ hưởng/);
    expect(sends[0]!.label).toContain(`(${sends[0]!.leavesOut})`);
    const { data } = await list(desk, 'donvithutucs', { donViId: department });
    expect(data).toMatchObject([
      { taiKhoanThuHuongId: null, nguoiTiepNhanId: expect.stringContaining('##') },
    ]);
  });

  it('has its account again where a row of another procedure shows that it still is, at the latest when it is back', async () => {
    const other = seedProcedure('2.000001.000.00.00.H13', { offerings: [] });
    desk = await deskOn(
      seed(
        seedProcedure(remoteCode, { offerings: [{ agency: department, level: 4, account: true }] }),
        other,
      ),
    );
    const account = async () =>
      (await list(desk, 'donvithutucs', { donViId: department, maTTHC: remoteCode })).data?.[0]
        ?.taiKhoanThuHuongId;
    const before = await account();
    expect(before).toBeTruthy();
    // Nobody shows it: back without, it is not forgotten, and its next removal takes nothing from that.
    await desk.push([remove()]);
    await desk.push([create(2, 'H13.5')]);
    expect(await account()).toBeNull();
    await desk.push([remove()]);
    await desk.writer.send({
      ...{ label: 'thêm', method: 'POST', path: '/api/v1/donvithutucs', contentType: 'application/json' },
      body: JSON.stringify({
        ...{ maTTHC: '2.000001.000.00.00.H13', donViId: district, mucDo: '2', taiKhoanThuHuongId: before },
      }),
    });
    await desk.push([create(2, 'H13.5')]);
    expect(await account()).toBe(before);
    const left = Object.entries(desk.memories.get(procedure)!).filter(([, now]) => now !== '');
    expect(left).toEqual([]);
  });

  it('has nothing of an offering at the unit our agency was before', async () => {
    desk = await deskOn(offered({ agency: department, level: 4, recipients: 2 }));
    await desk.push([remove()]);
    const actual = await desk.readService();
    (actual.remote as { directory: { agencies: object } }).directory.agencies = { 'H13.5': district };
    const [send] = desk.writer.next([create(2, 'H13.5')], [actual]);
    expect(JSON.parse(send!.body)).toEqual({ maTTHC: remoteCode, donViId: district, mucDo: '2' });
  });

  const add = (donViId: string, taiKhoanThuHuongId: unknown) =>
    desk.writer.send({
      ...{ label: 'thêm', method: 'POST', path: '/api/v1/donvithutucs', contentType: 'application/json' },
      body: JSON.stringify({ maTTHC: remoteCode, donViId, mucDo: '2', taiKhoanThuHuongId }),
    });

  it('says which agency the portal does not have', async () => {
    desk = await deskOn(offered({ agency: department, level: 4 }));
    expect(await desk.push([create(4, 'H13.99')])).toMatchObject({
      sends: [],
      complaint: expect.stringContaining('H13.99'),
    });
  });
});

it('cannot tell a level that is none, as a reading cannot, whatever other rows say', async () => {
  desk = await deskOn(offered({ agency: department, level: 4 }, { agency: district, level: 3 }));
  const { remote } = await desk.readService();
  const { id } = (remote as { offerings: { id: string; agency: string }[] }).offerings.find(
    ({ agency }) => agency === 'H13.5',
  )!;
  const body = JSON.stringify({ ids: [id], mucDo: 'Toàn trình' });
  const path = '/api/v1/donvithutucs/UpdateMulti';
  await desk.writer.send({ label: 'đặt', method: 'PUT', path, body, contentType: 'application/json' });
  expect((await desk.readService()).offerings).toEqual({
    ...{ 'H13.5': { level: undefined, account: false }, 'H13.21': { level: 3, account: false } },
  });
});

describe('a refused write', () => {
  it('names the missing permission of a read-only account', async () => {
    desk = await deskOn(offered({ agency: department, level: 2 }), { readOnly: true });
    await desk.push([levelChange(4)]);
    expect(desk.failures[0]).toMatchObject({ kind: 'refused', status: 403 });
    expect(desk.failures[0]!.message).toContain('tài khoản không có quyền ghi');
  });

  it('gives the portal’s own words', async () => {
    desk = await deskOn(offered({ agency: department, level: 2 }), {
      refuse: { updatemulti: 'Deadlock victim' },
    });
    await desk.push([levelChange(4)]);
    expect(desk.failures[0]).toMatchObject({ kind: 'remote-fault', status: 500 });
    expect(desk.failures[0]!.message).toContain('Deadlock victim');
  });

  it('sends again with a new token what was refused for its old one, once', async () => {
    desk = await deskOn(offered({ agency: department, level: 2 }), { expireTokenAfter: 1 });
    expect(await desk.push([levelChange(4)])).toMatchObject({ verified: true });
    expect([desk.failures, desk.sandbox.writes.length]).toEqual([[], 1]);
  });

  it('reports a duplicate in the portal’s own words', async () => {
    desk = await deskOn(offered({ agency: department, level: 2 }));
    const body = JSON.stringify({ maTTHC: remoteCode, donViId: department });
    const send = {
      label: 'thêm',
      method: 'POST' as const,
      path: '/api/v1/donvithutucs',
      body,
      contentType: 'application/json',
    };
    await expect(desk.writer.send(send)).rejects.toThrow(
      /Đã tồn tại thủ tục trong đơn vị này.*cổng đang giấu nó/,
    );
  });
});

/** A list as a signed-in caller sees it. */
async function list({ sandbox }: Desk, resource: string, query: Record<string, string> = {}) {
  const { username: userName, password } = sandbox.options;
  const headers = { 'Content-Type': 'application/json' };
  const signedIn = await fetch(`${sandbox.baseUrl}/api/tokens`, {
    ...{ method: 'POST', headers, body: JSON.stringify({ userName, password }) },
  });
  const { token } = (await signedIn.json()) as { token: string };
  const answer = await fetch(`${sandbox.baseUrl}/api/v1/${resource}?${new URLSearchParams(query)}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  return (await answer.json()) as { data: Record<string, unknown>[] };
}

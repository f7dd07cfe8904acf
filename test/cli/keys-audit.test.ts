import { readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkKey } from '../../src/app/access/check-key.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { listAudit, record, trailHead } from '../../src/store/access/audit.ts';
import { openSession } from '../../src/store/access/sessions.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { listRuns } from '../../src/store/runs/runs.ts';
import { dvcSync } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

describe('keys and the audit trail on the command line', () => {
  let place: Place;
  let store: Store;
  const call = (...args: string[]) => dvcSync([...args, '--config', place.config]);
  beforeAll(async () => {
    place = await placeOf(smallCity());
    store = await openStore((await loadConfiguration(place.config, process.env)).store);
  });
  afterAll(async () => {
    await store.close();
    await place.close();
  });

  test('a key is printed once, alone on stdout, and works', async () => {
    const made = await call('keys', 'create', '--name', ' Nguyễn Văn A ', '--role', 'operator');
    expect(made.code).toBe(0);
    expect(made.stdout).toMatch(/^dvcs_[a-z0-9]{8}_[\w-]{43}\n$/);
    expect(made.stderr).toContain('chỉ hiện một lần này');
    const key = made.stdout.trim();
    expect(await checkKey(store, key, new Date())).toMatchObject({ name: 'Nguyễn Văn A', role: 'operator' });

    const list = await call('keys');
    expect(list.stdout).toMatch(/KHÓA +TÊN +VAI TRÒ/);
    expect(list.stdout).toContain(`${key.slice(0, 13)}_…`);
    expect(list.stdout + list.stderr).not.toContain(key.slice(14));
    const json = JSON.parse((await call('keys', 'list', '--json')).stdout);
    expect(json[0]).toMatchObject({ name: 'Nguyễn Văn A', expiresAt: null });

    expect((await call('keys', 'revoke', `${key.slice(0, 13)}_…`)).stdout).toContain('Đã thu hồi');
    expect(await checkKey(store, key, new Date())).toEqual({ refused: 'revoked' });
    expect((await call('keys', 'revoke', key)).stdout).toContain('từ trước');
    expect((await call('keys', '--json', 'list')).stdout).not.toContain(key.slice(14));
  });

  test.each([
    [['--role', 'viewer'], '--name'],
    [['--name', 'A'], '--role'],
    [['--name', 'A', '--role', 'root'], 'viewer, regulator, operator, approver, admin'],
    [['--name', 'A', '--role', 'unit'], '--unit: vai trò đơn vị cần mã của một đơn vị'],
    [['--name', 'A', '--role', 'unit', '--unit', 'H99'], 'danh sách đơn vị không có mã "H99"'],
    [['--name', 'A', '--role', 'viewer', '--unit', 'H13'], 'không thuộc riêng đơn vị nào'],
    [['--name', ' ', '--role', 'viewer'], 'cần một tên'],
    [['--name', 'A', '--role', 'viewer', '--expires', '2020-01-01'], 'đã qua'],
    [['--name', 'A', '--role', 'viewer', '--expires', 'mai'], '31/12/2026'],
  ])('is not made from %j', async (args, said) => {
    const { code, stderr, stdout } = await call('keys', 'create', ...args);
    expect([code, stdout]).toEqual([64, '']);
    expect(stderr).toContain(said);
  });

  test('a name that somebody has, or that looks like it, is not given again while it is in use', async () => {
    const create = (name: string) => call('keys', 'create', '--name', name, '--role', 'viewer');
    const first = await create('Lê Thị Hoà');
    for (const name of ['Lê Thị Hòa', 'LÊ THỊ  HOÀ', 'Lê Тhị Hòа']) {
      const { code, stderr } = await create(name);
      expect([code, stderr]).toEqual([64, expect.stringContaining('đã có người dùng tên "Lê Thị Hoà"')]);
    }
    expect((await call('keys', 'revoke', first.stdout.trim())).code).toBe(0);
    expect((await create('Lê Thị Hòa')).code).toBe(0);
  });

  test.each(['schedule', 'Cli', 'ѕchedulе', '(Chưa đăng nhập)', '***'])(
    'nobody is called as the program itself: %s',
    async name => {
      const made = await call('keys', 'create', '--name', name, '--role', 'viewer');
      expect([made.code, made.stderr]).toEqual([64, expect.stringContaining('dành riêng')]);
      const acting = await call('keys', 'revoke', 'abcdefgh', '--as', name);
      expect([acting.code, acting.stderr]).toEqual([64, expect.stringContaining('--as')]);
    },
  );

  test('sessions are listed and ended by id or all at once, in the trail too', async () => {
    const session = (n: number) => ({
      ...{ id: `s000000${n}`, name: 'Trần Thị B', identity: 'token https://sso.example 7' },
      ...{ issuer: 'key abcdefgh', role: 'admin' as const, unit: null, keyId: null, grant: null },
      ...{ createdAt: new Date().toISOString(), expiresAt: new Date(Date.now() + 3_600_000).toISOString() },
    });
    for (const n of [1, 2, 3]) await openSession(store, `hash ${n}`, session(n));
    const listed = JSON.parse((await call('sessions', 'list', '--json')).stdout);
    expect(listed).toHaveLength(3);
    const { id, createdAt: since, expiresAt: until } = session(1);
    expect(listed.find((one: { id: string }) => one.id === id)).toEqual({
      ...{ id, account: 'Trần Thị B', role: 'admin', issuer: 'key abcdefgh' },
      since: expect.stringContaining(since.slice(0, 13)),
      until: expect.stringContaining(until.slice(0, 13)),
    });
    expect((await call('sessions')).stdout).toContain('Trần Thị B');
    expect((await call('sessions', 'end', id, '--as', 'Lê Văn C')).stdout).toContain(
      `Đã kết thúc phiên ${id}`,
    );
    expect((await listAudit(store, 1))[0]).toMatchObject({
      ...{ who: 'Lê Văn C', action: 'end-session', target: id },
      before: { account: 'Trần Thị B', role: 'admin' },
    });
    expect((await call('sessions', 'end', id)).code).toBe(64);
    expect((await call('sessions', 'end')).code).toBe(64);
    expect(JSON.parse((await call('sessions', 'end', '--all', '--json')).stdout).ended).toHaveLength(2);
    expect((await call('sessions')).stdout).toContain('Không có phiên');
  });

  test('what others have written does nothing on the terminal, and is seen', async () => {
    const target = 'a\u001b]0;x\u0007\u009b2J\u202eb\nĐã thu hồi';
    const at = new Date().toISOString();
    const entry = { at, who: 'B\u001b[31m', origin: 'cli', action: 'map', before: null, after: null };
    await record(store, { ...entry, target, outcome: 'done' });
    const shown = (await call('audit', 'list', '--limit', '1')).stdout;
    expect(shown).toContain('B‹U+001B›[31m');
    expect(shown).toContain('a‹U+001B›]0;x‹U+0007›‹U+009B›2J‹U+202E›b Đã thu hồi');
    expect(shown).not.toMatch(/[\u001b\u0007\u009b\u202e]/);
    const json = (await call('audit', 'list', '--limit', '1', '--json')).stdout;
    expect(json).not.toMatch(/[\u001b\u0007\u009b\u202e]/);
    expect(JSON.parse(json)[0]).toMatchObject({ target });
    const wrong = await call('sessions', 'end', 's\u001b[2J');
    expect(wrong.stderr).toContain('không có phiên s‹U+001B›[2J');
  });

  test('a trail whose end was cut off is found out by the head written outside, and accepted only by a person', async () => {
    // No service has ever been here: what the commands wrote, they proved.
    const { entries } = await trailHead(store);
    const verdict = JSON.parse((await call('audit', 'verify', '--json')).stdout);
    expect(verdict).toMatchObject({ entries, proven: { entries: entries - 1 } });
    expect((await call('keys', 'create', '--name', 'Mốc', '--role', 'viewer')).code).toBe(0);
    expect((await call('audit', 'verify')).stdout).toContain('Các mốc ngoài kho dữ liệu chứng minh từ');
    const [last, before] = await store.db
      .selectFrom('audit')
      .select(['id', 'hash'])
      .orderBy('id', 'desc')
      .limit(2)
      .execute();
    await store.db.deleteFrom('audit').where('id', '=', last!.id).execute();
    await store.db
      .updateTable('auditHead')
      .set(({ eb }) => ({ hash: before!.hash, entries: eb('entries', '-', 1) }))
      .execute();
    const cut = await call('audit', 'verify');
    expect([cut.code, cut.stdout]).toEqual([1, expect.stringContaining('Nhật ký kiểm tra THIẾU mục')]);
    const json = JSON.parse((await call('audit', 'verify', '--json')).stdout);
    expect(json).toMatchObject({ broken: null, heads: { contradicted: { what: 'behind' } } });
    expect((await call('audit', 'accept')).code).toBe(64);
    expect((await call('audit', 'accept', '--as', 'Lê Văn C', '--reason', 'thử')).code).toBe(0);
    expect((await call('audit', 'verify')).code).toBe(0);
    expect((await listAudit(store, 1))[0]).toMatchObject({ action: 'accept-trail', who: 'Lê Văn C' });
  });

  test('a command that cannot prove what it wrote says so, and has done it', async () => {
    const config = join(place.folder, 'no-key.yaml');
    await writeFile(config, `${await readFile(place.config, 'utf8')}audit: { keyFile: ./none.key }\n`);
    const args = ['keys', 'create', '--name', 'Không mốc', '--role', 'viewer', '--config', config];
    const { code, stdout, stderr } = await dvcSync(args);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^dvcs_/)]);
    expect(stderr).toContain('chưa ghi được mốc của nhật ký kiểm tra: không thấy khóa');
    expect(await checkKey(store, stdout.trim(), new Date())).toMatchObject({ name: 'Không mốc' });
    const verified = await dvcSync(['audit', 'verify', '--config', config]);
    expect([verified.code, verified.stderr]).toEqual([1, expect.stringContaining('không thấy khóa')]);
  });

  test('a key nobody knows cannot be revoked: 64', async () => {
    const { code, stderr } = await call('keys', 'revoke', 'abcdefgh');
    expect(code).toBe(64);
    expect(stderr).toContain('keys list');
  });

  test('who has a run done, now or by the queue, is in the trail', async () => {
    expect((await place.run()).code).toBe(0);
    expect((await call('schedule', 'run', 'digest')).code).toBe(0);
    const who = userInfo().username;
    const [queued, begun] = await listAudit(store, 2);
    const [run] = await listRuns(store, 1);
    expect(begun).toMatchObject({ who, origin: 'cli', action: 'start-reconcile', target: run!.id });
    expect(queued).toMatchObject({ who, origin: 'cli', action: 'start-digest', outcome: 'queued' });
  });

  test('the trail is listed, verified, and names the first entry somebody was at', async () => {
    await call('keys', 'create', '--name', 'B', '--role', 'viewer', '--as', 'Trần Thị B');
    const list = await call('audit', 'list', '--limit', '1');
    expect(list.stdout).toMatch(/Trần Thị B +dòng lệnh +tạo khóa/);
    const whole = await call('audit', 'verify');
    expect([whole.code, whole.stdout]).toEqual([0, expect.stringMatching(/nguyên vẹn: \d+ mục/)]);

    const [last, before] = await listAudit(store, 2);
    await store.db.updateTable('audit').set({ who: 'ai khác' }).where('id', '=', before!.id).execute();
    const changed = await call('audit', 'verify');
    expect([changed.code, changed.stdout]).toEqual([
      1,
      expect.stringContaining(`mục số ${before!.id} đã bị sửa`),
    ]);
    await store.db.updateTable('audit').set({ who: before!.who }).where('id', '=', before!.id).execute();
    expect((await call('audit', 'verify')).code).toBe(0);

    await store.db.deleteFrom('audit').where('id', '=', last!.id).execute();
    const removed = await call('audit', 'verify', '--json');
    expect(removed.code).toBe(1);
    expect(JSON.parse(removed.stdout).broken).toEqual({ id: before!.id, what: 'removed-after' });
    expect((await call('audit')).stdout).not.toContain('Trần Thị B');
  });
});

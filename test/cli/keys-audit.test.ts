import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfiguration } from '../../src/config/load.ts';
import { checkKey } from '../../src/server/sign-in/api-keys.ts';
import { listAudit } from '../../src/store/audit.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open.ts';
import { listRuns } from '../../src/store/runs.ts';
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
    [['--name', 'A', '--role', 'root'], 'viewer, operator, approver, admin'],
    [['--name', ' ', '--role', 'viewer'], 'cần một tên'],
    [['--name', 'A', '--role', 'viewer', '--expires', '2020-01-01'], 'đã qua'],
    [['--name', 'A', '--role', 'viewer', '--expires', 'mai'], '2026-12-31'],
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
    expect(list.stdout).toMatch(/Trần Thị B +cli +create-key/);
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

import { afterEach, describe, expect, it } from 'vitest';
import { adapter } from '../../../adapters/csdl-tthc/index.ts';
import { startSandbox } from '../../sandbox/csdl-tthc/sandbox.ts';
import type { RunningSandbox } from '../../sandbox/seed.ts';
import { many, open, seed } from './support.ts';

let sandbox: RunningSandbox | undefined;
afterEach(() => sandbox?.close());

describe('checking the system', () => {
  it('says which account it is and what it may read', async () => {
    sandbox = await startSandbox(seed(many(3)));
    const check = await open(sandbox).system.check();
    expect(check.account).toBe(sandbox.options.username);
    expect(check.access.map(({ what, ok }) => [what, ok])).toEqual([
      ['đăng nhập', true],
      ['danh sách thủ tục', true],
      ['chi tiết một thủ tục', true],
      ['danh mục lĩnh vực', true],
      ['danh mục cơ quan', true],
    ]);
    expect(check.access[1]?.note).toBe('3 thủ tục');
  });

  it('names the part that does not work', async () => {
    sandbox = await startSandbox(seed(many(3)), { errorFor: ['LayDanhMucCoQuan'] });
    const { access } = await open(sandbox).system.check();
    expect(access.filter(({ ok }) => !ok)).toMatchObject([
      { what: 'danh mục cơ quan', note: expect.stringContaining('mã lỗi 5') },
    ]);
  });

  it('checks a gateway, which has no account', async () => {
    sandbox = await startSandbox(seed(many(2)), { way: 'gateway' });
    const check = await open(sandbox).system.check();
    expect(check).not.toHaveProperty('account');
    expect(check.access).toHaveLength(3);
  });

  it('fails when nobody answers or the account is refused', async () => {
    sandbox = await startSandbox(seed(many(1)), { down: true });
    await expect(open(sandbox).system.check()).rejects.toMatchObject({ kind: 'unreachable' });
    sandbox.set('down', false);
    await expect(open(sandbox, { options: { username: 'ai-do' } }).system.check()).rejects.toMatchObject({
      kind: 'refused',
    });
    await expect(
      open(sandbox, { options: { way: 'gateway', bearerToken: 'sai' } }).system.check(),
    ).rejects.toMatchObject({ kind: 'refused' });
  });
});

describe('the options', () => {
  const session = { loginPath: '/l', callPath: '/c', username: 'u', password: 'p' };

  it('are those of a session where there is a loginPath, else of a gateway', () => {
    expect(adapter.options.safeParse(session).success).toBe(true);
    expect(adapter.options.safeParse({}).success).toBe(true);
    expect(adapter.options.safeParse({ way: 'gateway', listPath: '/DonVi?maDonVi=H13' }).success).toBe(true);
  });

  it.each([
    ['a session without password', { ...session, password: undefined }, 'password'],
    ['way session without loginPath', { way: 'session' }, 'loginPath'],
    ['an unknown routing', { ...session, routing: 'path' }, 'routing'],
  ])('name what is wrong: %s', (_what, options, key) => {
    const { error } = adapter.options.safeParse(options);
    expect(error?.issues.map(issue => issue.path.join('.'))).toContain(key);
  });

  it('refuse unknown keys', () => {
    expect(adapter.options.safeParse({ ...session, dstCode: 'x' }).success).toBe(false);
    expect(adapter.options.safeParse({ services: { lists: 'x' } }).success).toBe(false);
  });
});

import { expect, test } from 'vitest';
import type { SystemCheck } from '../../src/adapter/adapter.ts';
import { RemoteError } from '../../src/adapter/errors.ts';
import type { ConfiguredSystem } from '../../src/config/configuration.ts';
import { checkCauses } from '../../src/runs/check-causes.ts';

const system = {
  profile: { name: 'portal', role: 'portal', hosts: [], covers: null },
  credentials: [
    { key: 'systems.portal.username', from: ['PORTAL_USER'] },
    { key: 'systems.portal.password', from: ['file:/run/secrets/portal'] },
  ],
} as unknown as ConfiguredSystem;
const causes = (outcome: SystemCheck['access'] | RemoteError) =>
  checkCauses(system, outcome).map(({ vi }) => vi);

test('a refused account names the keys and where their values come from', () => {
  const [cause, ...others] = causes(new RemoteError('refused', 'đăng nhập bị từ chối', { status: 401 }));
  expect(others).toEqual([]);
  expect(cause).toContain('systems.portal.username (biến môi trường PORTAL_USER)');
  expect(cause).toContain('systems.portal.password (tệp /run/secrets/portal)');
});

test('a page in the place of data is the address, a sign-in page or a firewall, whatever the status says', () => {
  for (const status of [200, 302, 403])
    expect(causes(new RemoteError('refused', 'x', { status, page: true }))).toEqual([
      expect.stringMatching(/trang web thay cho dữ liệu.*systems\.portal\.baseUrl/),
    ]);
  // A broken server's page says nothing about the account or the address.
  expect(causes(new RemoteError('remote-fault', 'x', { status: 502, page: true }))).toEqual([]);
});

test('says each cause once, and the option to look at', () => {
  const failure = new RemoteError('refused', 'x', { status: 203 });
  const found = causes([
    { what: 'a', ok: false, failure },
    { what: 'b', ok: false, failure },
    { what: 'c', ok: false, look: ['groupId'] },
    { what: 'd', ok: true },
  ]);
  expect(found).toEqual([
    expect.stringContaining('tài khoản bị từ chối'),
    expect.stringContaining('xem lại systems.portal.groupId'),
  ]);
  expect(causes([{ what: 'd', ok: true }])).toEqual([]);
});

test('tells both languages the same keys', () => {
  for (const kind of ['refused', 'unreachable', 'not-understood'] as const) {
    const [words] = checkCauses(system, new RemoteError(kind, 'x'));
    const keys = (text: string) => text.match(/systems\.[\w.]+\w|PORTAL_\w+/g);
    expect(keys(words!.en)).toEqual(keys(words!.vi));
  }
});

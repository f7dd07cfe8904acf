import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { portalCity } from '../sandbox/dvcqg-2026/city.ts';
import { sandboxes } from '../sandbox/sandboxes.ts';
import type { RunningSandbox } from '../sandbox/seed.ts';
import { dvcSync, readLines, temporaryFolder } from '../support/command.ts';
import { smallCity } from '../support/small-city.ts';

interface Entry {
  code: string;
  name: string;
  parent?: string;
  tier: string;
  ids?: Record<string, string>;
}

const city = smallCity();
const remotes = {
  national: { adapter: 'csdl-tthc', seed: city.seeds.national },
  people: { adapter: 'dvcqg-2026', seed: portalCity(city.seeds, city.agencies) },
  portal: { adapter: 'td-dvc', seed: city.seeds.portal },
  oneStop: { adapter: 'opencps', seed: city.seeds.oneStop },
};
type Name = keyof typeof remotes;
const names = Object.keys(remotes) as Name[];

describe('init --from', () => {
  const servers = {} as Record<Name, RunningSandbox>;
  const environment: Record<string, string> = {};
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    folder = await temporaryFolder();
    for (const name of names) {
      const { adapter, seed } = remotes[name];
      servers[name] = await sandboxes[adapter]!(seed);
    }
    for (const [name, prefix] of [
      ['national', 'CSDL'],
      ['portal', 'PORTAL'],
      ['oneStop', 'ONESTOP'],
    ] as const) {
      environment[`${prefix}_USER`] = String(servers[name].options.username);
      environment[`${prefix}_PASSWORD`] = String(servers[name].options.password);
    }
  });
  afterAll(async () => {
    await Promise.all(Object.values(servers).map(server => server.close()));
    await folder.remove();
  });

  const given = (name: Name) => ['--from', `${name}=${servers[name].baseUrl}`];
  const dstcode = () => ['--set', `national.dstcode=${servers.national.options.dstcode}`];
  const fast = (...systems: Name[]) => systems.flatMap(name => ['--set', `${name}.ratePerSecond=5000`]);
  const call = (...args: string[]) => dvcSync(args, environment);
  const lists = async (place: string) => ({
    agencies: parse(await readFile(join(place, 'agencies.yaml'), 'utf8')) as Entry[],
    fields: parse(await readFile(join(place, 'fields.yaml'), 'utf8')) as Record<string, string>,
    text: await readFile(join(place, 'dvc-sync.yaml'), 'utf8'),
  });
  /** What the first run with a draft says of codes nobody knows. */
  const unmapped = async (place: string) => {
    const out = join(place, 'out');
    const { code, stderr } = await call('run', '--config', join(place, 'dvc-sync.yaml'), '--out', out);
    expect([0, 2], stderr).toContain(code);
    return (await readLines(out))
      .filter(({ rule }) => rule.startsWith('unmapped-'))
      .map(({ message }) => message);
  };

  test('drafts a configuration of all systems that loads, is checked and leaves nothing unmapped', async () => {
    const place = join(folder.path, 'all');
    const { code, stderr } = await call(
      ...['init', place, ...given('national'), ...dstcode(), ...given('portal'), ...given('oneStop')],
      ...fast('national', 'portal', 'oneStop'),
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const { agencies, fields, text } = await lists(place);
    // As the city's own list has them, with their tiers, superiors and what each system calls them.
    expect(agencies.map(({ code, tier, parent }) => ({ code, tier, parent }))).toEqual(
      expect.arrayContaining(city.agencies.map(({ code, tier, parent }) => ({ code, tier, parent }))),
    );
    expect(fields).toMatchObject({ 'Luật sư': 'H13.3' });
    expect(text).toContain('routing: header');
    for (const secret of ['ONESTOP_PASSWORD', 'PORTAL_PASSWORD', 'CSDL_PASSWORD'])
      expect(text).not.toContain(environment[secret]);
    const checked = await call('check', '--config', join(place, 'dvc-sync.yaml'));
    expect(checked.code, checked.stdout).toBe(0);
    expect(await unmapped(place)).toEqual([]);
  });

  test.each(names)('drafts what %s alone knows, and a run with it leaves no agency unmapped', async name => {
    const place = join(folder.path, name);
    const more = name === 'national' ? dstcode() : [];
    const { code, stdout, stderr } = await call(
      'init',
      place,
      '--json',
      ...given(name),
      ...more,
      ...fast(name),
    );
    expect([code, stderr, stdout]).toEqual([0, '', expect.anything()]);
    const { asked, agencies } = JSON.parse(stdout);
    expect(asked).toMatchObject([{ system: name, error: null, gaps: [] }]);
    if (name !== 'national') expect(agencies).toBeGreaterThan(1);
    expect((await call('check', '--config', join(place, 'dvc-sync.yaml'))).code).toBe(0);
    const { agencies: list } = await lists(place);
    expect(list[0]).toMatchObject({ code: 'H13', tier: 'province' });
    if (name !== 'national') expect(await unmapped(place)).toEqual([]);
  });

  test('finds out the site of the one-stop system and where the address on the bus travels', async () => {
    const place = join(folder.path, 'found');
    servers.national.set('requireQueryDstcode', true);
    const { code, stderr } = await call(
      ...['init', place, ...given('oneStop'), ...given('national'), ...dstcode()],
      ...['--set', 'oneStop.groupId=20143', ...fast('national', 'oneStop')],
    );
    servers.national.set('requireQueryDstcode', false);
    expect([code, stderr]).toEqual([0, '']);
    const { text } = await lists(place);
    expect(text).toMatch(/routing: query {2}# đã thử: .*tham số của địa chỉ/);
    expect(text).toMatch(/groupId: 20143 {2}# đã thử: site này có danh mục cơ quan/);
  });

  test('says in the draft what could not be found out, and that a system could not be read', async () => {
    const place = join(folder.path, 'doubt');
    servers.portal.set('down', true);
    const { code, stdout } = await call(
      ...['init', place, ...given('oneStop'), '--set', 'oneStop.groupId=7', ...given('portal')],
      ...['--set', 'portal.attempts=1', '--set', 'oneStop.attempts=1', ...fast('oneStop')],
      ...['--set', 'oneStop.insecure=true'],
    );
    servers.portal.set('down', false);
    expect(code).toBe(3);
    expect(stdout).toMatch(/✗ portal: 127\.0\.0\.1/);
    const { text } = await lists(place);
    expect(text).toMatch(/groupId: 7 {2}# chưa tìm ra: site 7 không có cơ quan nào; hỏi quản trị/);
    expect(text).toMatch(/# CHƯA ĐỌC ĐƯỢC khi soạn nháp: 127\.0\.0\.1/);
    expect(parse(text).systems.portal.role).toBe('portal');
  });

  test('refuses what cannot be right before anything is asked, and writes nothing then', async () => {
    const place = join(folder.path, 'wrong');
    const wrong: [string[], RegExp][] = [
      [['--from', 'portal'], /cần địa chỉ/],
      [['--from', 'cong=https://a.vn'], /"cong" không phải một trong: national, people, portal, oneStop/],
      [[...given('portal'), '--set', 'portal.password=bi-mat'], /không viết bí mật ra đây/],
      [[...given('portal'), '--set', 'oneStop.groupId=1'], /--set: "oneStop\.groupId" không dùng được/],
      [
        [...given('portal'), '--set', `portal.username=\${KHONG_CO}`],
        /biến môi trường KHONG_CO chưa được đặt/,
      ],
      [['--set', 'portal.pageSize=1'], /--set chỉ dùng cùng --from/],
    ];
    for (const [args, says] of wrong) {
      const { code, stderr } = await call('init', place, ...args);
      expect([code, stderr]).toEqual([64, expect.stringMatching(says)]);
      expect(stderr).not.toContain('bi-mat');
    }
    await expect(readFile(join(place, 'dvc-sync.yaml'))).rejects.toThrow();
  });
});

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../src/config/load.ts';
import { agenciesText, load, plainAdapter, problemsOf, wholeText } from './plain-adapter.ts';

/** `wholeText` with one line more at its end. */
const withLine = (line: string) => ({ 'dvc-sync.yaml': `${wholeText}${line}\n` });

describe('a right configuration', () => {
  it('gets every default the product promises', async () => {
    const loaded = await load({});
    expect(loaded.file).toBe(join(loaded.folder, 'dvc-sync.yaml'));
    expect(loaded.agenciesFile).toBe(join(loaded.folder, 'agencies.yaml'));
    expect(loaded.dataDir).toBe(join(loaded.folder, 'data'));
    expect(loaded.store).toEqual({ driver: 'sqlite', file: join(loaded.folder, 'data', 'dvc-sync.sqlite') });
    expect(loaded.thresholds).toEqual({ shrinkShare: 0.2, staleHours: 36 });
    expect(loaded.keep).toEqual({ snapshots: 3, runs: 30, jobDays: 90, letterDays: 90 });
    expect(loaded.cacheHours).toBe(72);
    expect(loaded.codes).toEqual({});
    expect(loaded.services).toBe(join(loaded.folder, 'services'));
    expect(loaded.roles).toEqual({});
    expect(loaded.push).toEqual({ maxChanges: 500, maxShare: 0.25, windows: [], approval: 'held' });
    expect(loaded.tasks).toEqual({ dueDays: { critical: 3, major: 14, minor: 30 } });
    const portal = loaded.systems[1]!;
    expect(portal.http).toEqual({
      baseUrl: 'https://portal.example',
      concurrency: 8,
      // As its adapter would have it; the rest is the usual.
      ratePerSecond: 20,
      connectTimeoutMs: 10_000,
      answerTimeoutMs: 60_000,
      attempts: 3,
      maxAnswerBytes: 64 * 1024 * 1024,
      secrets: loaded.secrets,
    });
    expect(portal.adapter).toBe(plainAdapter);
    expect(portal.options).toEqual({ username: 'soyte', password: 'hush-two' });
    expect(portal.useRemoteMapping).toBe(false);
  });

  it('takes roles of workflow steps and the guards of pushing', async () => {
    const loaded = await load({
      'dvc-sync.yaml': `${wholeText}services: dich-vu
roles: { Chuyên viên: { portal: "Chuyên viên sở", national: CV } }
push: { maxChanges: 40, approval: always, windows: [{ days: [6, 7], from: "18:00", to: "06:00" }] }
`,
    });
    expect(loaded.services).toBe(join(loaded.folder, 'dich-vu'));
    expect(loaded.roles).toEqual({ 'Chuyên viên': { portal: 'Chuyên viên sở', national: 'CV' } });
    expect(loaded.push).toEqual({
      maxChanges: 40,
      maxShare: 0.25,
      windows: [{ days: [6, 7], from: '18:00', to: '06:00' }],
      approval: 'always',
    });
  });

  it('hosts by role unless it says otherwise', async () => {
    const system = (name: string, role: string, more = '') =>
      `  ${name}: { role: ${role}, adapter: plain, baseUrl: "https://x.example", username: u, password: p4ss${more} }\n`;
    const { city } = await load({
      'dvc-sync.yaml':
        'locality: H13\nagencies: agencies.yaml\nsystems:\n' +
        system('a', 'national') +
        system('portal', 'portal') +
        system('c', 'oneStop') +
        system('d', 'archive') +
        system('e', 'oneStop', ', hosts: [eform], covers: [district, h13.1.2]'),
    });
    expect(city.systems).toEqual([
      { name: 'a', role: 'national', hosts: [], covers: null },
      {
        name: 'portal',
        role: 'portal',
        hosts: ['components', 'eform', 'workflow', 'payment', 'channel'],
        covers: null,
      },
      { name: 'c', role: 'oneStop', hosts: ['components', 'workflow'], covers: null },
      { name: 'd', role: 'archive', hosts: [], covers: null },
      { name: 'e', role: 'oneStop', hosts: ['eform'], covers: ['district', 'H13.1.2'] },
    ]);
  });

  it('knows the agencies by the codes their file writes', async () => {
    const { city } = await load({
      ...withLine('fields: fields.yaml'),
      'fields.yaml': 'Hộ tịch: h13.1.2\n1.000010: H13\n',
    });
    expect(city.agencies[2]).toEqual({
      code: 'H13.20',
      name: 'Quận Ninh Kiều',
      tier: 'district',
      parent: 'H13',
      ids: { portal: ['NK', '000.00.20'] },
    });
    expect(city.fields).toEqual({ 'Hộ tịch': 'H13.1.2', '1.000010': 'H13' });
  });

  it('ignores ids of a system that is not configured any more, even where two agencies share one', async () => {
    const lines = ['H13.30', 'H13.31'].map(
      code => `- { code: ${code}, name: X, tier: other, ids: { old: A, portal: ${code} } }\n`,
    );
    const { city } = await load({ 'agencies.yaml': agenciesText + lines.join('') });
    expect(city.agencies.slice(3).map(({ code }) => code)).toEqual(['H13.30', 'H13.31']);
  });

  it('keeps codes as they were written, trailing zeros and suffixes thought of', async () => {
    const { codes, city } = await load(
      withLine(`codes: { portal: { 1.000010: "2.002620.000.00.00.H13", ct-1: "1.004190" } }
applies: [{ procedure: "1.004190.H13", add: [h13.20], reason: giao thêm }]
rules: { name-twice: { enabled: false }, uneven-level: { severity: info } }
owners: { technical: Sở KHCN }`),
    );
    expect(codes).toEqual({ portal: { '1.000010': '2.002620', 'CT-1': '1.004190' } });
    expect(city.applies).toEqual([{ procedure: '1.004190', add: ['H13.20'], reason: 'giao thêm' }]);
    expect(city.rules).toEqual({ 'name-twice': { enabled: false }, 'uneven-level': { severity: 'info' } });
    expect(city.ownerNames).toEqual({ technical: 'Sở KHCN' });
  });

  it('may speak http to this very machine', async () => {
    for (const url of ['http://127.0.0.1:8080/x', 'http://localhost:1', 'http://[::1]:2']) {
      const { systems } = await load({ 'dvc-sync.yaml': wholeText.replace('https://portal.example/', url) });
      expect(systems[1]?.http?.baseUrl).toBe(url);
    }
    const elsewhere = wholeText.replace(
      'https://portal.example/',
      'http://portal.example\n    insecure: true',
    );
    expect((await load({ 'dvc-sync.yaml': elsewhere })).systems[1]?.http?.baseUrl).toBe(
      'http://portal.example',
    );
  });
});

describe('a system that nobody may ask', () => {
  const entry = (more: string) =>
    withLine(`  lists:\n    role: other\n    adapter: files\n${more}`.replace(/\n$/, ''));

  it('is known by its folder, beside the configuration, and has no address', async () => {
    const { systems, folder } = await load(entry('    folder: danh-sach\n    profile: a\n'));
    expect(systems[2]).toMatchObject({ folder: join(folder, 'danh-sach'), options: { profile: 'a' } });
    expect(systems[2]).not.toHaveProperty('http');
  });

  it('needs that folder, and nothing that only a host could have', async () => {
    expect(await problemsOf(entry('    profile: a\n'))).toEqual([
      expect.stringMatching(/systems\.lists\.folder: thiếu/),
    ]);
    const asked = await problemsOf(
      entry('    folder: x\n    baseUrl: "https://x.example"\n    ratePerSecond: 3\n'),
    );
    expect(asked).toEqual([
      expect.stringContaining('systems.lists.baseUrl: khóa không được biết'),
      expect.stringContaining('systems.lists.ratePerSecond: khóa không được biết'),
    ]);
  });

  it('is no way in for a system with a host', async () => {
    const portal = wholeText.replace('baseUrl: https://portal.example/', 'folder: x');
    expect(await problemsOf({ 'dvc-sync.yaml': portal })).toEqual([
      expect.stringMatching(/systems\.portal\.baseUrl: thiếu/),
      expect.stringContaining('systems.portal.folder: khóa không được biết'),
    ]);
  });
});

describe('a wrong configuration names file, line and key', () => {
  const wrong: [string, Record<string, string>, string][] = [
    [
      'an unknown key',
      withLine('localty: H13'),
      'dvc-sync.yaml:11: localty: khóa không được biết; có phải là "locality"?',
    ],
    [
      'an unknown key of a system',
      { 'dvc-sync.yaml': wholeText.replace('username: soyte', 'username: soyte\n    usrname: x') },
      'dvc-sync.yaml:10: systems.portal.usrname: khóa không được biết; có phải là "username"?',
    ],
    [
      'a shared key of a system misspelt',
      { 'dvc-sync.yaml': wholeText.replace('username: soyte', 'username: soyte\n    concurency: 4') },
      'dvc-sync.yaml:10: systems.portal.concurency: khóa không được biết; có phải là "concurrency"?',
    ],
    [
      'a wrong type',
      withLine('cacheHours: nhiều'),
      'dvc-sync.yaml:11: cacheHours: phải là số, đang là chuỗi ký tự',
    ],
    [
      'a wrong type inside a system',
      { 'dvc-sync.yaml': wholeText.replace('username: soyte', 'username: soyte\n    concurrency: [8]') },
      'dvc-sync.yaml:10: systems.portal.concurrency: phải là số, đang là một danh sách',
    ],
    [
      'a number where text is meant',
      withLine('applies: [{ procedure: 1.004190, add: [H13], reason: vì }]'),
      'dvc-sync.yaml:11: applies[0].procedure: phải là chuỗi ký tự, đang là số; hãy đặt giá trị trong dấu nháy',
    ],
    [
      'a role at an unknown system',
      withLine('roles: { Chuyên viên: { portla: CV } }'),
      'dvc-sync.yaml:11: roles.Chuyên viên.portla: không có hệ thống "portla" trong cấu hình; có phải là "portal"?',
    ],
    [
      'a role at a system that is left empty',
      {
        'dvc-sync.yaml': `${wholeText.replace('systems:\n', 'systems:\n  portla:\n')}roles: { Chuyên viên: { portla: CV } }\n`,
      },
      'dvc-sync.yaml:12: roles.Chuyên viên.portla: không có hệ thống "portla" trong cấu hình; có phải là "portal"?',
    ],
    [
      'an hour that is none',
      withLine('push: { windows: [{ days: [1], from: "25:00", to: "06:00" }] }'),
      'dvc-sync.yaml:11: push.windows[0].from: phải là giờ dạng "18:30"',
    ],
    [
      'a window without length',
      withLine('push: { windows: [{ days: [1], from: "06:00", to: "06:00" }] }'),
      'dvc-sync.yaml:11: push.windows[0]: from và to không được bằng nhau',
    ],
    [
      'an unknown word of the approval',
      withLine('push: { approval: allways }'),
      'dvc-sync.yaml:11: push.approval: phải là một trong: "always", "held"; có phải là "always"?',
    ],
    [
      'a number out of range',
      withLine('thresholds: { shrinkShare: 20 }'),
      'dvc-sync.yaml:11: thresholds.shrinkShare: phải không quá 1',
    ],
    [
      'an unknown rule',
      withLine('rules: { name-thrice: { enabled: false } }'),
      'dvc-sync.yaml:11: rules.name-thrice: khóa không được biết; có phải là "name-twice"?',
    ],
    [
      'a word out of its list',
      withLine('rules: { name-twice: { severity: majr } }'),
      'dvc-sync.yaml:11: rules.name-twice.severity: phải là một trong: "critical", "major", "minor", "info"; có phải là "major"?',
    ],
    [
      'a missing key',
      { 'dvc-sync.yaml': wholeText.replace('locality: H13\n', '') },
      'dvc-sync.yaml:1: locality: thiếu khóa bắt buộc (chuỗi ký tự)',
    ],
    [
      "a missing key of a system's adapter",
      { 'dvc-sync.yaml': wholeText.replace('    username: soyte\n', '') },
      'dvc-sync.yaml:5: systems.portal.username: thiếu khóa bắt buộc (chuỗi ký tự)',
    ],
    [
      'an unknown adapter',
      { 'dvc-sync.yaml': wholeText.replace('    adapter: plain', '    adapter: plian') },
      'dvc-sync.yaml:7: systems.portal.adapter: không có bộ nối "plian"; phải là một trong: "plain", "files"; có phải là "plain"?',
    ],
    [
      'a role in other letters',
      { 'dvc-sync.yaml': wholeText.replace('role: portal', 'role: one-stop') },
      'dvc-sync.yaml:6: systems.portal.role: không có vai trò "one-stop"; có phải là "oneStop"?',
    ],
    [
      'a second national system',
      { 'dvc-sync.yaml': wholeText.replace('role: portal', 'role: national') },
      'dvc-sync.yaml:6: systems.portal.role: chỉ một hệ thống được có vai trò national; "national" đã có',
    ],
    [
      'http to another machine',
      { 'dvc-sync.yaml': wholeText.replace('https://portal', 'http://portal') },
      'dvc-sync.yaml:8: systems.portal.baseUrl: http:// chỉ dùng được trên chính máy này; dùng https:// hoặc đặt insecure: true nếu mạng nội bộ được bảo vệ',
    ],
    [
      'an address with an account in it',
      { 'dvc-sync.yaml': wholeText.replace('https://portal', 'https://me:pw@portal') },
      'dvc-sync.yaml:8: systems.portal.baseUrl: không đặt tài khoản, mật khẩu trong địa chỉ; dùng các khóa riêng của bộ nối',
    ],
    [
      'a system nobody could name a file after',
      {
        'dvc-sync.yaml': wholeText.replace('  portal:', '  ../portal:'),
        'agencies.yaml': '- { code: H13, name: Thành phố, tier: province }',
      },
      'dvc-sync.yaml:5: systems.../portal: tên hệ thống chỉ gồm chữ, số, "-" và "_", bắt đầu bằng chữ, tối đa 40 ký tự',
    ],
    [
      'an unknown driver',
      withLine('store: { driver: mysql }'),
      'dvc-sync.yaml:11: store.driver: phải là "sqlite" hoặc "postgres", đang là chuỗi ký tự',
    ],
    [
      'a covered agency that is not there',
      { 'dvc-sync.yaml': wholeText.replace('role: portal', 'role: portal\n    covers: [district, H13.1.3]') },
      'dvc-sync.yaml:7: systems.portal.covers[1]: "H13.1.3" không phải là cấp (ministry, province, district, commune, other) cũng không phải mã đơn vị trong danh sách; có phải là "H13.1.2"?',
    ],
    [
      'a mapping to something that is no national code',
      withLine('codes: { portal: { CT-1: "CT-2" } }'),
      'dvc-sync.yaml:11: codes.portal.CT-1: "CT-2" không phải mã quốc gia (dạng 1.004194)',
    ],
    [
      'a mapping of an unknown system',
      withLine('codes: { portl: { CT-1: "1.004190" } }'),
      'dvc-sync.yaml:11: codes.portl: không có hệ thống "portl" trong cấu hình; có phải là "portal"?',
    ],
    [
      'an exception without an agency',
      withLine('applies: [{ procedure: "1.004190", reason: x }]'),
      'dvc-sync.yaml:11: applies[0]: phải có add hoặc remove',
    ],
    [
      'an exception for an agency that is not there',
      withLine('applies: [{ procedure: "1.004190", add: [H13, H14], reason: x }]'),
      'dvc-sync.yaml:11: applies[0].add[1]: không có đơn vị mã H14 trong danh sách đơn vị; có phải là "H13"?',
    ],
    [
      'an agencies file that is not there',
      { 'dvc-sync.yaml': wholeText.replace('agencies.yaml', 'units.yaml') },
      'dvc-sync.yaml:2: agencies: units.yaml: không đọc được tệp: không có tệp này',
    ],
    [
      'a field of an unknown agency',
      { ...withLine('fields: fields.yaml'), 'fields.yaml': 'Chứng thực: H13\nHộ tịch: H13.1.3\n' },
      'fields.yaml:2: Hộ tịch: không có đơn vị mã H13.1.3 trong danh sách đơn vị; có phải là "H13.1.2"?',
    ],
    ['a key written twice', withLine('locality: H14'), 'dvc-sync.yaml:11: khóa viết hai lần'],
    [
      'a key that is a list',
      withLine('[a, b]: H14'),
      'dvc-sync.yaml:11: khóa phải là một chữ; đặt nó trong nháy',
    ],
    [
      'a key that stands for a map',
      withLine('? {a: b}\n: H14'),
      'dvc-sync.yaml:11: khóa phải là một chữ; đặt nó trong nháy',
    ],
    [
      'a trusted proxy that is no address',
      withLine('server: { trustProxy: [loopback, 10.0.0.0/8, "::1", 10.0.0.0/33] }'),
      'dvc-sync.yaml:11: server.trustProxy[3]: phải là địa chỉ IP, dải IP như 10.0.0.0/8, hoặc loopback, linklocal, uniquelocal',
    ],
    [
      'a token issuer whose keys anybody could change on their way',
      withLine('server: { oidc: { issuer: "http://sso.example.vn", audience: a, roles: {} } }'),
      'dvc-sync.yaml:11: server.oidc.issuer: phải là địa chỉ https:// (http:// chỉ dùng được trên chính máy này)',
    ],
  ];
  it.each(wrong)('%s', async (_what, files, expected) => {
    expect(await problemsOf(files)).toEqual([expected]);
  });

  const wrongAgencies: [string, string, string][] = [
    [
      'a code twice',
      '- { code: h13.1.2, name: X, tier: province }',
      'agencies.yaml:4: [3].code: mã h13.1.2 đã có ở dòng 2',
    ],
    ...['"../H13.3"', '"H13\\\\3"', '".H13"', '"H13\\n3"'].map((code): [string, string, string] => [
      `a code no file could be called by: ${code}`,
      `- { code: ${code}, name: X, tier: province }`,
      'agencies.yaml:4: [3].code: mã không được bắt đầu bằng dấu chấm, không được có dấu "/", "\\" hay ký tự điều khiển',
    ]),
    [
      'an unknown parent',
      '- { code: H13.3, name: X, tier: province, parent: H14 }',
      'agencies.yaml:4: [3].parent: không có đơn vị mã H14 trong danh sách đơn vị; có phải là "H13"?',
    ],
    [
      'an unknown tier',
      '- { code: H13.3, name: X, tier: provinc }',
      'agencies.yaml:4: [3].tier: phải là một trong: "ministry", "province", "district", "commune", "other"; có phải là "province"?',
    ],
    [
      'an id two agencies claim',
      '- { code: H13.3, name: X, tier: other, ids: { portal: nk } }',
      'agencies.yaml:4: [3].ids.portal: mã "nk" của hệ thống portal đã dùng cho đơn vị H13.20',
    ],
    [
      'an unknown key',
      '- { code: H13.3, nane: X, name: X, tier: other }',
      'agencies.yaml:4: [3].nane: khóa không được biết; có phải là "name"?',
    ],
    [
      'a missing name',
      '- { code: H13.3, tier: other }',
      'agencies.yaml:4: [3].name: thiếu khóa bắt buộc (chuỗi ký tự)',
    ],
    [
      'an agency above itself',
      '- { code: H13.3, name: X, tier: other, parent: H13.3 }',
      'agencies.yaml:4: [3].parent: đơn vị cấp trên nối thành vòng: H13.3 → H13.3',
    ],
  ];
  it.each(wrongAgencies)('in the agencies file: %s', async (_what, line, expected) => {
    expect(await problemsOf({ 'agencies.yaml': `${agenciesText}${line}\n` })).toEqual([expected]);
  });

  it('all at once, in the order of their lines', async () => {
    const text = wholeText
      .replace('locality: H13', 'locality: 13')
      .replace('username: soyte', 'usernam: soyte')
      .replace('agencies: agencies.yaml', 'agencies: agencies.yaml\ncacheHours: -1');
    const problems = await problemsOf(
      {
        'dvc-sync.yaml': text,
        'agencies.yaml': `${agenciesText}- { code: H13, name: X, tier: other }\n`,
      },
      {},
    );
    expect(problems.map(problem => problem.split(': ').slice(0, 2).join(' '))).toEqual([
      'dvc-sync.yaml:1 locality',
      'dvc-sync.yaml:3 cacheHours',
      'dvc-sync.yaml:5 systems.national.password',
      'dvc-sync.yaml:6 systems.portal.username',
      'dvc-sync.yaml:10 systems.portal.usernam',
      'dvc-sync.yaml:11 systems.portal.password',
      'agencies.yaml:4 [3].code',
    ]);
  });

  it('when it is not there, a folder, empty or no YAML', async () => {
    const { folder } = await load({});
    for (const [file, problem] of [
      [join(folder, 'nowhere.yaml'), 'không đọc được tệp: không có tệp này'],
      [folder, 'không đọc được tệp: đây là một thư mục'],
    ] as const) {
      await expect(loadConfiguration(file, {})).rejects.toMatchObject({
        problems: [{ file, problem: { vi: problem } }],
      });
    }
    expect(await problemsOf({ 'dvc-sync.yaml': '' })).toContain(
      'dvc-sync.yaml:1: systems: thiếu khóa bắt buộc (nhóm khóa)',
    );
    expect(await problemsOf({ 'dvc-sync.yaml': 'a: [1' })).toEqual([
      expect.stringMatching(/^dvc-sync\.yaml:1: YAML không hợp lệ: /),
    ]);
    expect(await problemsOf({ 'dvc-sync.yaml': '- a' })).toEqual([
      'dvc-sync.yaml:1: phải là nhóm khóa, đang là một danh sách',
    ]);
    expect(await problemsOf({ 'agencies.yaml': '' })).toEqual(['agencies.yaml:1: không được để rỗng']);
  });
});

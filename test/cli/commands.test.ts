import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { rules } from '../../src/reconcile/rules/index.ts';
import { dvcSync, readLines, runSandbox, temporaryFolder } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

describe('help', () => {
  const reading = ['init', 'check', 'run', 'report', 'rules', 'map', 'history', 'waive', 'alive'];
  const pushing = ['scaffold', 'validate', 'adopt', 'plan', 'approve', 'apply', 'rollback', 'tasks'];
  test.each([...reading, ...pushing])('%s explains itself with an example', async command => {
    const { code, stdout } = await dvcSync([command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Ví dụ:\n  dvc-sync ${command}`);
    expect(stdout).not.toMatch(/Usage|Options|Arguments|default|\[options\]/);
  });

  test.each([
    [['run', '--ot', 'x'], "không có lựa chọn '--ot'\n(có phải là: --out?)"],
    [['rn'], "không có lệnh 'rn'\n(có phải là: run?)"],
    [['xyz'], "không có lệnh 'xyz'\n  Xem hướng dẫn: thêm --help"],
    [['run', '--config'], "lựa chọn '-c, --config <tệp>' thiếu giá trị"],
    [
      ['approve', 'P1', '--as', 'A'],
      "thiếu lựa chọn bắt buộc '--reason <lý-do>'\n  Lý do được ghi vào nhật ký kiểm tra.",
    ],
    [
      ['apply', 'P1', '--parallel', '0'],
      "'0' không dùng được cho '--parallel <số>': phải là số từ 1 đến 32.",
    ],
    [['init', 'a', 'b'], "thừa tham số cho lệnh 'init': a, b"],
  ])('%j is answered with 64 and a Vietnamese sentence', async (args, sentence) => {
    expect(await dvcSync(args)).toEqual({ code: 64, stdout: '', stderr: `Lỗi: ${sentence}\n` });
  });
});

describe('what is given to options and arguments', () => {
  /** Of every option and argument of every command: the word it shows for what is given, and what reads that. */
  const given: { where: string; word: string | undefined; read?: (text: string) => unknown }[] = [];
  const roots = new Map<string, Command>();
  /** Commands that are called below one that takes `--json`, which takes it from them. */
  const below: { where: string; takesJson: boolean }[] = [];
  beforeAll(async () => {
    const visit = (command: Command, under = false) => {
      const takesJson = command.options.some(({ long }) => long === '--json');
      if (under) below.push({ where: command.name(), takesJson });
      const readers = [
        ...command.options.map(({ flags, parseArg }) => ({ shown: flags, parseArg })),
        ...command.registeredArguments.map(argument => ({
          shown: `<${argument.name()}>`,
          parseArg: (argument as unknown as { parseArg?: (text: string, before: unknown) => unknown })
            .parseArg,
        })),
      ];
      for (const { shown, parseArg } of readers)
        given.push({
          where: `${command.name()} ${shown}`,
          word: /<(.*)>/.exec(shown)?.[1],
          ...(parseArg && { read: (text: string) => parseArg(text, undefined as never) }),
        });
      for (const one of command.commands) visit(one, under || takesJson);
    };
    for (const [name, entry] of Object.entries(commands)) {
      const command = new Command(name);
      (await entry.load())(command);
      visit(command);
      roots.set(name, command);
    }
  });

  test('a command that people are told to use does something', async () => {
    const root = new URL('../../', import.meta.url);
    const files = (await readdir(new URL('src', root), { recursive: true })).filter(file =>
      file.endsWith('.ts'),
    );
    const told = new Set<string>();
    for (const file of [...files.map(each => `src/${each}`), 'config/monitoring/alerts.yml'])
      for (const [, words] of (await readFile(new URL(file, root), 'utf8')).matchAll(
        /dvc-sync ((?:[a-z-]+ ?)+)/g,
      ))
        told.add(words!.trim());
    const idle = [...told].filter(words => {
      const [name, ...rest] = words.split(' ');
      let at = roots.get(name!);
      if (!at) return false;
      for (const word of rest) at = at.commands.find(one => one.name() === word) ?? at;
      return !(at as Command & { _actionHandler?: unknown })._actionHandler;
    });
    expect(told.size).toBeGreaterThan(50);
    expect(idle).toEqual([]);
  });

  test('--json is answered by every command below one that takes it', () => {
    expect(below.length).toBeGreaterThan(30);
    expect(below.filter(({ takesJson }) => !takesJson)).toEqual([]);
  });

  test('a number is a whole one, refused in words where it is none', () => {
    const numbers = given.filter(({ word }) => /^(?:số|số-thư|đợt|buổi)$/.test(word ?? ''));
    expect(numbers.length).toBeGreaterThan(20);
    for (const { where, read } of numbers) {
      for (const wrong of ['abc', '', '0', '-1', '1,5', '1e3', '5x', '9'.repeat(16)])
        expect(() => read!(wrong), `${where}: ${wrong}`).toThrow(/^phải là (?:một )?số/);
      expect(read!('12'), where).toBe(12);
    }
    const limits = numbers.filter(({ where }) => where.includes('--limit'));
    expect(limits.map(({ read }) => read!('1.000'))).toEqual(limits.map(() => 1_000));
  });

  test('a day is taken as it is shown, refused in words where it is none of the calendar', () => {
    const days = given.filter(({ word }) => word === 'ngày');
    expect(days.length).toBeGreaterThan(10);
    for (const { where, read } of days) {
      // One that is over: what has happened has happened on no other.
      expect([read!('31/12/2021'), read!('2021-12-31')], where).toEqual(['2021-12-31', '2021-12-31']);
      for (const wrong of ['abc', '', '31/02/2026', '2026'])
        expect(() => read!(wrong), `${where}: ${wrong}`).toThrow('cần một ngày có thật');
    }
  });
});

describe('init', () => {
  test('writes a commented start that only lacks the secrets, and never overwrites unasked', async () => {
    const folder = await temporaryFolder();
    try {
      expect((await dvcSync(['init', folder.path])).code).toBe(0);
      const config = join(folder.path, 'dvc-sync.yaml');
      expect((await readFile(config, 'utf8')).match(/^\s*#/gm)?.length).toBeGreaterThan(10);
      const { code, stderr } = await dvcSync(['check', '--config', config]);
      expect(code).toBe(64);
      expect(stderr).toMatch(/dvc-sync\.yaml:\d+: systems\.\w+\.\w+: /);
      expect((await dvcSync(['init', folder.path])).code).toBe(64);
      const again = await dvcSync(['init', folder.path, '--force', '--json']);
      expect(JSON.parse(again.stdout)).toEqual({
        files: expect.arrayContaining(
          ['dvc-sync.yaml', 'agencies.yaml', 'fields.yaml'].map(name => join(folder.path, name)),
        ),
      });
    } finally {
      await folder.remove();
    }
  });

  test('leaves nothing half: what it cannot write to its end it takes away again, and nothing of others', async () => {
    const folder = await temporaryFolder();
    try {
      await writeFile(join(folder.path, 'workflow.schema.json'), 'of somebody');
      const { code, stdout, stderr } = await dvcSync(['init', folder.path]);
      expect([code, stdout]).toEqual([64, '']);
      expect(stderr).toContain('workflow.schema.json đã có');
      expect(await readdir(folder.path)).toEqual(['workflow.schema.json']);
    } finally {
      await folder.remove();
    }
  });
});

describe('rules', () => {
  test('explains each rule: what, why, who, remedy', async () => {
    const { stdout } = await dvcSync(['rules', '--json']);
    const explained = JSON.parse(stdout) as Record<string, string>[];
    expect(explained.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
    for (const rule of explained)
      for (const key of ['title', 'what', 'why', 'remedy', 'owner']) expect(rule[key]).toMatch(/\S/);
    expect((await dvcSync(['rules', 'level-differs'])).stdout).toContain('Cách xử lý:');
    expect((await dvcSync(['rules', 'level-difers'])).code).toBe(64);
  });
});

describe('with a running city', () => {
  let place: Place;
  beforeAll(async () => {
    const city = smallCity();
    const portal = city.seeds.portal;
    portal.agencies.push({
      id: 'AAAAAAAA-0000-4000-8000-000000000001',
      name: 'UBND phường An Hoà',
      tier: 'commune',
    });
    portal.procedures[0]!.offerings.push({
      agency: 'AAAAAAAA-0000-4000-8000-000000000001',
      level: portal.procedures[0]!.offerings[0]!.level,
    });
    portal.procedures.push({ ...structuredClone(portal.procedures[1]!), code: 'TP-01' });
    place = await placeOf(city);
  });
  afterAll(() => place.close());

  test('check says who we are and what may be read, and changes nothing', async () => {
    const { code, stdout } = await dvcSync(['check', '--json', '--config', place.config]);
    expect(code).toBe(0);
    const checked = JSON.parse(stdout) as {
      system: string;
      ok: boolean;
      account: string;
      durationMs: number;
    }[];
    expect(checked.map(({ system, ok }) => [system, ok])).toEqual([
      ['national', true],
      ['portal', true],
      ['oneStop', true],
    ]);
    for (const { account } of checked) expect(account).toMatch(/\S/);
  });

  test('check tells a system that is down apart: exit 3', async () => {
    place.city.servers.portal.set('down', true);
    const { code, stdout } = await dvcSync(['check', '--config', place.config]);
    place.city.servers.portal.set('down', false);
    expect(code).toBe(3);
    expect(stdout).toMatch(/✗ portal[\s\S]*không liên hệ được: 127\.0\.0\.1/);
    expect(stdout).toContain('✓ oneStop');
  });

  test('check says which secret to look at, and calls an empty site of the one-stop system a failure', async () => {
    const config = join(place.folder, 'wrong-account.yaml');
    const text = (await readFile(place.config, 'utf8'))
      .replace(/groupId: \d+/, 'groupId: 7')
      .replace(/(td-dvc[\s\S]*?password: ).*/, (_, key) => `${key}"\${WRONG_PASSWORD}"`);
    await writeFile(config, text);
    const { code, stdout } = await dvcSync(['check', '--config', config], { WRONG_PASSWORD: 'khong-dung' });
    expect(code).toBe(3);
    expect(stdout).toMatch(/✗ portal[\s\S]*systems\.portal\.password \(biến môi trường WRONG_PASSWORD\)/);
    expect(stdout).not.toContain('khong-dung');
    expect(stdout).toMatch(/✗ oneStop[\s\S]*✗ Quy trình .*: 0 quy trình\n[\s\S]*systems\.oneStop\.groupId/);
  });

  test('map suggests by name, applies nothing by itself, and what a person writes holds from the next run', async () => {
    await place.run();
    const before = (await readLines(place.out)).map(({ rule }) => rule);
    expect(before).toEqual(expect.arrayContaining(['unmapped-agency', 'unmapped-procedure']));
    const { stdout } = await dvcSync(['map', '--json', '--config', place.config]);
    const unmapped = JSON.parse(stdout) as {
      kind: string;
      remote: string;
      suggestions: { code: string }[];
    }[];
    expect(unmapped.map(({ kind }) => kind).sort()).toEqual(['agency', 'procedure']);
    const agency = unmapped.find(({ kind }) => kind === 'agency')!;
    expect(agency.suggestions[0]!.code).toBe('H13.21.2');
    const procedure = unmapped.find(({ kind }) => kind === 'procedure')!;
    const map = (...args: string[]) => dvcSync(['map', '--config', place.config, ...args]);
    expect((await map('--agency', 'portal', agency.remote, 'H13.99')).code).toBe(64);
    expect((await map('--agency', 'portal', agency.remote, 'H13.21.2')).code).toBe(0);
    expect((await map('--procedure', 'portal', procedure.remote, procedure.suggestions[0]!.code)).code).toBe(
      0,
    );
    await place.run();
    const after = (await readLines(place.out)).map(({ rule }) => rule);
    expect(after).not.toContain('unmapped-agency');
    expect(after).not.toContain('unmapped-procedure');
    // The commune now has two rows for one procedure, and the department two forms of one code: said as such.
    expect(after).toContain('duplicate-offering');
  });

  test('two that map at once never lose what one of them has written', async () => {
    const codes = ['MOT', 'HAI', 'BA', 'BON'];
    const answers = await Promise.all(
      codes.map(remote =>
        dvcSync([
          'map',
          '--json',
          '--config',
          place.config,
          '--agency',
          'portal',
          remote,
          'H13.21.1',
          '--procedure',
          'portal',
          remote,
          '1.004873',
        ]),
      ),
    );
    const folder = join(place.config, '..');
    const [agencies, config] = await Promise.all(
      ['agencies.yaml', 'dvc-sync.yaml'].map(name => readFile(join(folder, name), 'utf8')),
    );
    const done = answers.filter(({ code }) => code === 0);
    expect(done.length).toBeGreaterThan(0);
    for (const { code, stdout, stderr } of answers) {
      if (code !== 0)
        expect([code, stdout, stderr]).toEqual([
          1,
          '',
          expect.stringMatching(/^Lỗi: tiến trình \d+ .*đang ghi ánh xạ/),
        ]);
    }
    for (const { stdout } of done) {
      const [agency, procedure] = JSON.parse(stdout) as { remote: string; code: string }[];
      expect([agency!.code, procedure!.code]).toEqual(['H13.21.1', '1.004873']);
      expect(agencies).toContain(agency!.remote);
      expect(config).toContain(`${procedure!.remote}: `);
    }
    expect((await dvcSync(['map', '--json', '--config', place.config])).code).toBe(0);
  });

  test('says what is wrong with the store', async () => {
    const file = join(place.folder, 'khong-phai-kho');
    await writeFile(file, 'Danh sách thủ tục\n'.repeat(100));
    const config = join(place.folder, 'other-store.yaml');
    const text = (await readFile(place.config, 'utf8')).replace(/^dataDir:.*/m, `dataDir: ${file}`);
    await writeFile(config, text);
    expect(await dvcSync(['history', '--config', config])).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^Lỗi kho dữ liệu: .*khong-phai-kho.*: không tạo được thư mục.*\n$/),
    });
  });

  test('says what is wrong with a place it cannot write to, before any work, and never waits for it', async () => {
    const file = join(place.folder, 'mot-tep');
    await writeFile(file, '');
    const asked = place.city.servers.portal.requests.size;
    const outs = [
      [join(file, 'a', 'out'), 'một phần của đường dẫn là tệp, không phải thư mục'],
      ['/proc/dvc-sync/out', 'hệ điều hành không cho tạo ở đó'],
    ] as const;
    for (const [out, why] of outs) {
      for (const [command, what] of [
        ['run', 'báo cáo vào '],
        ['report', 'báo cáo vào '],
        ['tasks', 'danh sách việc vào '],
        ['plan', 'kế hoạch vào '],
        ['init', 'cấu hình mẫu vào '],
      ] as const) {
        const args = command === 'init' ? [out] : ['--config', place.config, '--out', out];
        const { code, stdout, stderr } = await dvcSync([command, ...args]);
        expect([command, code, stdout]).toEqual([command, 64, '']);
        expect(stderr).toMatch(/^Lỗi: không ghi được [^\n]*\n$/);
        expect(stderr).toContain(`không ghi được ${what}`);
        expect(stderr).toContain(why);
      }
    }
    expect(place.city.servers.portal.requests.size).toBe(asked);
  });

  test('every command that knows --json prints one JSON document and nothing else', async () => {
    const [line] = await readLines(place.out);
    for (const args of [
      ['check'],
      ['run', '--out', place.out],
      ['report', '--out', place.out],
      ['map'],
      ['history'],
      ['history', line!.fingerprint],
      ['waive', '--list'],
      ['waive', line!.fingerprint, '--reason', 'chờ nâng cấp'],
      ['waive', line!.fingerprint, '--revoke'],
    ]) {
      const { code, stdout, stderr } = await dvcSync([...args, '--json', '--config', place.config]);
      expect([args[0], stderr, [0, 2].includes(code!)]).toEqual([args[0], '', true]);
      expect(() => JSON.parse(stdout), args.join(' ')).not.toThrow();
    }
  });

  test('a procedure is known by its code with the suffix of the city, too', async () => {
    const lines = await readLines(place.out);
    const procedure = lines.find(each => each.procedure !== null)!.procedure!;
    const of = async (...args: string[]) =>
      JSON.parse((await dvcSync([...args, '--json', '--config', place.config])).stdout);
    const plain = await of('history', '--procedure', procedure);
    expect(plain.length).toBeGreaterThan(0);
    expect(await of('history', '--procedure', ` ${procedure}.000.00.00.h13`)).toEqual(plain);
    const local = ['waive', '--procedure', `${procedure}.H13`];
    const waived = await of(...local, '--reason', 'chờ nâng cấp');
    expect((await of(...local, '--revoke')).fingerprints.toSorted()).toEqual(waived.fingerprints.toSorted());
    expect(waived.fingerprints.length).toBeGreaterThan(0);
  });

  test('history lists the runs', async () => {
    const { code, stdout } = await dvcSync(['history', '--config', place.config]);
    expect(code).toBe(0);
    expect(stdout.trim().split('\n').length).toBeGreaterThanOrEqual(3);
  });
});

describe('sandbox', () => {
  test('is said to be in a checkout, whatever is asked of it', async () => {
    const told = {
      code: 64,
      stdout: '',
      stderr: 'Lỗi: thành phố giả lập chỉ có trong bản mã nguồn; ở đó chạy: npm run sandbox -- …\n',
    };
    expect(await dvcSync(['sandbox'])).toEqual(told);
    expect(await dvcSync(['sandbox', 'x', '--json', '--bare', '1.000001'])).toEqual(told);
    expect((await dvcSync(['--help'])).stdout).not.toContain('sandbox');
  });

  test('explains itself in Vietnamese where it is', async () => {
    const { code, stdout } = await runSandbox(['--help']).ended;
    expect(code).toBe(0);
    expect(stdout).toContain('Ví dụ:\n  npm run sandbox -- --dir thu');
    expect(stdout).not.toMatch(/Usage|Options|Arguments|default|\[options\]/);
  });

  test('keeps a city running and prints the configuration that reaches it, until interrupted', async () => {
    const folder = await temporaryFolder();
    const { child, ended } = runSandbox(['--json', '--clean', '--dir', folder.path]);
    try {
      const config = await new Promise<string>((done, fail) => {
        let text = '';
        child.stdout!.on('data', chunk => {
          text += chunk;
          if (text.endsWith('}\n')) done((JSON.parse(text) as { config: string }).config);
        });
        child.once('close', () => fail(new Error('the sandbox ended')));
      });
      expect((await dvcSync(['check', '--config', config])).code).toBe(0);
    } finally {
      child.kill('SIGINT');
      await ended;
      await folder.remove();
    }
  });
});

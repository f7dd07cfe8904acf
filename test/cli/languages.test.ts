import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { loaded, said } from '../../src/cli/language.ts';
import { dvcSync, temporaryFolder } from '../support/command.ts';

/** Letters only Vietnamese has; signs such as × are none. */
const vietnamese = /(?=\p{L})[\u00c0-\u1ef9]/u;
const english =
  /(?<!-)\b(?:the|of|and|which|with|where|who|default|choices|Usage|Options|Arguments|Commands|Examples)\b/;

/* Numbers of decrees are written as they are. */

/** What a command says of itself, and each of its subcommands. */
async function helps(path: string[], language: string): Promise<[string, string][]> {
  const { code, stdout } = await dvcSync([...path, '--help', '--lang', language]);
  expect(code, path.join(' ')).toBe(0);
  const listed = /\n(?:Lệnh|Commands):\n([\s\S]*?)(?:\n\n|$)/.exec(stdout)?.[1] ?? '';
  const below = [...listed.matchAll(/^ {2}([a-z]\S*)/gm)].map(([, name]) => name!);
  // The first page of all lists the commands themselves, which are asked one by one.
  const inner = path.length === 0 ? [] : below.filter(name => name !== 'help');
  const further: [string, string][][] = [];
  for (const name of inner) further.push(await helps([...path, name], language));
  return [[path.join(' '), stdout], ...further.flat()];
}

test.each([[''], ...Object.keys(commands).map(name => [name])])(
  'the help of "%s" and what is below it is Vietnamese, or English where that is asked for',
  async name => {
    const path = name === '' ? [] : [name];
    for (const [of, said] of await helps(path, 'en'))
      expect(
        said
          .replaceAll('NĐ-CP', '')
          .split('\n')
          .filter(line => vietnamese.test(line)),
        `dvc-sync ${of}`,
      ).toEqual([]);
    for (const [of, said] of await helps(path, 'vi'))
      expect(
        said.split('\n').filter(line => english.test(line)),
        `dvc-sync ${of}`,
      ).toEqual([]);
  },
);

test('a text that a module asks for while it is loaded is refused: it would stay in the language of whoever came first', async () => {
  const words = { vi: 'thư mục', en: 'folder' };
  await expect(loaded(async () => said(words))).rejects.toThrow('when its command is built: folder');
  expect(said(words)).toBe('thư mục');
});

test.each([
  [{ LC_ALL: 'en_US.UTF-8', LANG: 'vi_VN.UTF-8' }, [], /^Error: /],
  [{ LC_ALL: '', LC_MESSAGES: '', LANG: 'en_GB.UTF-8' }, [], /^Error: /],
  [{ LC_ALL: '', LC_MESSAGES: 'vi_VN', LANG: 'en' }, [], /^Lỗi: /],
  [{ LC_ALL: 'C.UTF-8', LANG: 'en' }, [], /^Lỗi: /],
  [{ LC_ALL: '', LC_MESSAGES: '', LANG: 'fr_FR' }, [], /^Lỗi: /],
  [{ LC_ALL: 'en' }, ['--lang=vi'], /^Lỗi: /],
  [{ LC_ALL: 'vi_VN' }, ['--lang', 'en'], /^Error: /],
] as const)('with %j and %j mistakes are answered %s', async (environment, options, expected) => {
  const { code, stderr } = await dvcSync([...options, 'waive', '--revoke'], environment);
  expect(code).toBe(64);
  expect(stderr).toMatch(expected);
});

test.each([
  [['run', '--ot', 'x'], "unknown option '--ot'\n(Did you mean --out?)"],
  [['approve', '--as', 'A', '--reason', 'B'], "missing required argument 'plan'"],
  [['keys', 'create'], "required option '--name <name>' not specified"],
  [['schedule', 'run', 'x'], "value 'x' is invalid for argument 'job'. choose: reconcile"],
  [['report', '--config', 'no.yaml'], 'there is no configuration file no.yaml.'],
  [['restore', 'no-such-file'], 'there is no configuration file dvc-sync.yaml.'],
  [['rules', 'nothing'], 'there is no rule "nothing". "dvc-sync rules" lists them.'],
])('%j is answered in English where that is asked for', async (args, sentence) => {
  const { code, stdout, stderr } = await dvcSync([...args, '--lang', 'en']);
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
  expect(stderr).toContain(sentence);
  expect(stderr).not.toMatch(vietnamese);
});

test.each([
  [['vi'], [], "Lỗi: thiếu lựa chọn bắt buộc '--reason <lý-do>'", 'Lý do được ghi vào nhật ký kiểm tra.'],
  [['vi'], ['--reason', ' '], 'không được để trống', 'Lý do được ghi vào nhật ký kiểm tra.'],
  [['en'], [], "Error: required option '--reason <reason>'", 'The reason is written into the audit trail.'],
])(
  'in %j a reason that is missing is asked for with what it is for: %j',
  async ([language], reason, ...told) => {
    const { code, stderr } = await dvcSync(['audit', 'accept', ...reason, '--lang', language!]);
    expect(code).toBe(64);
    for (const sentence of told) expect(stderr).toContain(sentence);
  },
);

describe('a configuration with mistakes', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const config = (text: string) => writeFile(join(folder.path, 'dvc-sync.yaml'), text);
  const check = (environment: Record<string, string>, ...options: string[]) =>
    dvcSync(['history', '--config', join(folder.path, 'dvc-sync.yaml'), ...options], environment);
  beforeAll(async () => {
    folder = await temporaryFolder();
    await writeFile(join(folder.path, 'agencies.yaml'), '- { code: H13, name: Cần Thơ, tier: provinc }\n');
  });
  afterAll(() => folder.remove());

  test('is told in English, all mistakes with file, line and key', async () => {
    await config(
      'localty: H13\nagencies: agencies.yaml\nsystems: {}\ncacheHours: nhiều\nschedule: { reconcile: { at: "5" } }\n',
    );
    for (const { code, stderr } of [
      await check({}, '--lang', 'en'),
      await check({ LC_ALL: '', LANG: 'en_US.UTF-8' }),
    ]) {
      expect(code).toBe(64);
      expect(stderr.replaceAll(`${folder.path}/`, '').split('\n')).toEqual([
        'The configuration has mistakes; no system was contacted:',
        '  dvc-sync.yaml:1: locality: a required key is missing (text)',
        '  dvc-sync.yaml:1: localty: this key is not known; did you mean "locality"?',
        '  dvc-sync.yaml:4: cacheHours: must be a number, is text',
        '  dvc-sync.yaml:5: schedule.reconcile.at: must be a cron expression of five fields: minute, hour, day, month, weekday, such as "30 5 * * *"',
        '  agencies.yaml:1: [0].tier: must be one of: "ministry", "province", "district", "commune", "other"; did you mean "province"?',
        '',
      ]);
    }
    const { stderr } = await check({});
    expect(stderr).toContain('dvc-sync.yaml:1: localty: khóa không được biết; có phải là "locality"?');
  });

  test('or with a store that cannot be used, which is told in English, too', async () => {
    await writeFile(join(folder.path, 'agencies.yaml'), '- { code: H13, name: Cần Thơ, tier: province }\n');
    await writeFile(join(folder.path, 'no-store'), 'something else '.repeat(100));
    await config(
      'locality: H13\nagencies: agencies.yaml\nsystems: {}\nstore: { driver: sqlite, file: no-store }\n',
    );
    expect(await check({}, '--lang', 'en')).toEqual({
      code: 1,
      stdout: '',
      stderr: `Store error: ${join(folder.path, 'no-store')}: it is no database of dvc-sync; name another file, or move this one away.\n`,
    });
  });
});

test('a language it does not speak is a mistake, said in Vietnamese', async () => {
  expect(await dvcSync(['--lang', 'fr', 'rules'])).toEqual({
    code: 64,
    stdout: '',
    stderr: "Lỗi: 'fr' không dùng được cho '--lang <mã>': chọn: vi, en.\n",
  });
});

test('rules are told in English, as a table, one by one and as JSON', async () => {
  const all = await dvcSync(['rules', '--lang', 'en']);
  const one = await dvcSync(['rules', 'no-eform', '--lang', 'en']);
  const { stdout } = await dvcSync(['rules', '--json', '--lang', 'en']);
  for (const said of [all.stdout, one.stdout, stdout]) expect(said).not.toMatch(vietnamese);
  expect(one.stdout).toContain('Severity:   critical');
  const told = JSON.parse(stdout) as Record<string, unknown>[];
  const inVietnamese = JSON.parse((await dvcSync(['rules', '--json'])).stdout) as Record<string, unknown>[];
  for (const part of ['title', 'what', 'why', 'remedy'])
    expect(
      told.filter((rule, index) => rule[part] === inVietnamese[index]![part]),
      part,
    ).toEqual([]);
});

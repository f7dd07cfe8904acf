import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { program } from '../../src/cli/program.ts';
import { ownFile } from '../../src/domain/own-files.ts';
import { dvcSync } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

const home = ownFile('.').pathname;

/** Pages whoever uses it reads: every command in them is held against the program. */
const pages = [
  'README.md',
  ...markdownIn('docs').filter(file => !/docs\/(?:adding|decisions|so-tay)/.test(file)),
];
const everything = [
  ...[
    'README.md',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'src/README.md',
    'src/definitions/README.md',
  ],
  // The handbook is served: its links are addresses there.
  ...markdownIn('docs').filter(file => !file.startsWith('docs/so-tay')),
  ...readdirSync(join(home, 'adapters')).flatMap(name => {
    const file = `adapters/${name}/README.md`;
    return existsSync(join(home, file)) ? file : [];
  }),
];

function markdownIn(folder: string): string[] {
  return readdirSync(join(home, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => join(folder, name))
    .sort();
}

const textOf = (file: string) => readFileSync(join(home, file), 'utf8');
/** As it is shown: without blocks of code. */
const prose = (file: string) => textOf(file).replace(/```[\s\S]*?```/g, '');

/** As GitHub makes them of headings. */
function anchorsOf(file: string): string[] {
  const headings = [...prose(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!);
  return headings.map(heading =>
    heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each(everything)('%s leads nowhere that is not there', file => {
  const links = [...prose(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
  const dead = links.filter(link => {
    if (/^(?:https?|mailto):/.test(link)) return false;
    const [path, anchor] = link.split('#');
    const at = path === '' ? file : relative(home, resolve(home, dirname(file), decodeURI(path!)));
    if (!existsSync(join(home, at))) return true;
    return anchor !== undefined && statSync(join(home, at)).isFile() && !anchorsOf(at).includes(anchor);
  });
  expect(dead).toEqual([]);
});

test('README.md is read in minutes, and begins with the commands that try and test it', () => {
  expect(statSync(join(home, 'README.md')).size).toBeLessThan(9_000);
  const [first] = textOf('README.md').match(/```sh\n[\s\S]*?```/) ?? [];
  expect(first).toMatch(/^```sh\nnpm ci && npm run demo .*\nnpm ci && npm test .*\n```$/);
});

/** The lines of blocks of commands, with what goes on in the next line; each a list of words. */
function commandsIn(file: string): string[][] {
  return [...textOf(file).matchAll(/^ *```sh\n([\s\S]*?)```/gm)].flatMap(([, block]) =>
    block!
      .replace(/\\\n/g, ' ')
      .split('\n')
      .flatMap(line => line.split(' && '))
      .map(wordsOf)
      .filter(words => words.length > 0),
  );
}

function wordsOf(line: string): string[] {
  const words = [...line.matchAll(/(?:^|\s)(#.*|(?:"[^"]*"|'[^']*'|[^\s"'])+)/g)].map(([, word]) => word!);
  const end = words.findIndex(word => word.startsWith('#'));
  return (end === -1 ? words : words.slice(0, end)).map(word => word.replaceAll(/["']/g, ''));
}

const own = ['npm', 'run', '--silent', 'dvc-sync', '--'];
/** What comes after the program's name, where it is a call of the program. */
function argumentsOf(words: readonly string[]): string[] | undefined {
  if (words[0] === 'dvc-sync') return words.slice(1);
  return own.every((word, index) => words[index] === word) ? words.slice(own.length) : undefined;
}

/** The program with commands that only say that they were reached. */
async function reached(args: readonly string[]): Promise<string> {
  const main = await program(args);
  let path = '';
  const watch = (command: Command, name: string) => {
    command.exitOverride().configureOutput({ writeErr: () => {}, writeOut: () => {} });
    command.action(() => {
      path = name;
    });
    for (const below of command.commands) watch(below, `${name} ${below.name()}`.trim());
  };
  for (const command of main.commands) watch(command, command.name());
  await main.parseAsync([...args], { from: 'user' });
  return path;
}

describe('every command in the pages', () => {
  const called = pages.flatMap(page =>
    commandsIn(page).map((words): [page: string, line: string, words: string[]] => [
      page,
      words.join(' '),
      words,
    ]),
  );
  const scripts = Object.keys((JSON.parse(textOf('package.json')) as { scripts: object }).scripts);
  const others = ['curl', 'docker'];

  test.each(called)('%s: %s is one there is, with options it takes', async (_page, _line, words) => {
    const args = argumentsOf(words);
    if (args === undefined) {
      if (words[0] !== 'npm') expect(others).toContain(words[0]);
      else if (words[1] === 'run') expect(scripts).toContain(words[2]);
      else expect(['ci', 'test', 'pack', 'install']).toContain(words[1]);
      return;
    }
    if (args.some(arg => /^-{1,2}(?:help|version|V|h)$/.test(arg))) return;
    const path = await reached(args);
    expect(path).not.toBe('');
    expect(args.join(' ').startsWith(path)).toBe(true);
  });
});

describe('run one after the other against a city', () => {
  /** What cannot come to its end here, and why. */
  const elsewhere: [RegExp, string][] = [
    [/^init .*--from/, 'asks hosts nobody has: test/cli/init-from.test.ts'],
    [/^(?:serve|alive|schedule run)\b/, 'goes on for ever, or needs what does: test/cli/serve.test.ts'],
    [/^(?:approve|apply|rollback) P-/, 'needs a plan of its own: test/cli/push.test.ts'],
    [/^restore\b/, 'needs an empty store: test/cli/backup.test.ts'],
    [/^review import\b/, 'needs lists of units: test/cli/review-import.test.ts'],
    [/^review consult open\b/, 'needs lists of units: test/cli/desk.test.ts'],
    [
      /^(?:validate|plan --as)\b/,
      'needs files a person has finished: test/cli/definitions.test.ts, push.test.ts',
    ],
    [/^workflow\b/, 'needs a workflow a person has finished: test/cli/workflow.test.ts'],
    [
      /^report (?:monthly|demand|indicators)\b/,
      'needs a month gone by: test/cli/demand.test.ts, test/report/documents',
    ],
    [/^mail\b/, 'needs a mail server: test/cli/mail.test.ts'],
  ];
  let place: Place;
  beforeAll(async () => {
    const milestones = [
      { id: 'ra-soat', name: 'Rà soát', due: '2021-06-30', what: 'review', tiers: ['commune'] },
    ];
    place = await placeOf(smallCity(), { reviews: { milestones } });
    await place.run();
  });
  afterAll(() => place.close());

  const lines = pages.flatMap(page => commandsIn(page).flatMap(words => [argumentsOf(words) ?? []]));
  const once = [
    ...new Map(lines.filter(args => args.length > 0).map(args => [args.join(' '), args])).values(),
  ];
  const here = once.filter(args => !elsewhere.some(([pattern]) => pattern.test(args.join(' '))));

  /** Where the pages say "can-tho/dvc-sync.yaml" and name folders, there is a place of ours. */
  const placed = (args: readonly string[]) =>
    args.map((arg, index) => {
      if (arg === 'can-tho/dvc-sync.yaml') return place.config;
      const before = args[index - 1];
      const written = before === '-o' || before === '--out' || args[0] === 'init' || args[0] === 'backup';
      return written && index > 0 && !arg.startsWith('-') ? join(place.folder, arg) : arg;
    });

  test.each(here.map(args => [args.join(' '), args] as const))('%s', async (_line, args) => {
    const { code, stderr } = await dvcSync(placed(args));
    // Clean, or something for people to look at; never a failure or a wrong use.
    expect([0, 2], stderr).toContain(code);
  });
});

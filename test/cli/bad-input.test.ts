import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import type { SandboxSystem } from '../sandbox/city/servers.ts';
import { dvcSync, readLines, readSummary, start } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

describe('a wrong configuration', () => {
  let place: Place;
  let good: string;
  beforeAll(async () => {
    place = await placeOf(smallCity());
    good = await readFile(place.config, 'utf8');
  });
  afterAll(() => place.close());

  const line = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

  test.each([
    ['an unknown key', 'locality: H13', 'localty: H13', 'localty'],
    ['a wrong type', 'ratePerSecond: 5000', 'ratePerSecond: nhanh', 'systems.national.ratePerSecond'],
    ['a missing secret', /password: .*/, 'password: $' + '{DVC_SYNC_KHONG_CO}', 'systems.national.password'],
    [
      'an unreadable secret file',
      /password: .*/,
      'password: $' + '{file:/khong/co}',
      'systems.national.password',
    ],
    ['a missing agency list', './agencies.yaml', './khong-co.yaml', 'agencies'],
    ['an unknown adapter', 'adapter: td-dvc', 'adapter: td-dvd', 'systems.portal'],
    [
      'plain http to a foreign host',
      /baseUrl: http:\/\/127[^\n]*/,
      'baseUrl: http://portal.example',
      'baseUrl',
    ],
  ])('%s ends with 64, key and line, and nothing is contacted', async (_, from, to, key) => {
    const text = good.replace(from, to);
    expect(text).not.toBe(good);
    const file = join(place.folder, 'wrong.yaml');
    await writeFile(file, text);
    const before = Object.values(place.city.servers).map(({ requests }) => requests.size);
    const { code, stderr, stdout } = await dvcSync(['run', '--config', file, '--out', place.out]);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(`wrong.yaml:${line(text, to)}`);
    expect(stderr).toContain(key);
    expect(stderr).not.toMatch(/\bat .*\.ts:\d/);
    expect(Object.values(place.city.servers).map(({ requests }) => requests.size)).toEqual(before);
  });

  test('a missing file and an unknown option end with 64', async () => {
    expect((await dvcSync(['run', '--config', join(place.folder, 'khong-co.yaml')])).code).toBe(64);
    expect((await dvcSync(['run', '--khong-co'])).code).toBe(64);
    expect((await dvcSync(['khong-co'])).code).toBe(64);
  });
});

describe('a command used wrongly', () => {
  const url = 'postgres://postgres:kim@127.0.0.1:1/dvc';
  test.each([
    ['a new store', undefined],
    ['a PostgreSQL that is away', { store: { driver: 'postgres', url } }],
  ])('ends with 64 before anything is made, with %s', async (_, settings) => {
    const place = await placeOf(smallCity(), settings);
    try {
      const before = await readdir(place.folder);
      const into = ['--out', place.out];
      const round = ['--to', 'commune', '--until', '31/12/2199', '--silence', 'none'];
      const open = ['review', 'consult', 'open', ...round, ...into];
      for (const [says, ...args] of [
        ['--name', 'keys', 'create', '--name', '', '--role', 'viewer'],
        ['--all', 'sessions', 'end'],
        ['--reason', 'tasks', 'done', '3fa94c'],
        ['--reason', 'audit', 'accept'],
        ['--rule', 'waive'],
        ['--reason', 'review', 'withdraw', '1'],
        ['--reason', 'review', 'confirm', 'moc'],
        ['appendix-2', ...open, '--list', 'x'],
        ['"H99"', ...open, '--list', 'appendix-1', '--to', 'H99'],
        ['--agency', 'review', 'readiness', '1.004194', ...into],
        ['reviews.milestones', 'review', 'milestones', ...into],
        ['mail', 'review', 'remind'],
        ['"2026-13"', 'report', 'demand', '2026-13'],
      ]) {
        const { code, stdout, stderr } = await dvcSync([...args, '--config', place.config]);
        expect({ args, code, stdout, stderr }).toEqual({
          ...{ args, code: 64, stdout: '' },
          stderr: expect.stringContaining(says!),
        });
      }
      expect(await readdir(place.folder)).toEqual(before);
    } finally {
      await place.close();
    }
  });
});

describe('a remote that misbehaves', () => {
  let place: Place;
  beforeAll(async () => {
    place = await placeOf(smallCity());
    const document = parseDocument(await readFile(place.config, 'utf8'));
    for (const system of ['national', 'portal', 'oneStop']) {
      document.setIn(['systems', system, 'answerTimeoutSeconds'], 1);
      document.setIn(['systems', system, 'attempts'], 2);
    }
    await writeFile(place.config, String(document));
  });
  afterAll(() => place.close());

  const cases: [SandboxSystem, string, unknown, unknown][] = [
    ['national', 'down', true, false],
    ['national', 'html', true, false],
    ['national', 'cut', true, false],
    ['national', 'delayMs', 3000, 0],
    ['national', 'expireAlways', true, false],
    ['portal', 'down', true, false],
    ['portal', 'html', true, false],
    ['portal', 'cut', true, false],
    ['portal', 'hang', true, false],
    ['portal', 'hugeAnswer', 200 * 1024 * 1024, 0],
    ['portal', 'expireAlways', true, false],
    ['oneStop', 'down', true, false],
    ['oneStop', 'html', true, false],
    ['oneStop', 'cut', true, false],
    ['oneStop', 'delayMs', 3000, 0],
    ['national', 'hugeAnswer', 200 * 1024 * 1024, 0],
    ['oneStop', 'hugeAnswer', 200 * 1024 * 1024, 0],
  ];
  test.each(cases)(
    '%s with %s is told apart from one that has nothing: exit 3',
    async (system, quirk, bad, good) => {
      const server = place.city.servers[system];
      server.set(quirk, bad);
      const { code, stderr } = await place.run('--full');
      server.set(quirk, good);
      expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
      const { systems, rules, counts } = await readSummary(place.out);
      expect(['partial', 'unreadable']).toContain(systems[system]!.status);
      expect(systems[system]!.error).toMatch(/\S/);
      const others = Object.entries(systems).filter(([name]) => name !== system);
      expect(others.map(([, { status }]) => status)).toEqual(['complete', 'complete']);
      expect((await readLines(place.out)).filter(({ rule }) => rule !== 'source-unreadable')).toEqual([]);
      expect(counts.resolved + counts.carried).toBeLessThanOrEqual(1);
      expect(rules['missing-offering']?.skipped).toContain(system);
    },
  );

  test.each(['national', 'portal', 'oneStop'] as const)(
    '%s that refuses us is told apart from one that has nothing: exit 3',
    async system => {
      const document = parseDocument(await readFile(place.config, 'utf8'));
      document.setIn(['systems', system, 'password'], 'sai-mat-khau');
      const config = join(place.folder, `refused-${system}.yaml`);
      await writeFile(config, String(document));
      const { code, stdout, stderr } = await dvcSync([
        'run',
        '--config',
        config,
        '--out',
        place.out,
        '--full',
      ]);
      expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
      expect(stdout).not.toContain('sai-mat-khau');
      const { systems, rules } = await readSummary(place.out);
      expect(['partial', 'unreadable']).toContain(systems[system]!.status);
      expect((await readLines(place.out)).map(({ rule }) => rule)).toEqual(['source-unreadable']);
      expect(rules['withdrawn-still-offered']?.status).toBe(
        system === 'national' ? 'not-evaluated' : 'partly',
      );
    },
  );

  test('part of the details cut off: they are quarantined, the rest is used', async () => {
    const [first] = place.city.servers.national ? ['1.002010'] : [];
    place.city.servers.national.set('cut', [first!]);
    const { code } = await place.run('--full');
    place.city.servers.national.set('cut', false);
    const { systems, counts } = await readSummary(place.out);
    expect(systems.national).toMatchObject({ status: 'complete', procedures: 6, quarantined: 1 });
    expect((await readLines(place.out)).map(({ rule }) => rule)).toEqual(['records-quarantined']);
    expect(code).toBe(2);
    expect(counts.new + counts.open).toBe(1);
  });
});

describe('two runs and broken-off runs', () => {
  test('the second of two runs at once says who holds the data and stops: exit 1', async () => {
    const place = await placeOf(smallCity());
    try {
      place.city.servers.portal.set('delayMs', 400);
      const first = start(['run', '--config', place.config, '--out', place.out]);
      await expect.poll(() => place.city.servers.portal.requests.size).toBeGreaterThan(0);
      const second = await place.run();
      expect(second.code).toBe(1);
      expect(second.stderr).toContain(`tiến trình ${first.child.pid}`);
      expect(await first.ended).toMatchObject({ code: 0, stderr: '' });
    } finally {
      await place.close();
    }
  });

  test.each([
    ['SIGKILL', null],
    ['SIGINT', 130],
  ] as const)('%s in the middle leaves a store that the next run can use', async (signal, expected) => {
    const place = await placeOf(smallCity());
    try {
      place.city.servers.portal.set('delayMs', 400);
      const first = start(['run', '--config', place.config, '--out', place.out]);
      await expect.poll(() => place.city.servers.portal.requests.size).toBeGreaterThan(0);
      first.child.kill(signal);
      expect((await first.ended).code).toBe(expected);
      place.city.servers.portal.set('delayMs', 0);
      const next = await place.run();
      expect(next.code).toBe(0);
      const runs = JSON.parse((await dvcSync(['history', '--json', '--config', place.config])).stdout) as {
        status: string;
      }[];
      expect(runs.map(({ status }) => status)).toEqual(['clean', 'aborted']);
    } finally {
      await place.close();
    }
  });
});

import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/core/open.ts';
import { dvcSync } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

/** Clears the screen, names the window, turns the direction of writing round, begins a line of its own. */
const works = '\u001b[2J\u001b]0;x\u0007\u009b2J\u202e\r\nĐã xong hết';
const raw = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

describe('a remote whose names would work on a terminal', () => {
  let place: Place;
  const shown: Record<string, string> = {};
  beforeAll(async () => {
    const city = smallCity();
    const { portal } = city.seeds;
    const [first] = portal.procedures;
    portal.procedures.push({
      ...structuredClone(first!),
      code: `NK-1${works}`,
      name: `Thủ tục lạ ${works}`,
      offerings: [],
    });
    portal.procedures.push({ ...structuredClone(first!), code: '1.999999', name: `Thủ tục khác ${works}` });
    first!.name = `${first!.name} ${works}`;
    const { oneStop } = city.seeds;
    const agency = `LA${works}`;
    oneStop.agencies.push({ id: agency, name: `Phòng lạ ${works}`, tier: 'district' });
    oneStop.procedures[0]!.offerings.push({ ...oneStop.procedures[0]!.offerings[0]!, agency });
    place = await placeOf(city);
    await told('run', await place.run());
    await store(async db => {
      // Some as versions before this one kept them: the sentence with what they were told.
      await db
        .updateTable('discrepancyContent')
        .set({ message: `Sai lệch ${works}`, statement: sql`''` })
        .where(sql<boolean>`id % 2 = 0`)
        .execute();
    });
    const call = async (...args: string[]) =>
      told(args.join(' '), await dvcSync([...args, '--config', place.config]));
    await call('waive', '--system', 'portal', '--reason', `vì ${works}`, '--by', 'An');
    const reading = [['map'], ['history'], ['history', '--system', 'portal'], ['tasks'], ['waive', '--list']];
    const mistaken = [
      ['history', works],
      ['map', '--procedure', `portal${works}`, 'x', '1.000894'],
    ];
    const inJson = reading.map(args => [...args, '--json']);
    await Promise.all([...reading, ...inJson, ...mistaken].map(args => call(...args)));
  }, 300_000);
  afterAll(() => place?.close());

  async function told(
    command: string,
    { stdout, stderr }: { stdout: string; stderr: string },
  ): Promise<void> {
    shown[command] = stdout + stderr;
  }

  async function store(
    work: (db: Awaited<ReturnType<typeof openStore>>['db']) => Promise<void>,
  ): Promise<void> {
    const opened = await openStore({ driver: 'sqlite', file: join(place.folder, 'data', 'dvc-sync.sqlite') });
    try {
      await work(opened.db);
    } finally {
      await opened.close();
    }
  }

  test('does nothing to it, in whatever is printed of it', () => {
    expect(Object.keys(shown).length).toBe(14);
    for (const [command, text] of Object.entries(shown)) expect(text, command).not.toMatch(raw);
  });

  test.each(['map', 'tasks', 'history --system portal', 'waive --list'])(
    'is named all the same by `%s`',
    command => {
      expect(shown[command]).toContain('Đã xong hết');
    },
  );

  test('begins no line of its own', () => {
    for (const [command, text] of Object.entries(shown)) expect(text, command).not.toMatch(/^Đã xong hết/m);
  });
});

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { dvcSync, readLines, readSummary, start } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

describe('with its memory in PostgreSQL', () => {
  let place: Place;
  let url: string;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const server = inject('postgres');
    if ('problem' in server) throw new Error(`no PostgreSQL: ${server.problem}`);
    const name = `dvc_sync_cli_${process.pid}`;
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    await admin.query(`create database ${name}`);
    drop = async () => {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    };
    url = server.url.replace(/postgres$/, name);
    const city = smallCity();
    city.seeds.portal.procedures[0]!.offerings.splice(1, 1);
    place = await placeOf(city, { store: { driver: 'postgres', url } });
  });
  afterAll(async () => {
    await place?.close();
    await drop?.();
  });

  const command = (name: string, ...args: string[]) => dvcSync([name, '--config', place.config, ...args]);

  test('a run finds, remembers and stays quiet the second time', async () => {
    expect(await place.run()).toMatchObject({ code: 2, stderr: '' });
    const [missing] = await readLines(place.out);
    expect(missing).toMatchObject({ rule: 'missing-offering', system: 'portal', state: 'new' });
    const second = await place.run();
    expect(second).toMatchObject({ code: 2, stderr: '' });
    expect(second.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(await readLines(place.out)).toEqual([{ ...missing, state: 'open' }]);
    expect((await readSummary(place.out)).counts).toMatchObject({ new: 0, open: 1 });
  });

  test('waive, history, report and map work on it', async () => {
    const [missing] = await readLines(place.out);
    const waived = await command('waive', missing!.fingerprint, '--reason', 'chờ nâng cấp', '--json');
    expect(JSON.parse(waived.stdout)).toMatchObject({ fingerprints: [missing!.fingerprint] });
    expect((await place.run()).code).toBe(0);
    expect((await readLines(place.out)).map(({ state }) => state)).toEqual(['waived']);
    expect((await command('history', missing!.fingerprint)).stdout).toContain('chờ nâng cấp');
    expect(JSON.parse((await command('history', '--json')).stdout)).toHaveLength(3);
    expect((await command('report', '--out', place.out)).code).toBe(0);
    expect(JSON.parse((await command('map', '--json')).stdout)).toEqual([]);
  });

  test('a killed run is marked aborted by the next one', async () => {
    const { portal } = place.city.servers;
    const asked = () => [...portal.requests.values()].reduce((sum, count) => sum + count, 0);
    const before = asked();
    portal.set('delayMs', 400);
    const first = start(['run', '--config', place.config, '--out', place.out]);
    await expect.poll(asked).toBeGreaterThan(before);
    first.child.kill('SIGKILL');
    await first.ended;
    portal.set('delayMs', 0);
    expect((await place.run()).code).toBe(0);
    const runs = JSON.parse((await command('history', '--json')).stdout) as { status: string }[];
    expect(runs.map(({ status }) => status).slice(0, 2)).toEqual(['clean', 'aborted']);
  });

  test('a wrong password is said without the password: exit 1', async () => {
    const wrong = await placeOf(smallCity(), {
      store: { driver: 'postgres', url: url.replace('postgres:postgres@', 'postgres:kim-bi-mat@') },
    });
    try {
      const { code, stdout, stderr } = await wrong.run();
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^Lỗi kho dữ liệu: PostgreSQL 127\.0\.0\.1:\d+\/.*mật khẩu.*\n$/);
      expect(stderr).not.toContain('kim-bi-mat');
    } finally {
      await wrong.close();
    }
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadConfiguration } from '../../src/config/load.ts';
import { fileSchema, systemSchema } from '../../src/config/schema.ts';
import { mailSection } from '../../src/config/sections/mail.ts';
import { scheduleSection } from '../../src/config/sections/schedule.ts';
import { serverSection } from '../../src/config/sections/server.ts';
import { cityFiles, starterFiles } from '../../src/config/starter.ts';

const variables = ['CSDL', 'PORTAL', 'ONESTOP'].flatMap(name => [`${name}_USER`, `${name}_PASSWORD`]);

describe('the starter', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dvc-sync-starter-'));
    for (const [name, text] of Object.entries(starterFiles())) await writeFile(join(folder, name), text);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('loads as it is once the passwords are in the environment', async () => {
    const environment = Object.fromEntries(variables.map(name => [name, `value of ${name}`]));
    const { systems, city, secrets } = await loadConfiguration(join(folder, 'dvc-sync.yaml'), environment);
    expect(systems.map(system => `${system.profile.role} ${system.adapter.name}`)).toEqual([
      'national csdl-tthc',
      'portal td-dvc',
      'oneStop opencps',
    ]);
    expect(city.agencies.length).toBeGreaterThan(2);
    expect(secrets).toEqual(
      variables.filter(name => name.endsWith('_PASSWORD')).map(name => `value of ${name}`),
    );
  });

  it('names every missing password before that', async () => {
    const loading = loadConfiguration(join(folder, 'dvc-sync.yaml'), {});
    await expect(loading).rejects.toMatchObject({
      problems: variables.map(name => ({ problem: { vi: `biến môi trường ${name} chưa được đặt` } })),
    });
  });

  it('explains every key there is', () => {
    const text = starterFiles()['dvc-sync.yaml']!;
    // A section nobody should have by default stands there as a comment that can be taken off.
    const commented = [...text.matchAll(/^# (\w+):$/gm)].map(([, key]) => key!);
    const written = [...Object.keys(parse(text)), ...commented];
    expect(Object.keys(fileSchema.shape).filter(key => !written.includes(key))).toEqual([]);
    expect(Object.keys(systemSchema.shape).filter(key => !text.includes(key))).toEqual([]);
  });

  it('holds a mail section that works once its comment is taken off', async () => {
    const text = starterFiles()['dvc-sync.yaml']!;
    const [block] = /^# mail:\n(?:# .*\n)+/m.exec(text)!;
    const { mail } = parse(block.replace(/^# /gm, '').replaceAll('${', ''));
    expect(mailSection.safeParse(mail)).toMatchObject({ success: true });
    expect(Object.keys(mailSection.shape).filter(key => !(key in mail))).toEqual([]);
  });

  it('shows the usual schedule and server as they are without it', () => {
    const { schedule, server } = parse(starterFiles()['dvc-sync.yaml']!);
    expect(scheduleSection.parse(schedule)).toEqual(scheduleSection.parse({}));
    expect(serverSection.parse(server)).toEqual(serverSection.parse({}));
  });

  it('points editors to the schema beside it', () => {
    expect(starterFiles()['dvc-sync.yaml']).toMatch(
      /^# yaml-language-server: \$schema=\.\/dvc-sync\.schema\.json\n/,
    );
    expect(JSON.parse(starterFiles()['dvc-sync.schema.json']!)).toHaveProperty('properties.systems');
  });
});

describe('the city of 2025', () => {
  it('comes whole: 103 communes, no district, four systems, no code that nobody has published', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dvc-sync-city-'));
    try {
      for (const [name, text] of Object.entries((await cityFiles('can-tho-2025'))!))
        await writeFile(join(folder, name), text);
      const environment = Object.fromEntries(variables.map(name => [name, `value of ${name}`]));
      const { city, systems, levelNames } = await loadConfiguration(
        join(folder, 'dvc-sync.yaml'),
        environment,
      );
      const of = (tier: string) => city.agencies.filter(agency => agency.tier === tier);
      expect([of('commune').length, of('district').length, levelNames]).toEqual([103, 0, 'decree-42']);
      expect(of('commune').filter(({ name }) => name.startsWith('Ủy ban nhân dân phường'))).toHaveLength(31);
      expect(city.agencies.filter(({ ids }) => Object.keys(ids ?? {}).length > 0)).toEqual([]);
      expect(systems.map(({ profile, adapter }) => `${profile.role} ${adapter.name}`)).toEqual([
        'national csdl-tthc',
        'nationalPortal dvcqg-2026',
        'portal td-dvc',
        'oneStop opencps',
      ]);
      // Every field is somebody's: a manager that is not in the list of agencies would not load.
      expect(Object.keys(city.fields).length).toBeGreaterThan(80);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is not what another folder begins with', async () => {
    expect(await cityFiles('can-tho')).toBeUndefined();
  });
});

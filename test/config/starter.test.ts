import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { plainSchema } from '../../src/config/json-schema.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { fileSchema, hostSchema } from '../../src/config/schema.ts';
import { mailSection } from '../../src/config/sections/mail.ts';
import { cityFiles, starterFiles } from '../../src/config/starter.ts';

type JsonSchema = ReturnType<typeof plainSchema>;

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

  it('explains every key there is, however deep', () => {
    const text = starterFiles()['dvc-sync.yaml']!;
    const keys = (schema: JsonSchema): string[] =>
      Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>).flatMap(([key, of]) => [
        key,
        ...[of, of.items, of.additionalProperties].flatMap(each => keys((each ?? {}) as JsonSchema)),
      ]);
    const all = [...keys(plainSchema(fileSchema)), ...keys(plainSchema(hostSchema))];
    expect(all.length).toBeGreaterThan(90);
    expect(all.filter(key => !new RegExp(`^[ #]*${key}(:|  )`, 'm').test(text))).toEqual([]);
  });

  it('has what stands there without it: the defaults, once', () => {
    const { systems, owners, documents, fields, ...written } = parse(starterFiles()['dvc-sync.yaml']!);
    const needed = { locality: 'H13', agencies: './agencies.yaml', systems: {} };
    const usual = fileSchema.parse(needed);
    for (const key of Object.keys(written).filter(key => key !== 'roles'))
      expect([key, written[key]]).toEqual([key, usual[key as keyof typeof usual]]);
    expect(Object.keys(systems)).toEqual(['national', 'portal', 'oneStop']);
    expect(owners).toEqual({ technical: 'Sở TTTT', regulatory: 'VP UBND', agency: 'đơn vị' });
    expect([documents.symbol, fields]).toEqual(['BC-UBND', './fields.yaml']);
  });

  it('holds a mail section that works once its comment is taken off', async () => {
    const text = starterFiles()['dvc-sync.yaml']!;
    const [block] = /^# mail:\n(?:# .*\n)+/m.exec(text)!;
    const { mail } = parse(block.replace(/^# /gm, '').replaceAll('${', ''));
    expect(mailSection.safeParse(mail)).toMatchObject({ success: true });
    expect(Object.keys(mailSection.shape).filter(key => !(key in mail))).toEqual([]);
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

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rules } from '../../src/reconcile/rules/index.ts';
import { type SandboxCity, sandboxCity } from '../sandbox/city/city.ts';
import { startCity } from '../sandbox/city/servers.ts';
import { dvcSync, readLines, readSummary } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

describe('a city without a fault', () => {
  let place: Place;
  beforeAll(async () => {
    place = await placeOf(smallCity());
  });
  afterAll(() => place.close());

  test('is clean: exit 0, no line, every system complete, every rule evaluated that has one to judge', async () => {
    const { code, stderr } = await place.run();
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(await readLines(place.out)).toEqual([]);
    const summary = await readSummary(place.out);
    expect(summary.status).toBe('clean');
    expect(Object.values(summary.systems).map(({ status }) => status)).toEqual([
      'complete',
      'complete',
      'complete',
    ]);
    const others = Object.entries(summary.rules).filter(([, rule]) => rule?.status !== 'evaluated');
    // The national portal, which most of them are about, is none of this city's systems; nor does its national database
    // tell of reception addresses.
    expect(others.map(([id, rule]) => [id, rule?.status, rule?.skipped])).toEqual([
      ['applied-but-not-offered', 'not-evaluated', []],
      ['audience-conflict', 'not-evaluated', []],
      ['broken-link', 'not-evaluated', []],
      ['not-localised', 'partly', ['national']],
      ['people-land-elsewhere', 'not-evaluated', []],
      ['test-service-public', 'not-evaluated', []],
    ]);
    expect(Object.keys(summary.rules)).toHaveLength(rules.length);
    expect(summary.systems.portal).toMatchObject({
      procedures: 6,
      offerings: 12,
      agencies: 6,
      quarantined: 0,
      error: null,
    });
    expect(summary.levels.portal).toEqual({ '1': 0, '2': 6, '3': 0, '4': 6, none: 0 });
  });

  test('says nothing new in one line the second time, with far fewer requests to the national database', async () => {
    const before = (await readSummary(place.out)).systems.national!.requests;
    const { code, stdout } = await place.run();
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(stdout).toContain('Không có gì mới');
    expect((await readSummary(place.out)).systems.national!.requests).toBeLessThan(before);
  });

  test('--full asks for every detail again', async () => {
    await place.run();
    const cached = (await readSummary(place.out)).systems.national!.requests;
    await place.run('--full');
    expect((await readSummary(place.out)).systems.national!.requests).toBe(cached + 6);
  });

  test('--json prints one JSON document, the summary', async () => {
    const { stdout } = await place.run('--json');
    expect(JSON.parse(stdout)).toEqual(await readSummary(place.out));
  });
});

describe('the sandbox city with its planted faults', () => {
  let place: Place;
  let planted: SandboxCity['planted'];
  beforeAll(async () => {
    const city = await sandboxCity();
    planted = city.planted;
    place = await placeOf(city);
  });
  afterAll(() => place.close());

  test('finds every planted fault and nothing else: exit 2', async () => {
    const { code } = await place.run();
    expect(code).toBe(2);
    const where = (item: {
      rule: string;
      system: string | null;
      procedure: string | null;
      agency: string | null;
    }) => [item.rule, item.system, item.procedure, item.agency].join(' ');
    const lines = await readLines(place.out);
    expect(lines.map(where).sort()).toEqual(planted.map(where).sort());
    expect(new Set(lines.map(({ rule }) => rule)).size).toBe(34);
    expect(lines.every(({ state }) => state === 'new')).toBe(true);
  });

  test('writes lines in the stable form', async () => {
    const [line] = await readLines(place.out);
    expect(Object.keys(line!)).toEqual([
      'fingerprint',
      'rule',
      'severity',
      'owner',
      'procedure',
      'agency',
      'system',
      'expected',
      'actual',
      'message',
      'state',
      'firstSeen',
      'evidence',
    ]);
    const summary = await readSummary(place.out);
    expect(Object.keys(summary)).toEqual([
      'runId',
      'status',
      'startedAt',
      'finishedAt',
      'systems',
      'rules',
      'counts',
      'levels',
      'people',
    ]);
    expect(summary.counts.new).toBe((await readLines(place.out)).length);
  });

  test('remembers: the second run has the same lines, open since the first', async () => {
    const first = await readLines(place.out);
    const { stdout } = await place.run();
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    const second = await readLines(place.out);
    expect(second.map(({ fingerprint }) => fingerprint)).toEqual(first.map(({ fingerprint }) => fingerprint));
    expect(second.every(({ state }) => state === 'open')).toBe(true);
    expect(second.map(({ firstSeen }) => firstSeen)).toEqual(first.map(({ firstSeen }) => firstSeen));
  });

  test('shows an owner only its part', async () => {
    const slice = join(place.out, 'vp');
    const { code } = await dvcSync([
      'report',
      '--config',
      place.config,
      '--owner',
      'regulatory',
      '--out',
      slice,
    ]);
    expect(code).toBe(0);
    const lines = await readLines(slice);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every(({ owner }) => owner === 'regulatory')).toBe(true);
  });
});

describe('a small city with faults', () => {
  let place: Place;
  beforeAll(async () => {
    const city = smallCity();
    for (const { offerings } of city.seeds.portal.procedures) offerings.splice(1, 1);
    place = await placeOf(city);
    expect((await place.run()).code).toBe(2);
    expect((await readLines(place.out)).length).toBeGreaterThan(2);
  });
  afterAll(() => place.close());

  test('waives with who, why and until when; an expired waiver lets the finding come back', async () => {
    const [worst] = await readLines(place.out);
    const waive = (...args: string[]) => dvcSync(['waive', '--config', place.config, ...args]);
    expect((await waive(worst!.fingerprint)).code).toBe(64);
    expect((await waive('--list', '--until', 'rubbish')).code).toBe(64);
    expect(
      (await waive(worst!.fingerprint.slice(0, 10), '--reason', 'chờ nâng cấp', '--by', 'Nguyễn Văn A')).code,
    ).toBe(0);
    await place.run();
    const waived = (await readLines(place.out)).find(({ fingerprint }) => fingerprint === worst!.fingerprint);
    expect(waived?.state).toBe('waived');
    expect((await readSummary(place.out)).counts.waived).toBe(1);
    expect((await waive(worst!.fingerprint, '--revoke')).code).toBe(0);
    await place.run();
    const back = (await readLines(place.out)).find(({ fingerprint }) => fingerprint === worst!.fingerprint);
    expect(back?.state).toBe('open');
    const { stdout } = await dvcSync(['history', worst!.fingerprint, '--config', place.config]);
    expect(stdout).toContain('Nguyễn Văn A');
    expect(stdout).toContain('chờ nâng cấp');
  });
});

describe('a source that fails', () => {
  test('holds back what needs it, keeps its open findings, and is well again afterwards', async () => {
    const city = smallCity();
    city.seeds.portal.procedures[0]!.offerings.splice(1, 1);
    const place = await placeOf(city);
    try {
      expect((await place.run()).code).toBe(2);
      const [missing] = await readLines(place.out);
      expect(missing).toMatchObject({ rule: 'missing-offering', system: 'portal', state: 'new' });

      place.city.servers.portal.set('down', true);
      expect((await place.run()).code).toBe(3);
      const summary = await readSummary(place.out);
      expect(summary.status).toBe('partial');
      expect(summary.systems.portal!.status).toBe('unreadable');
      expect(summary.systems.oneStop!.status).toBe('complete');
      expect(summary.rules['missing-offering']).toMatchObject({ status: 'partly', skipped: ['portal'] });
      expect(summary.rules['level-differs']?.status).toBe('not-evaluated');
      expect(summary.counts).toMatchObject({ resolved: 0, carried: 1 });
      const [source, carried] = await readLines(place.out);
      expect(source).toMatchObject({ rule: 'source-unreadable', state: 'new' });
      expect(carried).toEqual({ ...missing, state: 'carried', lastSeen: missing!.firstSeen });

      place.city.servers.portal.set('down', false);
      expect((await place.run()).code).toBe(2);
      expect(await readLines(place.out)).toEqual([{ ...missing, state: 'open' }]);
    } finally {
      await place.close();
    }
  });

  test('a list two fifths shorter is suspicious until a person accepts it', async () => {
    const city = smallCity();
    const place = await placeOf(city);
    try {
      expect((await place.run()).code).toBe(0);
      await place.city.close();
      const shorter = {
        ...city,
        seeds: {
          ...city.seeds,
          portal: { ...city.seeds.portal, procedures: city.seeds.portal.procedures.slice(0, 3) },
        },
      };
      const again = await startCity(shorter);
      try {
        await again.writeConfiguration(join(place.config, '..'));
        expect((await place.run()).code).toBe(3);
        expect((await readLines(place.out)).map(({ rule }) => rule)).toEqual(['source-shrunk']);
        expect((await readSummary(place.out)).systems.portal!.status).toBe('partial');
        expect((await place.run()).code).toBe(3);
        expect((await place.run('--accept-shrink', 'portal')).code).toBe(64);
        expect((await place.run('--accept-shrink', 'portal', '--reason', 'đã gộp thủ tục')).code).toBe(2);
        expect((await readLines(place.out)).every(({ rule }) => rule === 'missing-offering')).toBe(true);
      } finally {
        await again.close();
      }
    } finally {
      await place.close();
    }
  });
});

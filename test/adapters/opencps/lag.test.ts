import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Level } from '../../../src/domain/level.ts';
import {
  bareList,
  cases,
  collect,
  levelsOf,
  open,
  procedures,
  readSeed,
  seedOf,
  seedProcedure,
  troubles,
  withSandbox,
} from './support.ts';

const code = '1.004194';

describe('where list, cache and detail differ', () => {
  const right = ['AK=null', 'BT=2', 'NK=3', 'STP=4'];

  it('believes the detail over an index that lags', async () => {
    const records = await readSeed(seedOf(seedProcedure(code)), { indexLag: [code], staleEmbedded: 0 });
    expect(levelsOf(records, code)).toEqual(right);
    expect(troubles(records)).toEqual([]);
  });

  it('believes the detail over embedded configs an hour old', async () => {
    const records = await readSeed(seedOf(seedProcedure(code)), { indexLag: 0, staleEmbedded: [code] });
    expect(levelsOf(records, code)).toEqual(right);
  });

  it('believes the detail when both are wrong at once, for whatever levels', async () => {
    const level = fc.constantFrom<(Level | null)[]>(null, 1, 2, 3, 4);
    await fc.assert(
      fc.asyncProperty(fc.array(level, { minLength: 1, maxLength: 5 }), async levels => {
        const names = ['UBNDT', 'STP', 'NK', 'BT', 'AK'];
        const seed = seedOf(
          seedProcedure(code, {
            offerings: levels.map((level, position) => ({ agency: names[position]!, level })),
          }),
        );
        const records = await readSeed(seed, { indexLag: [code], staleEmbedded: [code] });
        expect(levelsOf(records, code)).toEqual(
          levels.map((level, position) => `${names[position]}=${level}`).sort(),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('asks for no config twice when list and cache agree', async () => {
    await withSandbox(seedOf(seedProcedure(code)), { indexLag: 0, staleEmbedded: 0 }, async sandbox => {
      await collect(open(sandbox).read());
      expect([...sandbox.requests.keys()].filter(path => /serviceconfigs\/\d+$/.test(path))).toEqual([]);
    });
  });

  it('drops a row whose detail is gone, and that only the copy of its service shows', async () => {
    const serviceConfigs = [{ serviceConfigId: 7, govAgencyCode: 'UBNDT', serviceLevel: '4' }];
    const service = { serviceInfoId: 40001, serviceCode: code, serviceName: 'Tên', serviceConfigs };
    const faults = { '/serviceinfos': JSON.stringify({ total: 1, data: [service] }) };
    const records = await readSeed(seedOf(seedProcedure(code)), { indexLag: 0, faults });
    expect(levelsOf(records, code)).toEqual(right);
    expect(troubles(records)).toEqual([]);
  });

  it.each([500, 403])('cannot tell the level of a listed row whose detail answers %d', async fault => {
    const faults = { '/serviceconfigs/100001': fault };
    const records = await readSeed(seedOf(seedProcedure(code)), {
      indexLag: [code],
      staleEmbedded: 0,
      faults,
    });
    expect(levelsOf(records, code)).toEqual(['AK=null', 'BT=2', 'NK=3', 'STP=undefined']);
    expect(troubles(records)).toEqual([
      expect.objectContaining({ kind: 'quarantine', part: 'offering', key: '100001' }),
    ]);
  });

  it('keeps offerings that others say, but no details, when the detail of a service cannot be read', async () => {
    for (const fault of [500, 403, 'drop', '<html>', '{"serviceCode":']) {
      const seed = seedOf(seedProcedure(code));
      const faults = { ...bareList(seed), [`/serviceinfos/${code}`]: fault };
      const records = await readSeed(seed, { indexLag: 0, faults });
      expect(procedures(records)).toEqual([{ kind: 'procedure', code, detail: 'unread', facts: {} }]);
      expect(levelsOf(records, code)).toEqual(right);
      expect(cases(records)).toEqual([]);
      expect(troubles(records)).toEqual([
        expect.objectContaining({ kind: 'quarantine', part: 'procedure', key: code }),
      ]);
    }
  });

  it('takes neither an empty list nor a missing one for absence when the other view has rows', async () => {
    for (const fault of ['{"total":0}', 500]) {
      const seed = seedOf(seedProcedure(code));
      const records = await readSeed(seed, { staleEmbedded: 0, faults: { '/serviceconfigs': fault } });
      expect(levelsOf(records, code)).toEqual(right);
    }
  });

  it('says whose offering a config was that lacks its agency, in either view', async () => {
    const indeterminate = async (faults: Record<string, string>) =>
      (await readSeed(seedOf(seedProcedure(code)), { faults })).flatMap(record =>
        record.kind === 'quarantine' ? [[record.part, record.lost?.procedure, record.lost?.agency]] : [],
      );
    const row = (fields: object) => JSON.stringify({ total: 1, data: [{ serviceConfigId: 7, ...fields }] });
    expect(await indeterminate({ '/serviceconfigs': row({ serviceCode: code }) })).toEqual([
      ['offering', code, undefined],
    ]);
    // In the list of all configs nothing tells whose it was.
    expect(await indeterminate({ '/serviceconfigs': row({}) })).toEqual([['offering', undefined, undefined]]);
    expect(await indeterminate({ '/serviceconfigs': row({ serviceCode: '2.000001' }) })).toEqual([
      ['offering', '2.000001', undefined],
    ]);
    const serviceConfigs = [{ serviceConfigId: 7, serviceLevel: '4' }];
    const service = { serviceInfoId: 40001, serviceCode: code, serviceName: 'Tên', serviceConfigs };
    const listed = JSON.stringify({ total: 1, data: [service] });
    expect(await indeterminate({ '/serviceinfos': listed })).toEqual([['offering', code, undefined]]);
    const detail = JSON.stringify(service);
    const faults = { ...bareList(seedOf(seedProcedure(code))), [`/serviceinfos/${code}`]: detail };
    expect(await indeterminate(faults)).toEqual([['offering', code, undefined]]);
  });

  it('cannot tell offerings when neither view can be read', async () => {
    const seed = seedOf(seedProcedure(code));
    const faults = { ...bareList(seed), '/serviceconfigs': 500, [`/serviceinfos/${code}`]: 500 };
    const records = await readSeed(seed, { faults });
    expect(procedures(records)).toEqual([expect.objectContaining({ code, detail: 'unread' })]);
    expect(levelsOf(records, code)).toEqual([]);
  });
});

describe('a filter that matches more than it should', () => {
  it('leaves out the rows of other services that share a token', async () => {
    const codes = ['1.000001.H13', '1.000002.H13', '1.000003.H13'];
    const records = await readSeed(seedOf(...codes.map(each => seedProcedure(each))));
    for (const each of codes) expect(levelsOf(records, each)).toHaveLength(4);
  });

  it('reads the whole list once when the filter matches nearly everything', async () => {
    const codes = Array.from({ length: 300 }, (_, position) => `1.${String(position).padStart(6, '0')}.H13`);
    const seed = seedOf(...codes.map(each => seedProcedure(each, { cases: [] })));
    await withSandbox(seed, {}, async sandbox => {
      const records = await collect(open(sandbox).read());
      for (const each of codes) expect(levelsOf(records, each)).toEqual(['AK=null', 'BT=2', 'NK=3', 'STP=4']);
      expect(sandbox.requests.get('/o/rest/v2/serviceconfigs')).toBeLessThan(40);
    });
  });
});

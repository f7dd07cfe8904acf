import { expect, it } from 'vitest';
import type { SourceRecord } from '../../src/adapter/records.ts';
import type { ReadSettings } from '../../src/snapshot/read-settings.ts';
import { proceduresOf, readAgencies, readProcedures } from '../../src/snapshot/stored.ts';
import { collect, onEveryDatabase } from '../store/support.ts';
import { offering, portal, procedure, read, remote } from './support.ts';

const code = '1.004194';

onEveryDatabase('whose procedure it is', database => {
  const codesOf = async (given: Partial<ReadSettings>, ...records: SourceRecord[]) => {
    const store = await database.open();
    const { id } = await read(store, remote(...records), given);
    const procedures = await collect(readProcedures(store, id));
    return procedures.map(({ code: ours, mapped, forms }) => [ours, mapped, forms]);
  };

  it('goes by the code itself, without our own suffix, in capitals; a foreign suffix stays', async () => {
    const found = await codesOf({}, procedure(`${code}.h13`), procedure('2.002621.H56'), procedure('kh01'));
    expect(found).toEqual([
      [code, true, [`${code}.h13`]],
      ['2.002621.H56', false, ['2.002621.H56']],
      ['KH01', false, ['kh01']],
    ]);
  });

  it('goes by the configured mapping before anything else', async () => {
    const remembered = procedure('kh01', { facts: { remoteMapping: '1.000009' } });
    const system = { profile: portal, useRemoteMapping: true };
    expect(await codesOf({ codes: { KH01: code }, system }, remembered)).toEqual([[code, true, ['kh01']]]);
  });

  it('goes by the mapping the system keeps itself only where that is allowed', async () => {
    const records = [
      offering('kh01', 'ck-1'),
      procedure('kh01', { facts: { remoteMapping: ` ${code}.000.00.00.H13` } }),
      procedure('kh02', { facts: { remoteMapping: '' } }),
    ];
    const system = { profile: portal, useRemoteMapping: true };
    expect(await codesOf({ system }, ...records)).toEqual([
      [code, true, ['kh01']],
      ['KH02', false, ['kh02']],
    ]);
    expect(await codesOf({}, ...records)).toEqual([
      ['KH01', false, ['kh01']],
      ['KH02', false, ['kh02']],
    ]);
  });
});

onEveryDatabase('two forms of one code', database => {
  const readOne = async (...records: SourceRecord[]) => {
    const store = await database.open();
    const { id } = await read(store, remote(...records));
    const procedures = await collect(readProcedures(store, id));
    expect(procedures).toHaveLength(1);
    const [only] = (await proceduresOf(store, id, [procedures[0]!.code])).values();
    return only!;
  };

  it('are one procedure with the rows of both, highest level, open if either is', async () => {
    const merged = await readOne(
      procedure(code),
      procedure(`${code}.H13`),
      offering(code, 'ck-1', { row: '1', level: 2, onlineClosed: true, account: false }),
      offering(`${code}.H13`, 'ck-2', { row: '2', level: 3, onlineClosed: false, account: true }),
    );
    expect(merged.forms).toEqual([code, `${code}.H13`]);
    expect(merged.offerings).toEqual([
      {
        ...{ agency: 'H13.5.3', level: 3, rows: ['1', '2'], rowLevels: [2, 3] },
        ...{ onlineClosed: false, account: true },
      },
    ]);
  });

  it('take facts and rows from the one in use', async () => {
    const merged = await readOne(
      procedure(code, { facts: { name: 'cũ', active: false } }),
      procedure(`${code}.H13`, { facts: { name: 'mới', active: true } }),
      offering(code, 'ck-1', { row: '1' }),
      offering(`${code}.H13`, 'ck-1', { row: '2' }),
      { kind: 'case', procedure: code, key: 'cũ', agencies: null },
      { kind: 'case', procedure: `${code}.H13`, key: 'mới', agencies: null },
    );
    expect(merged).toMatchObject({
      facts: { name: 'mới' },
      offerings: [{ rows: ['2'] }],
      cases: [{ key: 'mới' }],
    });
    expect(merged.cases).toHaveLength(1);
  });

  it('prefer the one whose details were read', async () => {
    const merged = await readOne(
      procedure(code, { detail: 'unread', facts: {} }),
      procedure(`${code}.H13`, { facts: { name: 'có chi tiết' } }),
    );
    expect(merged).toMatchObject({ detailed: true, facts: { name: 'có chi tiết' } });
  });

  it('keep cases of one key apart unless they are the same', async () => {
    const merged = await readOne(
      procedure(code),
      procedure(`${code}.H13`),
      { kind: 'case', procedure: code, key: 'A', agencies: null, eform: null },
      { kind: 'case', procedure: `${code}.H13`, key: 'A', agencies: null },
      { kind: 'case', procedure: code, key: 'B', agencies: null },
      { kind: 'case', procedure: `${code}.H13`, key: 'B', agencies: null },
    );
    expect(merged.cases?.map(one => one.key).sort()).toEqual(['A', `A@${code}.H13`, 'B']);
  });
});

onEveryDatabase('levels of several rows at one agency', database => {
  it.each([
    [[2, 3], 3],
    [[null, 2], 2],
    [[null, null], null],
    [[undefined, 2], undefined],
    [[undefined, 4], 4],
    [[undefined, null], undefined],
  ] as const)('%j are %s', async (levels, expected) => {
    const store = await database.open();
    const rows = levels.map((level, n) => offering(code, 'ck-1', { row: `${n}`, level }));
    const { id } = await read(store, remote(procedure(code), ...rows));
    const [only] = await collect(readProcedures(store, id));
    expect(only!.offerings[0]!.level).toBe(expected);
  });
});

onEveryDatabase('whose agency it is', database => {
  it('is reported with suggestions when nobody knows, but only where it carries active offerings', async () => {
    const store = await database.open();
    const agency = (id: string, name: string, identification?: string): SourceRecord => ({
      kind: 'agency',
      id,
      name,
      ...(identification === undefined ? {} : { identification }),
    });
    const summary = await read(
      store,
      remote(
        agency('syt', 'Sở Y tế TP Cần Thơ', '000.00.01.H13'),
        agency('phong', 'Phòng Hành chính'),
        agency('cu', 'Đơn vị cũ'),
        agency('guid-an-hoa', 'Phường An Hòa'),
        procedure(code),
        procedure('1.000001'),
        procedure('1.000002', { facts: { active: false } }),
        offering(code, 'syt'),
        offering('1.000001', 'SYT'),
        offering(code, 'guid-an-hoa'),
        offering(code, 'khong-co-trong-danh-muc'),
        offering('1.000002', 'cu'),
      ),
    );
    expect(summary).toMatchObject({ offerings: 4, agencies: 3, procedures: 3 });
    expect(summary.unmappedAgencies).toMatchObject([
      {
        id: 'syt',
        identification: '000.00.01.H13',
        name: 'Sở Y tế TP Cần Thơ',
        offerings: 2,
        suggestions: [{ code: 'H13.1', name: 'Sở Y tế', score: 0.95 }],
      },
      { id: 'khong-co-trong-danh-muc', name: 'khong-co-trong-danh-muc', offerings: 1, suggestions: [] },
    ]);
    const kept = await readAgencies(store, summary.id);
    expect(kept.map(({ id, code: ours, offerings }) => [id, ours, offerings])).toEqual([
      ['cu', null, 0],
      ['guid-an-hoa', 'H13.5.2', 1],
      ['khong-co-trong-danh-muc', null, 1],
      ['phong', null, 0],
      ['syt', null, 2],
    ]);
    const procedures = await collect(readProcedures(store, summary.id));
    expect(procedures.find(one => one.code === code)).toMatchObject({
      unmappedOfferings: 2,
      offerings: [{ agency: 'H13.5.2' }],
    });
    expect(procedures.find(one => one.code === '1.000002')).toMatchObject({
      unmappedOfferings: 1,
      offerings: [],
    });
  });

  it('decides whom a case is open to; a case of strangers is open to nobody', async () => {
    const store = await database.open();
    const { id } = await read(
      store,
      remote(
        procedure(code),
        { kind: 'case', procedure: code, key: 'A', agencies: ['ck-2', 'guid-an-hoa', 'CK-1', 'lạ'] },
        { kind: 'case', procedure: code, key: 'B', agencies: ['lạ'] },
        { kind: 'case', procedure: code, key: 'C', agencies: null },
      ),
    );
    const [only] = await collect(readProcedures(store, id));
    expect(only!.cases).toEqual([
      { key: 'A', agencies: ['H13.5.2', 'H13.5.3'] },
      { key: 'B', agencies: [] },
      { key: 'C', agencies: null },
    ]);
  });
});

onEveryDatabase('cases', database => {
  it('are none where the system has none, indeterminate where it cannot tell or was not asked', async () => {
    const store = await database.open();
    const casesOf = async (tellsCases: boolean, record: SourceRecord) => {
      const { id } = await read(store, remote(record), { tellsCases });
      return (await collect(readProcedures(store, id)))[0]!.cases;
    };
    expect(await casesOf(true, procedure(code))).toEqual([]);
    expect(await casesOf(false, procedure(code))).toBeUndefined();
    expect(await casesOf(true, procedure(code, { detail: 'unread', facts: {} }))).toBeUndefined();
    expect(await casesOf(true, procedure(code, { casesIndeterminate: true }))).toBeUndefined();
    const inline = procedure(code, { cases: [{ key: 'Q', agencies: null, components: null }] });
    expect(await casesOf(false, inline)).toEqual([{ key: 'Q', agencies: null, components: null }]);
  });
});

onEveryDatabase('what a portal shows beside its offerings', database => {
  it('names our agencies; where it names units we do not know, these are left out', async () => {
    const store = await database.open();
    const publication = {
      applied: ['ck-1', 'nobody', 'CK-2'],
      tests: ['nobody'],
      audiences: [{ case: '1', agency: 'guid-an-hoa', citizen: 4 as const, business: null }],
      links: [{ agency: 'ck-1', link: 'https://here/nop-ho-so' }],
    };
    const { id } = await read(store, remote(procedure(code, { facts: { publication } })));
    const [stored] = await collect(readProcedures(store, id));
    expect(stored!.facts.publication).toEqual({
      applied: ['H13.5.3'],
      tests: [],
      audiences: [{ case: '1', agency: 'H13.5.2', citizen: 4, business: null }],
      links: [{ agency: 'H13.5.3', link: 'https://here/nop-ho-so' }],
    });
  });
});

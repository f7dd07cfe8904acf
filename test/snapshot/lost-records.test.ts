import { expect, it } from 'vitest';
import { RemoteError } from '../../src/adapter/errors.ts';
import type { Lost, SourceRecord } from '../../src/adapter/records.ts';
import type { ReadSettings } from '../../src/snapshot/read-settings.ts';
import { readAgencies, readProcedures } from '../../src/snapshot/stored.ts';
import { collect, onEveryDatabase } from '../store/support.ts';
import { offering, portal, procedure, read, remote } from './support.ts';

const code = '1.004194';
const lost = (of: Lost): SourceRecord => ({
  ...{ kind: 'quarantine', part: of.what, key: 'k', path: '', reason: 'lạ' },
  lost: of,
});
const agency = (id: string, name = id): SourceRecord => ({ kind: 'agency', id, name });

onEveryDatabase(
  'a record that was lost',
  database => {
    const summaryOf = async (records: (SourceRecord | Error)[], given: Partial<ReadSettings> = {}) => {
      const store = await database.open();
      const summary = await read(store, remote(...records), given);
      const procedures = await collect(readProcedures(store, summary.id));
      return { store, ...summary, codes: procedures.map(one => [one.code, one.detailed]) };
    };

    it('of a procedure lists its code, indeterminate; without a code it is nobody knows which', async () => {
      const known = await summaryOf([procedure(code), lost({ what: 'procedure', procedure: '1.000009' })]);
      expect(known).toMatchObject({ status: 'complete', procedures: 2, quarantined: 1 });
      expect(known.codes).toEqual([
        ['1.000009', false],
        [code, true],
      ]);
      const unknown = await summaryOf([procedure(code), lost({ what: 'procedure' })]);
      expect(unknown).toMatchObject({ status: 'partial', procedures: 1, unidentified: 1 });
      expect(unknown.error).toBe('1 dòng của danh sách thủ tục không đọc được mã, chưa biết là thủ tục nào');
    });

    it('without a code is of a procedure, be it one or a case of one; of a row, its agency is all that is known', async () => {
      const caseOfNone: SourceRecord = { kind: 'case', procedure: ' ', key: 'A', agencies: null };
      const { error, unidentified, indeterminateOfferings } = await summaryOf([
        ...[procedure(code), procedure(' '), caseOfNone, offering('', 'ck-1'), offering('', ' ')],
      ]);
      expect(unidentified).toBe(4);
      expect(error).toMatch(/^2 dòng của danh sách thủ tục [^;]+; 2 dòng dịch vụ [^;]+$/);
      expect(indeterminateOfferings).toEqual({ agencies: ['H13.5.3'], procedures: [] });
    });

    it('of all offerings of an agency leaves that agency open, and the snapshot whole', async () => {
      const all = await summaryOf([procedure(code), lost({ what: 'offerings', agency: 'CK-1' })]);
      expect(all).toMatchObject({
        status: 'complete',
        indeterminateOfferings: { agencies: ['H13.5.3'], procedures: [] },
      });
      // Rows of strangers are of no agency of ours.
      const strange = await summaryOf([procedure(code), lost({ what: 'offerings', agency: 'x' })]);
      expect(strange).not.toHaveProperty('indeterminateOfferings');
    });

    it('of an agency makes the rows of one nobody recognises anybody’s', async () => {
      const gone = lost({ what: 'agency', agency: 'x' });
      const carrying = await summaryOf([procedure(code), offering(code, 'X'), gone]);
      expect(carrying).toMatchObject({ status: 'partial', unidentified: 1 });
      expect(carrying.error).toContain('danh sách đơn vị');
      const recognised = lost({ what: 'agency', agency: 'ck-1' });
      for (const [row, record] of [
        // It carries nothing; it is known all the same.
        ['ck-1', gone],
        ['ck-1', recognised],
      ] as const)
        expect((await summaryOf([procedure(code), offering(code, row), record])).status).toBe('complete');
      expect(await summaryOf([procedure(code), lost({ what: 'agency' })])).toMatchObject({ unidentified: 1 });
    });

    it('of a mapping leaves the procedure out where its own code says nothing and nothing else maps it', async () => {
      const own = { profile: portal, useRemoteMapping: true };
      const records = [procedure('KH01'), lost({ what: 'mapping', procedure: 'kh01' })];
      const unmapped = await summaryOf([procedure(code), ...records], { system: own });
      expect(unmapped).toMatchObject({ procedures: 1, unidentified: 1 });
      const taken = async (given: Partial<ReadSettings>, ...more: SourceRecord[]) => {
        const { unidentified, codes } = await summaryOf([...records, ...more], given);
        return [unidentified, codes.length];
      };
      expect(await taken({})).toEqual([undefined, 1]);
      expect(await taken({ system: own, codes: { KH01: code } })).toEqual([undefined, 1]);
      const mapped = procedure('Kh01', { facts: { remoteMapping: code } });
      expect(await taken({ system: own }, mapped)).toEqual([undefined, 1]);
    });

    it('of one row leaves the level of its offering open, unless that cannot be higher', async () => {
      const row = (at: string): SourceRecord => lost({ what: 'offering', procedure: code, agency: at });
      const store = await database.open();
      const { id } = await read(
        store,
        remote(
          ...[procedure(code), offering(code, 'ck-1', { level: 3 }), offering(code, 'guid-an-hoa')],
          ...[offering(code, 'H13.1', { level: 2 }), row('CK-2'), row('guid-an-hoa')],
        ),
      );
      const [only] = await collect(readProcedures(store, id));
      expect(only!.offerings.map(({ agency, level }) => [agency, level])).toEqual([
        ['H13.1', 2],
        ['H13.5.2', 4],
        ['H13.5.3', undefined],
      ]);
    });

    it('leaves no rows without a procedure: those of a code of nobody may be of any', async () => {
      const { indeterminateOfferings, unmappedProcedures, quarantined } = await summaryOf([
        ...[procedure(code), offering('1.000009', 'ck-1'), offering('KH9', 'guid-an-hoa')],
        { kind: 'case', procedure: '1.000008', key: 'A', agencies: null },
      ]);
      expect(indeterminateOfferings).toEqual({ agencies: ['H13.5.2'], procedures: ['1.000009', 'KH9'] });
      expect({ unmappedProcedures, quarantined }).toEqual({ unmappedProcedures: [], quarantined: 3 });
    });

    it('is told in few words: three reasons, and how many more there are', async () => {
      const gaps = ['a', 'b', 'c', 'd', 'e'].map(
        (reason): SourceRecord => ({ kind: 'gap', part: 'x', reason }),
      );
      const many = await summaryOf([procedure(code), ...gaps, new RemoteError('timeout', 'hết giờ')]);
      expect(many.error).toBe('hết giờ; a; b; và 3 phần khác không đọc được');
      const three = await summaryOf([procedure(code), ...gaps.slice(0, 3), lost({ what: 'procedure' })]);
      expect(three).toMatchObject({ error: 'a; b; c; và 1 phần khác không đọc được' });
      // What is missing is told already; whose it was is no question then.
      expect(three).not.toHaveProperty('unidentified');
      const cut = await summaryOf([procedure(code), new RemoteError('read-limit', 'quá 60 phút')]);
      expect(cut).toMatchObject({ status: 'partial', error: 'quá 60 phút' });
    });

    it('is nothing that counts where only cases or codes of nobody came', async () => {
      const failure = new RemoteError('timeout', 'hết giờ');
      const caseOfOne: SourceRecord = { kind: 'case', procedure: code, key: 'A', agencies: null };
      expect((await summaryOf([caseOfOne, failure])).status).toBe('unreadable');
      expect((await summaryOf([procedure(''), failure])).status).toBe('unreadable');
      expect((await summaryOf([offering(code, 'ck-1'), failure])).status).toBe('partial');
    });
  },
  ['sqlite'],
);

onEveryDatabase(
  'what a system tells',
  database => {
    const summaryOf = async (records: SourceRecord[], given: Partial<ReadSettings> = {}) =>
      read(await database.open(), remote(...records), given);

    it('is as of its own day where it says one, and says what waits and how it was read', async () => {
      const at = '2026-11-01T00:00:00.000Z';
      const note: SourceRecord = { kind: 'note', text: 'chờ lượt', waiting: true };
      const told = await summaryOf([{ kind: 'as-of', at }, procedure(code), note], {
        note: () => 'chậm lại',
      });
      expect(told).toMatchObject({
        ...{ takenAt: at, waiting: true },
        notes: ['Dữ liệu tính đến 01/11/2026 07:00', 'chờ lượt', 'chậm lại'],
      });
      const plain = await summaryOf([procedure(code), { kind: 'note', text: 'x' }], {
        note: () => undefined,
      });
      expect(plain.notes).toEqual(['x']);
      expect(plain).not.toHaveProperty('waiting');
      expect(await summaryOf([procedure(code)])).not.toHaveProperty('notes');
    });

    it('is let go of when our own store fails, and thrown on when the run is aborted', async () => {
      const store = await database.open();
      let closed = false;
      const endless = async function* () {
        try {
          await store.db.schema.dropTable('staged').execute();
          for (let at = 0; ; at++) yield offering(code, `${at}`);
        } finally {
          closed = true;
        }
      };
      await expect(read(store, endless())).rejects.toThrow(/staged/);
      expect(closed).toBe(true);
      const stopped = remote(procedure(code), new DOMException('dừng', 'AbortError') as unknown as Error);
      await expect(read(await database.open(), stopped)).rejects.toThrow('dừng');
    });

    it('takes as long as it took', async () => {
      const moments = ['2026-11-23T05:00:00.000Z', '2026-11-23T05:00:07.000Z'].map(one => new Date(one));
      expect(await summaryOf([procedure(code)], { now: () => moments.shift()! })).toMatchObject({
        durationMs: 7_000,
      });
    });

    it('may map a form twice: the same one counts whatever comes first', async () => {
      const forms = ['1.000002', undefined, '1.000001', '1.000003'].map(remoteMapping =>
        procedure('KH01', { facts: remoteMapping === undefined ? {} : { remoteMapping } }),
      );
      for (const records of [forms, forms.toReversed()]) {
        const store = await database.open();
        const system = { profile: portal, useRemoteMapping: true };
        const { id } = await read(store, remote(...records), { system });
        expect((await collect(readProcedures(store, id))).map(one => one.code)).toEqual(['1.000001']);
      }
    });

    it('may have a code as a number and as a text: then it is a text', async () => {
      const number = procedure(code, { fromNumber: true });
      const inNationalList = async () => new Set<string>();
      for (const records of [
        [number, procedure(code)],
        [procedure(code), number],
      ])
        expect(await summaryOf(records, { inNationalList })).toMatchObject({ procedures: 1, quarantined: 0 });
      expect(await summaryOf([number])).toMatchObject({ procedures: 1, quarantined: 0 });
    });

    it('names procedures of nobody that are offered, by name, and mapped ones as ours', async () => {
      const idle = procedure('KH3', { facts: { active: false } });
      const rows = ['KH1', 'KH2', 'KH3', 'KH4'].map(each => offering(each, 'ck-1'));
      const { unmappedProcedures } = await summaryOf(
        [
          procedure('KH1'),
          procedure('KH2', { facts: {} }),
          idle,
          procedure('KH4'),
          procedure('KH5'),
          ...rows,
        ],
        { codes: { KH4: 'VIỆC-1' } },
      );
      expect(unmappedProcedures).toEqual([
        { code: 'KH1', name: 'Thủ tục KH1' },
        { code: 'KH2', name: 'KH2' },
      ]);
      const turned = await summaryOf([...rows, procedure('KH2'), procedure('KH1')].toReversed());
      expect(turned.unmappedProcedures.map(({ code: each }) => each)).toEqual(['KH1', 'KH2']);
    });

    it('lists agencies twice: always the same one counts; one that is not listed is called by its id', async () => {
      const listed = [agency('x', 'Trạm B'), agency('X', 'Trạm A'), agency('y', 'Trạm Y')];
      const rows = [' nobody ', 'y', 'x', 'ck-1'].map(each => offering(code, each));
      for (const order of [listed, listed.toReversed()]) {
        const store = await database.open();
        const { id, unmappedAgencies } = await read(store, remote(procedure(code), ...rows, ...order));
        expect(unmappedAgencies.map(one => [one.id, one.name])).toEqual([
          ['X', 'Trạm A'],
          ['nobody', 'nobody'],
          ['y', 'Trạm Y'],
        ]);
        expect(unmappedAgencies[0]).not.toHaveProperty('identification');
        expect((await readAgencies(store, id)).find(one => one.id === 'ck-1')).toMatchObject({
          ...{ code: 'H13.5.3', offerings: 1, name: 'ck-1' },
        });
      }
    });

    it('is quarantined in one order, whatever came first, with the part in front', async () => {
      const odd = (part: string, key: string, path: string): SourceRecord => ({
        ...{ kind: 'quarantine', part, key, path, reason: 'lạ' },
      });
      const rows = [odd('fee', '2', ''), odd('fee', '1', 'b'), odd('fee', '1', 'a'), odd('case', '9', '')];
      for (const order of [rows, rows.toReversed()]) {
        const store = await database.open();
        const { quarantineExamples } = await read(store, remote(procedure(code), ...order));
        expect(quarantineExamples!.map(({ part, key, path }) => `${part} ${key} ${path}`)).toEqual([
          ...['case 9 ', 'fee 1 a', 'fee 1 b', 'fee 2 '],
        ]);
      }
    });
  },
  ['sqlite'],
);

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RemoteError } from '../../src/adapter/errors.ts';
import type { SourceRecord } from '../../src/adapter/records.ts';
import type { SystemProfile } from '../../src/domain/city.ts';
import { lacksCases } from '../../src/snapshot/codec.ts';
import type { SnapshotProcedure } from '../../src/snapshot/model.ts';
import {
  fetchCases,
  lastCompleteSummary,
  proceduresOf,
  readAgencies,
  readProcedures,
  summariesOfRun,
} from '../../src/snapshot/stored.ts';
import { beginRun } from '../../src/store/runs/runs.ts';
import { readQuarantine } from '../../src/store/runs/snapshots.ts';
import { collect, onEveryDatabase } from '../store/support.ts';
import { size } from '../support/thorough.ts';
import { anyProcedure, offering, portal, procedure, read, remote, seedSnapshot, takenAt } from './support.ts';

const code = '1.004194';

/** As whole snapshots are read: the ids of single rows are left where they are. */
const withoutSingleRows = (one: SnapshotProcedure): SnapshotProcedure => ({
  ...one,
  offerings: one.offerings.map(({ rows = [], ...rest }) => (rows.length > 1 ? { ...rest, rows } : rest)),
});

onEveryDatabase('reading a system', database => {
  it('makes a complete snapshot of what it tells, in our codes', async () => {
    const store = await database.open();
    const runId = await beginRun(store, takenAt);
    const summary = await read(
      store,
      remote(
        offering(`${code}.000.00.00.H13`, 'GUID-AN-HOA', { row: '7', level: 3, account: true }),
        procedure(`${code}.000.00.00.H13`, { facts: { name: 'Đăng ký tạm trú', active: true } }),
        { kind: 'agency', id: 'guid-an-hoa', name: 'UBND phường An Hòa' },
        {
          kind: 'case',
          procedure: `${code}.000.00.00.h13`,
          key: 'TH1',
          agencies: ['guid-an-hoa'],
          eform: null,
        },
        procedure('1.000001'),
      ),
      { runId },
    );
    expect(summary).toEqual({
      id: summary.id,
      system: 'portal',
      status: 'complete',
      takenAt,
      procedures: 2,
      offerings: 1,
      agencies: 1,
      caseParts: {
        components: { some: 0, none: 0 },
        eform: { some: 0, none: 1 },
        workflow: { some: 0, none: 0 },
      },
      quarantined: 0,
      requests: 7,
      durationMs: 0,
      error: null,
      unmappedAgencies: [],
      unmappedProcedures: [],
    });
    expect(await summariesOfRun(store, runId)).toEqual([summary]);
    const procedures = await collect(readProcedures(store, summary.id, { batch: 1 }));
    expect(procedures.map(one => one.code)).toEqual(['1.000001', code]);
    expect((await proceduresOf(store, summary.id, [code])).get(code)).toEqual({
      code,
      mapped: true,
      forms: [`${code}.000.00.00.H13`],
      detailed: true,
      facts: { name: 'Đăng ký tạm trú', active: true },
      offerings: [{ agency: 'H13.5.2', level: 3, rows: ['7'], account: true }],
      cases: [{ key: 'TH1', agencies: ['H13.5.2'], eform: null }],
    });
    expect(await readAgencies(store, summary.id)).toEqual([
      { id: 'guid-an-hoa', name: 'UBND phường An Hòa', code: 'H13.5.2', offerings: 1 },
    ]);
    expect(await store.db.selectFrom('staged').selectAll().execute()).toEqual([]);
  });

  it('has long records wait in the store, however few have come', async () => {
    const store = await database.open();
    const long = 'x'.repeat(60_000);
    async function* records() {
      for (let at = 0; at < 40; at++) yield procedure(`1.${100_000 + at}`, { facts: { name: long } });
      const waiting = await store.db.selectFrom('staged').select('procedure').execute();
      expect(waiting.length).toBeGreaterThan(20);
    }
    expect(await read(store, records())).toMatchObject({ status: 'complete', procedures: 40 });
  });

  it('gives the same snapshot in whatever order the records come, and when some come twice', async () => {
    const store = await database.open();
    const records: SourceRecord[] = [
      ...['guid-an-hoa', 'ck-1', 'ck-2', 'la'].map(
        (id): SourceRecord => ({ kind: 'agency', id, name: `Đơn vị ${id}` }),
      ),
      procedure(code),
      procedure(`${code}.H13`, { facts: { name: 'dạng có hậu tố', active: true } }),
      procedure('KH01', { facts: { active: false } }),
      procedure('2.000001', { detail: 'unread', facts: {} }),
      offering(code, 'ck-1', { level: 2 }),
      offering(code, 'ck-2', { level: 3 }),
      offering(`${code}.H13`, 'ck-1', { level: null }),
      offering(code, 'la', { level: undefined }),
      offering('KH01', 'guid-an-hoa'),
      offering('9.999999', 'guid-an-hoa'),
      { kind: 'case', procedure: code, key: 'A', agencies: ['ck-2', 'ck-1'] },
      { kind: 'case', procedure: `${code}.H13`, key: 'A', agencies: null },
      { kind: 'quarantine', part: 'fee', key: code, path: 'PHILEPHI', reason: 'x' },
    ];
    const outcome = async (order: SourceRecord[]) => {
      const { id, ...summary } = await read(store, remote(...order));
      return {
        summary,
        procedures: await collect(readProcedures(store, id)),
        agencies: await readAgencies(store, id),
      };
    };
    const expected = await outcome(records);
    expect(expected.procedures).toHaveLength(3);
    const order = fc.shuffledSubarray(records, { minLength: records.length });
    const repeated = fc.subarray(records.filter(record => record.kind !== 'quarantine'));
    await fc.assert(
      fc.asyncProperty(order, repeated, async (shuffled, again) => {
        expect(await outcome([...shuffled, ...again])).toEqual(expected);
      }),
      { numRuns: size(15, 5) },
    );
  });

  it('takes in and packs more than one batch', async () => {
    const store = await database.open();
    const records = Array.from({ length: 350 }, (_, n) => `1.${String(n).padStart(6, '0')}`).flatMap(each => [
      ...Array.from({ length: 8 }, (_, row) => offering(each, 'guid-an-hoa', { row: `${each}/${row}` })),
      procedure(each),
    ]);
    const summary = await read(store, remote(...records));
    expect(summary).toMatchObject({ status: 'complete', procedures: 350, offerings: 2_800, agencies: 1 });
    const procedures = await collect(readProcedures(store, summary.id));
    expect(procedures.every(one => one.offerings[0]!.rows?.length === 8)).toBe(true);
  });

  it('reads back what was written', async () => {
    const store = await database.open();
    const some = fc.uniqueArray(anyProcedure, { selector: one => one.code, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(some, async procedures => {
        const { id } = await seedSnapshot(store, 'run', 'oneStop', procedures);
        const sorted = [...procedures].sort((a, b) => (a.code < b.code ? -1 : 1));
        const codes = sorted.map(one => one.code);
        const whole = await proceduresOf(store, id, codes);
        expect(codes.map(each => whole.get(each))).toEqual(sorted);
        expect(await collect(readProcedures(store, id, { batch: 3 }))).toEqual(sorted.map(withoutSingleRows));
        const apart = await collect(readProcedures(store, id, { batch: 3, cases: false }));
        expect(apart.map(lacksCases)).toEqual(sorted.map(({ cases }) => cases !== undefined));
        await fetchCases(store, id, apart);
        expect(apart).toEqual(sorted.map(withoutSingleRows));
      }),
      { numRuns: size(15, 5) },
    );
  });

  it('reads back more different lists of units than are kept at hand, and those that come again', async () => {
    const store = await database.open();
    const procedures = Array.from({ length: 1_300 }, (_, n) => ({
      ...{ code: `1.${String(n).padStart(6, '0')}`, mapped: true, forms: [], detailed: true, facts: {} },
      // Every other one is offered where all others are.
      offerings: [n % 2 === 0 ? 'H13.1' : `H13.${n}`, 'H14'].map(agency => ({ agency, level: 4 as const })),
    }));
    const { id } = await seedSnapshot(store, 'run', 'oneStop', procedures);
    const back = await collect(readProcedures(store, id));
    expect(back).toEqual(procedures);
    expect(new Set(back.filter((_, n) => n % 2 === 0).map(({ columns }) => columns!.agencies)).size).toBe(1);
  });
});

onEveryDatabase('what could not be read', database => {
  it('makes the snapshot partial when a part is missing, with the reasons once each', async () => {
    const store = await database.open();
    const gap = (reason: string): SourceRecord => ({ kind: 'gap', part: 'offerings', reason });
    const summary = await read(
      store,
      remote(
        procedure(code),
        gap('Trang 3 không đọc được'),
        gap('Trang 3 không đọc được'),
        gap('Trang 5 trống'),
      ),
    );
    expect(summary).toMatchObject({
      status: 'partial',
      procedures: 1,
      error: 'Trang 3 không đọc được; Trang 5 trống',
    });
    expect(await lastCompleteSummary(store, portal)).toBeUndefined();
  });

  it('stays complete with notes of how it was read, each once', async () => {
    const store = await database.open();
    const note: SourceRecord = { kind: 'note', text: 'danh sách được đọc từng trang' };
    const summary = await read(store, remote(procedure(code), note, note));
    expect(summary).toMatchObject({ status: 'complete', notes: [note.text], error: null });
    expect(await lastCompleteSummary(store, portal)).toMatchObject({ notes: [note.text] });
  });

  it('makes it partial when reading breaks off after something came, and keeps what came', async () => {
    const store = await database.open();
    const failure = new RemoteError('timeout', 'Cổng không trả lời trong 60 giây');
    const summary = await read(store, remote(procedure(code), failure, procedure('1.000002')));
    expect(summary).toMatchObject({ status: 'partial', error: 'Cổng không trả lời trong 60 giây' });
    expect((await collect(readProcedures(store, summary.id))).map(one => one.code)).toEqual([code]);
  });

  it('makes it unreadable when nothing that counts came before', async () => {
    const store = await database.open();
    const failure = new RemoteError('unreachable', 'Không kết nối được tới cổng');
    const agency: SourceRecord = { kind: 'agency', id: 'a', name: 'A' };
    expect(await read(store, remote(agency, failure))).toMatchObject({
      status: 'unreadable',
      procedures: 0,
      error: 'Không kết nối được tới cổng',
    });
  });

  it('does not hide a fault of our own', async () => {
    const store = await database.open();
    const summary = await read(store, remote(new TypeError('x is not iterable')));
    expect(summary.error).toBe('Lỗi ngoài dự kiến khi đọc: x is not iterable');
    const reading = read(
      store,
      (async function* () {
        yield procedure(code);
        await store.db.schema.dropTable('staged').execute();
      })(),
    );
    await expect(reading).rejects.toThrow(/staged/);
  });

  it('stops when the run is cancelled, without a snapshot that anybody would use', async () => {
    const store = await database.open();
    const runId = await beginRun(store, takenAt);
    const reading = read(store, remote(procedure(code), new RemoteError('aborted', 'đã huỷ')), { runId });
    await expect(reading).rejects.toThrow('đã huỷ');
    const packing = read(store, remote(procedure(code)), {
      runId,
      signal: AbortSignal.abort(new Error('huỷ')),
    });
    await expect(packing).rejects.toThrow('huỷ');
    expect(await summariesOfRun(store, runId)).toEqual([]);
  });

  it('is quarantined record by record: odd ones, codeless ones, unlisted ones, those without details', async () => {
    const store = await database.open();
    const summary = await read(
      store,
      remote(
        { kind: 'quarantine', part: 'fee', key: code, path: 'PHILEPHI[0].SOTIEN', reason: 'x'.repeat(400) },
        { kind: 'quarantine', part: 'procedure', key: '1.000002', path: '', reason: 'hết giờ' },
        procedure(code),
        procedure('1.000002', { detail: 'unread', facts: {} }),
        procedure('1.000003', { detail: 'unread', facts: {} }),
        procedure('  '),
        offering('9.999999.H13', 'ck-1'),
        offering('9.999999.H13', 'ck-2'),
      ),
    );
    // One row without a code, of nobody knows which procedure.
    expect(summary).toMatchObject({ status: 'partial', procedures: 3, quarantined: 5, offerings: 0 });
    const rows = await readQuarantine(store, summary.id);
    expect(rows.map(({ part, key, path }) => [part, key, path])).toEqual([
      ['fee', code, 'PHILEPHI[0].SOTIEN'],
      ['procedure', '1.000002', ''],
      ['procedure', '', ''],
      ['procedure', '1.000003', ''],
      ['offering', '9.999999.H13', 'procedure'],
    ]);
    expect(rows[0]!.reason).toHaveLength(300);
    expect(rows[4]!.reason).toContain('2 dòng dịch vụ');
    const procedures = await collect(readProcedures(store, summary.id));
    expect(procedures.map(one => one.detailed)).toEqual([false, false, true]);
  });

  it('keeps whose offering rows were lost, in our codes', async () => {
    const store = await database.open();
    const lost = (of: { agency?: string; procedure?: string }): SourceRecord => ({
      ...{ kind: 'quarantine', part: 'offering', key: '', path: 'maTTHC', reason: 'trống' },
      lost: { what: 'offering', ...of },
    });
    const { indeterminateOfferings, status, unidentified } = await read(
      store,
      remote(
        procedure(code),
        { kind: 'agency', id: 'guid-an-hoa', name: 'UBND phường An Hòa' },
        lost({ agency: 'GUID-An-Hoa' }),
        lost({ agency: 'ck-1', procedure: 'KH01' }),
        lost({ agency: 'nobody-knows' }),
        lost({ procedure: 'nobody-knows' }),
        offering(' ', 'H13.1'),
        offering('9.999999.H13', 'ck-2'),
        offering('unlisted', 'H13.1'),
      ),
      { codes: { KH01: code } },
    );
    // Three rows of nobody knows which procedure.
    expect({ status, unidentified }).toEqual({ status: 'partial', unidentified: 3 });
    expect(indeterminateOfferings).toEqual({
      agencies: ['H13.1', 'H13.5.2'],
      procedures: [code, '9.999999', 'NOBODY-KNOWS', 'UNLISTED'],
    });
  });

  it('shows what it names where it leaves others out, unless more is wrong', async () => {
    const store = await database.open();
    const annex: SourceRecord = {
      ...{ kind: 'gap', part: 'offerings', reason: 'chỉ nêu một phần' },
      lacks: 'other-offerings',
    };
    const rows = [procedure(code), offering(code, 'ck-1')];
    expect(await read(store, remote(...rows, annex))).toMatchObject({
      ...{ status: 'partial', unidentified: 0, offerings: 1, error: 'chỉ nêu một phần' },
    });
    const cut: SourceRecord = { kind: 'gap', part: 'offerings', reason: 'bị cắt' };
    expect(await read(store, remote(...rows, annex, cut))).not.toHaveProperty('unidentified');
  });

  it('is whole for the role it was read in, and not for one that is asked for what it does not tell', async () => {
    const store = await database.open();
    const list: SourceRecord = { ...{ kind: 'gap', part: 'procedures', reason: 'không có' }, lacks: 'list' };
    const offered = [offering(code, 'ck-1')];
    const whole = await read(store, remote(...offered, list, list));
    expect(whole).toMatchObject({ status: 'complete', lacks: ['list'], error: null });
    const asked = (role: SystemProfile['role']) => lastCompleteSummary(store, { ...portal, role });
    expect(await asked('portal')).toMatchObject({ id: whole.id });
    expect(await asked('national')).toBeUndefined();
    // Before it, the same folder had a list.
    const before = await database.open();
    const { id } = await read(before, remote(procedure(code), ...offered));
    await read(before, remote(...offered, list));
    expect(await lastCompleteSummary(before, { ...portal, role: 'national' })).toMatchObject({ id });
  });

  it('is a part not read when rows of more procedures were lost than a city has', async () => {
    const store = await database.open();
    const lost = Array.from({ length: 5_001 }, (_, n): SourceRecord => {
      const procedure = `1.${String(n).padStart(6, '0')}`;
      const row = { part: 'offering', key: '', path: 'id', reason: 'trống' };
      return { kind: 'quarantine', ...row, lost: { what: 'offering', procedure } };
    });
    const { status, indeterminateOfferings } = await read(store, remote(procedure(code), ...lost));
    expect(status).toBe('partial');
    expect(indeterminateOfferings?.procedures).toHaveLength(5_000);
  });

  it('is counted in full but kept only in part when there is no end to it', async () => {
    const store = await database.open();
    const odd = Array.from(
      { length: 1_200 },
      (_, n): SourceRecord => ({ kind: 'quarantine', part: 'fee', key: `${n}`, path: '', reason: 'lạ' }),
    );
    const summary = await read(store, remote(...odd));
    expect(summary.quarantined).toBe(1_200);
    expect(summary.quarantineExamples).toHaveLength(100);
    expect(summary.quarantineExamples![0]).toEqual({ part: 'fee', key: '0', path: '', reason: 'lạ' });
    expect(await readQuarantine(store, summary.id)).toHaveLength(1_000);
  });
});

onEveryDatabase('a list that is much shorter than before', database => {
  const listOf = (length: number) =>
    remote(...Array.from({ length }, (_, n) => procedure(`1.${String(n).padStart(6, '0')}`)));

  it('is not believed, and never becomes the measure of the next one', async () => {
    const store = await database.open();
    expect(await read(store, listOf(10))).toMatchObject({ status: 'complete' });
    const cut = await read(store, listOf(6));
    expect(cut).toMatchObject({
      status: 'partial',
      shrunk: { part: 'procedures', before: 10, after: 6, share: 0.4 },
    });
    expect(cut.error).toContain('Số thủ tục giảm từ 10 còn 6 (mất 40%');
    expect(await read(store, listOf(6))).toMatchObject({ status: 'partial' });
    const back = await read(store, listOf(9));
    expect(back).toMatchObject({ status: 'complete' });
    expect(back.shrunk).toBeUndefined();
  });

  it('is not believed either where only what hangs on cases is gone', async () => {
    const store = await database.open();
    const papers = (of: (n: number) => unknown) =>
      remote(
        ...Array.from({ length: 100 }, (_, n) => `1.${String(n).padStart(6, '0')}`).flatMap(
          (each, n): SourceRecord[] => [
            procedure(each),
            { kind: 'case', procedure: each, key: 'A', agencies: null, components: of(n) } as SourceRecord,
          ],
        ),
      );
    const paper = [{ name: 'Tờ khai' }];
    await read(
      store,
      papers(() => paper),
    );
    expect(
      await read(
        store,
        papers(() => []),
      ),
    ).toMatchObject({
      status: 'partial',
      shrunk: { part: 'components', before: 100, after: 0, share: 1 },
    });
    // Nobody could tell is not nothing, and some hands may be at work.
    expect(
      await read(
        store,
        papers(() => undefined),
      ),
    ).toMatchObject({ status: 'complete' });
    await read(
      store,
      papers(() => paper),
    );
    expect(
      await read(
        store,
        papers(n => (n < 20 ? null : paper)),
      ),
    ).toMatchObject({ status: 'complete' });
    expect(
      await read(
        store,
        papers(n => (n < 50 ? null : paper)),
      ),
    ).toMatchObject({
      shrunk: { part: 'components', before: 80, after: 50 },
    });
    // What others got makes up for nothing.
    expect(
      await read(
        store,
        papers(n => (n >= 70 ? null : paper)),
      ),
    ).toMatchObject({
      shrunk: { part: 'components', before: 80, after: 50 },
    });
  });

  it('is believed when a person says so, from then on', async () => {
    const store = await database.open();
    await read(store, listOf(10));
    const accepted = await read(store, listOf(6), { acceptShrink: true });
    expect(accepted).toMatchObject({ status: 'complete', error: null });
    expect(accepted.shrunk).toBeUndefined();
    expect(await read(store, listOf(6))).toMatchObject({ status: 'complete' });
  });

  it('is measured against the same system only', async () => {
    const store = await database.open();
    await read(store, listOf(10));
    const system = { profile: { ...portal, name: 'oneStop' }, useRemoteMapping: false };
    expect(await read(store, listOf(6), { system })).toMatchObject({ status: 'complete' });
  });
});

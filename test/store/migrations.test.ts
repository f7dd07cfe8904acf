import { createHash } from 'node:crypto';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, it } from 'vitest';
import { sortedJson } from '../../src/domain/canonical.ts';
import { proceduresOf, readProcedures } from '../../src/snapshot/stored.ts';
import { record, verifyTrail } from '../../src/store/access/audit.ts';
import { listKeys } from '../../src/store/access/keys.ts';
import { listSessions } from '../../src/store/access/sessions.ts';
import type { StoreSettings } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { postgresDialect } from '../../src/store/core/postgres.ts';
import { openFile, sqliteDialect } from '../../src/store/core/sqlite.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { findPlan, savePlan } from '../../src/store/push/plans.ts';
import type { LedgerFinding } from '../../src/store/runs/finding-columns.ts';
import { history } from '../../src/store/runs/history.ts';
import { openLedger } from '../../src/store/runs/ledger.ts';
import { monthKept } from '../../src/store/runs/month-statistics.ts';
import { rowsOfRun } from '../../src/store/runs/queries.ts';
import { beginRun, findRun } from '../../src/store/runs/runs.ts';
import { jobOfKey } from '../../src/store/work/asked-keys.ts';
import { addEvents, eventsAfter } from '../../src/store/work/job-events.ts';
import { told } from '../../src/words/findings.ts';
import { seedSnapshot } from '../snapshot/support.ts';
import { share } from '../support/thorough.ts';
import { collect, minute, onEveryDatabase, type TestDatabase, wholeSettlement } from './support.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tables of some earlier version
async function openUnmigrated(settings: StoreSettings): Promise<Kysely<any>> {
  const dialect =
    settings.driver === 'sqlite' ? sqliteDialect(openFile(settings.file)) : postgresDialect(settings.url);
  return new Kysely({ dialect });
}

/** A database as an earlier version left it: migrations up to this one, and a row of that time. */
async function writtenUpTo(last: string, settings: StoreSettings): Promise<string> {
  const db = await openUnmigrated(settings);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateTo(last);
  if (error) throw error;
  // Not by today's functions: they know today's tables.
  const id = '20261123T050000Z-0000';
  await db
    .insertInto('run')
    .values({ id, status: 'running', started_at: minute(0) })
    .execute();
  await db.destroy();
  return id;
}

/** The same with a snapshot by the run of that time, still open for what lay in it. */
async function withSnapshot(last: string, database: TestDatabase) {
  const settings = await database.empty();
  const run = await writtenUpTo(last, settings);
  const old = await openUnmigrated(settings);
  await old
    .insertInto('snapshot')
    .values({ run_id: run, system: 'portal', status: 'complete', taken_at: minute(0) } as never)
    .execute();
  const { id } = await old.selectFrom('snapshot').select('id').executeTakeFirstOrThrow();
  return { settings, run, old, id };
}

onEveryDatabase('a store of an earlier version', database => {
  it('keeps its keys and its audit trail; browser sessions end, since nobody knows who gave them', async () => {
    const settings = await database.empty();
    await writtenUpTo('0011-finding-units', settings);
    const old = await openUnmigrated(settings);
    const key = { id: 'k-1', prefix: 'abcdefgh', hash: 'f00d', name: 'Trần Thị B', role: 'admin' };
    await old
      .insertInto('api_key')
      .values({ ...key, role: 'admin', created_at: minute(0), created_by: 'root' })
      .execute();
    const session = { hash: 'h', name: 'Trần Thị B', role: 'admin', created_at: minute(0) };
    await old
      .insertInto('session')
      .values({ ...session, expires_at: '2999', key_id: 'k-1' } as never)
      .execute();
    const entry = {
      ...{ at: minute(0), who: 'root', origin: 'cli', action: 'create-key', target: 'k-1' },
      ...{ before: 'null', after: 'null', outcome: 'done', previous_hash: '' },
    };
    const { previous_hash: _, ...told } = entry;
    const hash = createHash('sha256').update(sortedJson(told)).digest('hex');
    await old
      .insertInto('audit')
      .values({ ...entry, hash } as never)
      .execute();
    await old.updateTable('audit_head').set({ hash, entries: 1 }).execute();
    await old.destroy();

    const store = await openStore(settings);
    try {
      expect(await listKeys(store)).toMatchObject([{ name: 'Trần Thị B', role: 'admin', revokedAt: null }]);
      expect(await listSessions(store, minute(1))).toEqual([]);
      await record(store, {
        ...{ at: minute(1), who: 'Trần Thị B', identity: 'key k-1', origin: 'api', action: 'waive' },
        ...{ target: 'x', before: null, after: null, outcome: 'done' },
      });
      expect(await verifyTrail(store)).toEqual({ entries: 2 });
      await store.db.updateTable('audit').set({ identity: null }).where('target', '=', 'x').execute();
      expect((await verifyTrail(store)).broken).toMatchObject({ what: 'changed' });
    } finally {
      await store.close();
    }
  });

  it('lets jobs answer to the keys they were asked for with, of holders of tokens each by his own', async () => {
    const settings = await database.empty();
    await writtenUpTo('0017-claims', settings);
    const old = await openUnmigrated(settings);
    const identity = 'token https://id.example an';
    const row = { kind: 'digest', scope: '{}', state: 'done', origin: 'api', queued_at: minute(0) };
    await old
      .insertInto('job')
      .values(
        [
          { id: 'J1', requested_by: 'An', requested_identity: 'key k-1', idempotency_key: 'lan-1' },
          {
            id: 'J2',
            requested_by: 'An',
            requested_identity: identity,
            idempotency_key: `${identity} lan-1`,
          },
        ].map(job => ({ ...job, ...row, priority: 10, attempts: 1, cancel_requested: 0 })) as never,
      )
      .execute();
    await old.destroy();

    const store = await openStore(settings);
    try {
      const wish = { kind: 'digest', scope: {}, priority: 10, requestedBy: 'An', origin: 'api' } as const;
      const asked = (requestedIdentity: string) =>
        jobOfKey(store, { ...wish, requestedIdentity, idempotencyKey: 'lan-1' }, minute(1));
      expect((await asked('key k-1'))?.id).toBe('J1');
      expect((await asked(identity))?.id).toBe('J2');
      expect(await asked('token https://id.example binh')).toBeUndefined();
    } finally {
      await store.close();
    }
  });

  it('keeps the events of its jobs under their ids, and gives none of these out again', async () => {
    const settings = await database.empty();
    await writtenUpTo('0034-snapshot-rest', settings);
    const old = await openUnmigrated(settings);
    const job = { kind: 'reconcile', scope: '{}', state: 'done', requested_by: 'An', origin: 'cli' };
    const counted = { priority: 0, attempts: 1, cancel_requested: 0 };
    const data = { kind: 'reconcile', requestedBy: 'An', origin: 'cli' };
    for (const id of ['J2', 'J1', 'J3'])
      await old
        .insertInto('job')
        .values({ ...job, ...counted, id, queued_at: minute(0) } as never)
        .execute();
    for (const job_id of ['J1', 'J2', 'J1', 'J3'])
      await old
        .insertInto('job_event')
        .values({ job_id, at: minute(1), kind: 'queued', data: JSON.stringify(data) } as never)
        .execute();
    await old.deleteFrom('job').where('id', '=', 'J3').execute();
    await old.destroy();

    const store = await openStore(settings);
    try {
      const told = await eventsAfter(store, { after: 0, limit: 9 });
      expect(told.map(({ id, jobId }) => [id, jobId])).toEqual([
        [1, 'J1'],
        [2, 'J2'],
        [3, 'J1'],
      ]);
      expect(told[0]).toEqual({ id: 1, jobId: 'J1', at: minute(1), kind: 'queued', data });
      await addEvents(store, [{ jobId: 'J2', at: minute(2), kind: 'judging', data: {} }]);
      expect(await eventsAfter(store, { after: 0, job: 'J2', limit: 9 })).toMatchObject([
        { id: 2 },
        { id: 5, kind: 'judging' },
      ]);
    } finally {
      await store.close();
    }
  });

  it('calls what could not be told indeterminate in what it keeps of months and snapshots', async () => {
    const settings = await database.empty();
    const runId = await writtenUpTo('0032-made-once', settings);
    const old = await openUnmigrated(settings);
    const body = JSON.stringify({ total: { 4: 1, untold: 2 }, payment: { untold: 3 } });
    await old
      .insertInto('month_statistics')
      .values({ month: '2026-10', run_id: runId, made_at: minute(0), body })
      .execute();
    const lost = { agencies: ['H13.1'], procedures: ['1.000001'] };
    const summary = JSON.stringify({ unmappedAgencies: ['untold'], untoldOfferings: lost });
    await old
      .insertInto('snapshot')
      .values({ run_id: runId, system: 'portal', status: 'partial', taken_at: minute(0), summary })
      .execute();
    await old.destroy();

    const store = await openStore(settings);
    try {
      expect(await monthKept(store, '2026-10')).toEqual({
        total: { 4: 1, indeterminate: 2 },
        payment: { indeterminate: 3 },
      });
      const kept = await store.db.selectFrom('snapshot').select('summary').executeTakeFirstOrThrow();
      expect(kept.summary).toEqual({ unmappedAgencies: ['untold'], indeterminateOfferings: lost });
    } finally {
      await store.close();
    }
  });

  // Making all tables takes PostgreSQL a second.
  const each = Object.keys(migrations);
  it.each(database.driver === 'postgres' ? share(each) : each)(
    'written up to %s keeps its rows and gets the new tables',
    async last => {
      const settings = await database.empty();
      const run = await writtenUpTo(last, settings);
      const store = await openStore(settings);
      try {
        expect(await findRun(store, run)).toMatchObject({ id: run, status: 'running' });
        const plan = { id: 'P-1', createdAt: minute(1), author: 'A', fingerprint: 'f', head: {} };
        await savePlan(store, plan, []);
        expect(await findPlan(store, 'P-1')).toEqual({ ...plan, authorIdentity: null, state: 'draft' });
      } finally {
        await store.close();
      }
    },
  );
});

onEveryDatabase('findings of a version that kept their sentences', database => {
  const at = (n: number) => `2026-11-2${n}T05:00:00.000Z`;
  const run = '20261121T050000Z-0000';
  const names = ['a', 'b', 'c'];

  /** A run found three; one of them was set aside afterwards. */
  async function writtenBefore(settings: StoreSettings): Promise<void> {
    await writtenUpTo('0014-carried-rows', settings);
    const db = await openUnmigrated(settings);
    await db
      .insertInto('run')
      .values([{ id: run, status: 'discrepancies', started_at: at(1), number: 2 }])
      .execute();
    await db
      .insertInto('discrepancy_content')
      .values(
        names.map(fingerprint => ({
          ...{ fingerprint, hash: fingerprint, severity: 'major', owner: 'technical', evidence: '{}' },
          ...{ expected: '4', actual: '"không có mức độ"', message: `Thủ tục ${fingerprint} ở mức độ 4.` },
          systems: '["portal"]',
        })),
      )
      .execute();
    const contents = await db.selectFrom('discrepancy_content').select(['id', 'fingerprint']).execute();
    const place = (fingerprint: string) => ({
      ...{ fingerprint, rule: 'unknown-procedure', procedure: '1.000001', agency: '', system: 'portal' },
      ...{ first_seen: at(1), content_id: contents.find(one => one.fingerprint === fingerprint)!.id },
    });
    await db
      .insertInto('discrepancy')
      .values(names.map(name => ({ ...place(name), state: 'open', last_seen: at(1), finding_key: '' })))
      .execute();
    await db
      .insertInto('run_discrepancy')
      .values(
        names.map(name => ({ ...place(name), run_id: run, state: 'open', rank: 1, owner: 'technical' })),
      )
      .execute();
    await db
      .insertInto('waiver')
      .values([{ fingerprint: 'b', by: 'Trần Thị B', reason: 'chờ thông tư', until: null, at: at(1) }])
      .execute();
    await db.destroy();
  }

  const found = (fingerprint: string, rows: number): LedgerFinding => ({
    ...{ fingerprint, rule: 'unknown-procedure', severity: 'major', owner: 'technical', agency: null },
    ...{ procedure: '1.000001', system: 'portal', evidence: {}, systems: ['portal'] },
    statement: { names: { role: 'portal' }, params: { rows } },
  });

  it('keep them until a run judges them again, which is none of them new, and none gone', async () => {
    const settings = await database.empty();
    await writtenBefore(settings);
    const store = await openStore(settings);
    try {
      const messages = async (id: string) =>
        (await collect(rowsOfRun(store, id))).map(row => [row.state, told(row).message]);
      const old = (name: string) => `Thủ tục ${name} ở mức độ 4.`;
      expect(await messages(run)).toEqual(names.map(name => ['open', old(name)]));
      expect((await history(store, {}, at(2))).map(row => told(row))).toMatchObject(
        names.map(name => ({ message: old(name), expected: 4, actual: 'không có mức độ' })),
      );

      const runId = await beginRun(store, at(2));
      const ledger = openLedger(store, { runId });
      await ledger.add([found('a', 1), found('b', 2)]);
      const evaluated = { status: 'evaluated' as const, skipped: [], reason: null, count: 0 };
      const counts = await ledger.settle(
        {
          ...wholeSettlement(runId, at(2), { outcomes: { 'unknown-procedure': evaluated } }),
          complete: new Set(['national']),
        },
        async () => {},
      );
      expect(counts).toMatchObject({ new: 0, open: 1, waived: 1, carried: 1, resolved: 0 });
      const fresh = (rows: number) =>
        `Thủ tục 1.000001 đang được cung cấp tại ${rows} đơn vị trên Cổng DVC thành phố nhưng không có trong danh mục quốc gia.`;
      expect(await messages(runId)).toEqual([
        ['open', fresh(1)],
        ['waived', fresh(2)],
        ['carried', old('c')],
      ]);
      expect(await messages(run)).toEqual(names.map(name => ['open', old(name)]));
    } finally {
      await store.close();
    }
  });

  it('gives back the snapshots it took, and lets new ones stand beside them', async () => {
    const { settings, run, id, old } = await withSnapshot('0025-review-basis', database);
    const offered = '["H13.1","H13.2"]\n42\n[[1,["7","8"]]]\n10\n\n["5",["7","8"]]';
    const body = `[3,["1.000001"],{"name":"Kh\\u1ea5u tr\\u1eeb"},null]\n${offered}`;
    await old
      .insertInto('snapshot_procedure')
      .values({ snapshot_id: id, code: '1.000001', body } as never)
      .execute();
    await old.destroy();

    const store = await openStore(settings);
    try {
      const snapshot = Number(id);
      const expected = {
        ...{
          code: '1.000001',
          mapped: true,
          forms: ['1.000001'],
          detailed: true,
          facts: { name: 'Khấu trừ' },
        },
        offerings: [
          { agency: 'H13.1', level: 4 as const, rows: ['5'], onlineClosed: true },
          { agency: 'H13.2', level: 2 as const, rows: ['7', '8'], onlineClosed: false },
        ],
      };
      expect(await collect(readProcedures(store, snapshot))).toEqual([expected]);
      expect(await proceduresOf(store, snapshot, ['1.000001'])).toEqual(new Map([['1.000001', expected]]));
      const fresh = await seedSnapshot(store, run, 'portal', [expected]);
      expect(await proceduresOf(store, fresh.id, ['1.000001'])).toEqual(new Map([['1.000001', expected]]));
    } finally {
      await store.close();
    }
  });

  it('keeps the ids of rows, which lay beside what is read of every procedure', async () => {
    const { settings, id, old } = await withSnapshot('0033-indeterminate', database);
    const snapshot = { snapshot_id: id };
    await old
      .insertInto('snapshot_agency_list')
      .values({ ...snapshot, number: 1, agencies: '["H13.1"]' } as never)
      .execute();
    const columns = { agency_list: 1, offered: '4', row_ids: '["5"]' };
    const cases = '[{"agencies":null}]\nwords\n[{"key":"a","agencies":null}]';
    await old
      .insertInto('snapshot_procedure')
      .values({
        ...snapshot,
        code: '1.000001',
        body: `[7,["1.000001"],{},null]\n${cases}`,
        ...columns,
      } as never)
      .execute();
    await old.destroy();

    const store = await openStore(settings);
    try {
      const record = (await proceduresOf(store, Number(id), ['1.000001'])).get('1.000001')!;
      expect(record.offerings).toEqual([{ agency: 'H13.1', level: 4, rows: ['5'] }]);
      expect(record.cases).toEqual([{ key: 'a', agencies: null }]);
    } finally {
      await store.close();
    }
  });
});

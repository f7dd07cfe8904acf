import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { ManualTask } from '../../../src/domain/task.ts';
import { insertRows } from '../../../src/store/core/bulk.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import { minute, onEveryDatabase } from '../support.ts';

const job = (id: string) => ({
  ...({
    id,
    number: Number(id.slice(1)),
    kind: 'apply',
    state: 'waiting',
    priority: 0,
    attempts: 0,
  } as const),
  ...{ requestedBy: 'An', origin: 'cli', queuedAt: minute(1) },
  scope: { plan: 'P_1', resume: true },
  cancelRequested: false,
});

/** As the database has it. */
async function kept({ db }: Store, id: string) {
  const { rows } = await sql`select scope, cancel_requested from job where id = ${id}`.execute(
    db.withoutPlugins(),
  );
  return rows[0];
}

onEveryDatabase('JSON and flags', database => {
  it('are kept as text and as 1 or 0, and come back as what they were', async () => {
    const store = await database.open();
    await store.db.insertInto('job').values(job('J1')).execute();
    expect(await kept(store, 'J1')).toEqual({ scope: '{"plan":"P_1","resume":true}', cancel_requested: 0 });
    expect(await store.db.selectFrom('job').selectAll().executeTakeFirst()).toMatchObject(job('J1'));

    const updated = await store.db
      .updateTable('job')
      .set({ cancelRequested: true, scope: { plan: 'P_2' } })
      .where('id', '=', 'J1')
      .returning(['cancelRequested as wanted', 'scope'])
      .executeTakeFirst();
    expect(updated).toEqual({ wanted: true, scope: { plan: 'P_2' } });
    expect(await kept(store, 'J1')).toEqual({ scope: '{"plan":"P_2"}', cancel_requested: 1 });
  });

  it('of several rows, some with a column the others leave out, each of a value that is an expression', async () => {
    const store = await database.open();
    const rows = [job('J1'), { ...job('J2'), message: 'x' }];
    await store.db
      .insertInto('job')
      .values(({ val }) => rows.map(row => ({ ...row, origin: val('cli') })))
      .execute();
    const found = await store.db.selectFrom('job').selectAll().orderBy('id').execute();
    expect(found).toMatchObject(rows);
  });

  it('are the same written in bulk', async () => {
    const store = await database.open();
    await insertRows(store, 'job', [job('J1'), { ...job('J2'), cancelRequested: true }]);
    expect(await kept(store, 'J2')).toEqual({ scope: '{"plan":"P_1","resume":true}', cancel_requested: 1 });
    const found = await store.db.selectFrom('job').selectAll().orderBy('id').execute();
    expect(found).toMatchObject([job('J1'), { ...job('J2'), cancelRequested: true }]);
  });

  it('are found through joins, aliases and queries in queries; a name that is a text elsewhere stays one', async () => {
    const store = await database.open();
    const { db } = store;
    await db.insertInto('job').values(job('J1')).execute();
    const data = { message: 'one_two', deep: { snake_case: [1] } };
    await insertRows(store, 'jobEvent', [{ job: 1, at: minute(1), kind: 'done', data }]);
    // `value` is JSON of `applied`, and a text of `writerMemory`.
    await insertRows(store, 'writerMemory', [{ system: 's', procedure: 'p', key: 'k', value: '"text"' }]);
    expect(await db.selectFrom('writerMemory').select('value').executeTakeFirst()).toEqual({
      value: '"text"',
    });

    const joined = await db
      .selectFrom(db.selectFrom('job').selectAll().as('j'))
      .leftJoin('jobEvent as e', 'e.job', 'j.number')
      .selectAll('j')
      .select(['e.data', 'e.data as told', 'e.kind as scopeless'])
      .executeTakeFirst();
    expect(joined).toMatchObject({ scope: job('J1').scope, data, told: data, scopeless: 'done' });

    const nested = await db
      .selectFrom('jobEvent as e')
      .select(({ selectFrom }) =>
        selectFrom('job').select('scope').whereRef('job.number', '=', 'e.job').as('asked'),
      )
      .executeTakeFirst();
    expect(nested).toEqual({ asked: job('J1').scope });

    const none = await db
      .selectFrom('job as j')
      .leftJoin('jobEvent as e', join => join.on('e.kind', '=', 'failed'))
      .select(['e.data', 'j.cancelRequested'])
      .executeTakeFirst();
    expect(none).toEqual({ data: null, cancelRequested: false });
  });

  it('that must compare equal have their keys in order', async () => {
    const store = await database.open();
    const row = (key: string, body: object) => ({
      ...({ key, state: 'open', owner: 'technical', system: '', procedure: '', kind: 'set-level' } as const),
      ...{ fingerprint: '', planId: 'P', due: '', openedAt: minute(1), body: body as ManualTask },
    });
    await insertRows(store, 'task', [row('a', { x: 1, what: 'w' })]);
    await store.db
      .insertInto('task')
      .values(row('b', { what: 'w', x: 1 }))
      .execute();
    const { rows } = await sql<{ body: string }>`select distinct body from task`.execute(store.db);
    expect(rows).toEqual([{ body: '{"what":"w","x":1}' }]);
    await store.db.updateTable('task').set({ body: null }).where('key', '=', 'b').execute();
    expect(await store.db.selectFrom('task').select('body').where('key', '=', 'b').execute()).toEqual([
      { body: null },
    ]);
  });

  it('of a text with what PostgreSQL refuses, the same on both', async () => {
    const store = await database.open();
    await store.db
      .insertInto('job')
      .values({ ...job('J1'), message: 'a\0b\ud800' })
      .execute();
    expect(await store.db.selectFrom('job').select('message').execute()).toEqual([
      { message: 'a\ufffdb\ufffd' },
    ]);
  });
});

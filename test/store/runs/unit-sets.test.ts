import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, it } from 'vitest';
import { openStore } from '../../../src/store/core/open.ts';
import { postgresDialect } from '../../../src/store/core/postgres.ts';
import { openFile, sqliteDialect } from '../../../src/store/core/sqlite.ts';
import { migrations } from '../../../src/store/migrations/index.ts';
import { changesBetween } from '../../../src/store/runs/changes.ts';
import { history } from '../../../src/store/runs/history.ts';
import { rowsOfRun, standingsByUnit, standingsOfRun } from '../../../src/store/runs/queries.ts';
import { pruneRuns } from '../../../src/store/runs/runs.ts';
import { addWaiver } from '../../../src/store/runs/waivers.ts';
import { collect, finding, minute, onEveryDatabase, wholeRun } from '../support.ts';

const communes = Array.from({ length: 450 }, (_, at) => `H13.${at + 1000}`);

function wide(given: Parameters<typeof finding>[0] = {}) {
  return finding({ rule: 'no-eform', agency: null, units: communes, ...given });
}

onEveryDatabase('what names several units', database => {
  it('is found by the last of them, in full, and each list is kept once', async () => {
    const store = await database.open();
    const findings = Array.from({ length: 30 }, (_, at) => wide({ procedure: `1.${100000 + at}` }));
    const own = finding({ agency: communes[449]! });
    const { runId } = await wholeRun(store, minute(1), [...findings, own, finding({ agency: 'H13.1' })]);
    const rows = await collect(rowsOfRun(store, runId, { agency: communes[449]! }, { batch: 7 }));
    expect(rows).toHaveLength(31);
    expect(rows.filter(({ agency }) => agency === null).every(({ units }) => units.length === 450)).toBe(
      true,
    );
    expect(await collect(rowsOfRun(store, runId, { agency: 'H13.9' }))).toEqual([]);
    expect(await store.db.selectFrom('unitSet').selectAll().execute()).toHaveLength(450);
  });

  it('keeps its name and gets a new text when the units change', async () => {
    const store = await database.open();
    await wholeRun(store, minute(1), [wide()]);
    const { counts, runId } = await wholeRun(store, minute(2), [wide({ units: communes.slice(1) })]);
    expect(counts).toMatchObject({ new: 0, open: 1 });
    expect(await collect(rowsOfRun(store, runId, { agency: communes[0]! }))).toEqual([]);
    await pruneRuns(store, 1);
    expect(await store.db.selectFrom('unitSet').selectAll().execute()).toHaveLength(449);
    expect(await collect(rowsOfRun(store, runId, { agency: communes[1]! }))).toHaveLength(1);
  });

  it('counts as a change at each of them, and stands in the history of each', async () => {
    const store = await database.open();
    const gone = wide({ procedure: '1.000001' });
    await wholeRun(store, minute(1), [gone]);
    const { runId } = await wholeRun(store, minute(2), [wide({ severity: 'critical' })]);
    const changes = await changesBetween(store, runId, { from: minute(2), until: minute(2) });
    expect(changes).toEqual([
      {
        owner: 'technical',
        units: [...communes].sort(),
        fresh: { critical: 1, major: 0, minor: 0, info: 0 },
        resolved: 1,
      },
    ]);
    expect(await history(store, { agency: communes[300]! }, minute(2))).toHaveLength(2);
  });

  it('is set aside by the waiver of a unit only where it is about nobody else', async () => {
    const store = await database.open();
    const alone = wide({ procedure: '1.000001', units: ['H13.3'] });
    const own = finding({ agency: 'H13.3' });
    await wholeRun(store, minute(1), [alone, own, wide({ units: ['H13.3', 'H13.4'] })]);
    const words = { by: 'Trần Thị B', reason: 'Chờ nghị quyết', at: minute(1), until: null };
    expect(await addWaiver(store, { agency: 'H13.3' }, words)).toEqual(
      [alone.fingerprint, own.fingerprint].sort(),
    );
  });
});

onEveryDatabase('a finding of an earlier version', database => {
  it('is about the units its evidence names', async () => {
    const settings = await database.empty();
    const dialect =
      settings.driver === 'sqlite' ? sqliteDialect(openFile(settings.file)) : postgresDialect(settings.url);
    // biome-ignore lint/suspicious/noExplicitAny: the tables of that version
    const db = new Kysely<any>({ dialect });
    const provider = { getMigrations: async () => migrations };
    const { error } = await new Migrator({ db, provider }).migrateTo('0010-month-statistics');
    if (error) throw error;
    const run = '20261123T050100Z-0000';
    const text = { severity: 'critical', owner: 'technical', expected: '1', actual: '2', message: 'm' };
    const said = (fingerprint: string, evidence: object) => ({
      ...{ ...text, fingerprint, hash: fingerprint, systems: '["portal"]' },
      evidence: JSON.stringify(evidence),
    });
    await db
      .insertInto('run')
      .values([{ id: run, status: 'clean', started_at: minute(1) }])
      .execute();
    await db
      .insertInto('discrepancy_content')
      .values([
        said('a', { agencies: ['H13.4', 'H13.3'], agencyCount: 2 }),
        said('b', { agencies: ['H13.3'] }),
        said('c', { quarantined: 1 }),
      ])
      .execute();
    const ids = await db.selectFrom('discrepancy_content').select(['id', 'fingerprint']).execute();
    const place = (fingerprint: string) => ({
      ...{ fingerprint, rule: 'no-eform', procedure: '', system: 'portal', first_seen: minute(1) },
      agency: fingerprint === 'b' ? 'H13.9' : '',
      content_id: ids.find(one => one.fingerprint === fingerprint)!.id,
    });
    const names = ['a', 'b', 'c'];
    const life = { state: 'open', last_seen: minute(1), finding_key: '' };
    await db
      .insertInto('discrepancy')
      .values(names.map(name => ({ ...place(name), ...life })))
      .execute();
    const row = { run_id: run, state: 'open', rank: 0, owner: 'technical' };
    await db
      .insertInto('run_discrepancy')
      .values(names.map(name => ({ ...place(name), ...row })))
      .execute();
    await db.destroy();
    const store = await openStore(settings);
    try {
      const rows = await collect(rowsOfRun(store, run));
      expect(rows.map(({ fingerprint, units }) => [fingerprint, units])).toEqual([
        ['a', ['H13.3', 'H13.4']],
        ['c', []],
        ['b', ['H13.9']],
      ]);
      expect(await collect(rowsOfRun(store, run, { agency: 'H13.3' }))).toHaveLength(1);
      // Counted now what no version before kept counted.
      const alike = { severity: 'critical', state: 'open', count: 1 };
      expect(await standingsOfRun(store, run, [])).toEqual([{ ...alike, count: 3 }]);
      expect((await standingsByUnit(store, run)).sort((a, b) => (a.agency < b.agency ? -1 : 1))).toEqual(
        ['H13.3', 'H13.4', 'H13.9'].map(agency => ({ ...alike, agency })),
      );
    } finally {
      await store.close();
    }
  });
});

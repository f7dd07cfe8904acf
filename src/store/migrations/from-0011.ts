import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database, Steps } from './table-maker.ts';

export const from0011: Steps = {
  /** Findings say which units they are about; earlier ones as far as their evidence names them. */
  async '0011-finding-units'({ create, add, index, text }, db) {
    await create('unit_set', 'id agency', { key: 'id agency' });
    await index('unit_set', 'agency id', 'agency');
    for (const table of ['staged_finding', 'discrepancy_content']) {
      await add(table, 'units', text, '');
    }
    await index('discrepancy_content', 'units');
    await index('run_discrepancy', 'run_id agency', 'run_agency');
    await fillFromEvidence(db);
  },

  /**
   * Who somebody is beside what they are called: null in what was written before. Browser sessions of before do not say
   * which provider gave them, so that nobody could tell when that one is taken away: they end, people sign in again.
   */
  async '0012-identities'({ create, add, text }, db) {
    for (const [table, column] of [
      ['audit', 'identity'],
      ['plan', 'author_identity'],
      ['approval', 'identity'],
      ['job', 'requested_identity'],
    ] as const)
      await add(table, column, text);
    await db.schema.dropTable('session').execute();
    const session = 'hash id name identity issuer role created_at expires_at key_id? token_grant?';
    await create('session', session, { key: 'hash', once: { session_id_once: 'id' } });
  },

  /**
   * Numbers the runs in the order they were made, whatever the clock said then. Those there are: in the order of their
   * last snapshots, whose ids are given out one after the other; where none is kept any more, by their own ids.
   */
  async '0013-run-order'({ add, index }, db) {
    await add('run', 'number', 'integer', 0);
    await index('run', 'number');
    const runs = await db
      .selectFrom('run')
      .leftJoin('snapshot', 'snapshot.run_id', 'run.id')
      .select(({ fn }) => ['run.id as id', fn.max('snapshot.id').as('last')])
      .groupBy('run.id')
      .orderBy('run.id')
      .$castTo<{ id: string; last: number | null }>()
      .execute();
    // A run that read nothing, or whose snapshots are gone, stays behind the one it came after.
    let before = 0;
    const placed = runs.map(({ id, last }) => {
      before = last ?? before;
      return { id, place: before };
    });
    placed.sort((a, b) => a.place - b.place);
    for (const [index, { id }] of placed.entries()) {
      const number = index + 1;
      await db.updateTable('run').set({ number }).where('id', '=', id).execute();
    }
  },

  /**
   * What a run could not look at again stands among its rows. Of the last run it is put in now; of earlier ones only
   * their number is known.
   */
  async '0014-carried-rows'({ add, text }, db) {
    await add('run_discrepancy', 'last_seen', text, '');
    const ended = db.selectFrom('run').select(['id', 'summary']).where('summary', 'is not', null);
    const runs: { id: string; summary: string }[] = await ended.orderBy('number', 'desc').execute();
    if (runs[0]) await enterCarried(db, runs[0].id);
    for (const [at, { id, summary }] of runs.entries()) {
      const told = JSON.parse(summary) as { counts: Record<string, number> };
      const { toDo, unchecked } = await countRows(db, id);
      Object.assign(told.counts, { toDo, unchecked: at === 0 ? unchecked : (told.counts.carried ?? 0) });
      const retold = { summary: JSON.stringify(told) };
      await db.updateTable('run').set(retold).where('id', '=', id).execute();
    }
  },

  /** Findings keep what their sentence is made of; those found before keep their sentence until a run judges them again. */
  async '0015-finding-statements'({ add, text }) {
    for (const table of ['staged_finding', 'discrepancy_content']) {
      await add(table, 'statement', text, '');
    }
  },

  /** A run and an applying are done by one process each: nothing of them is shared out any more. */
  async '0016-no-parts'(_, db) {
    for (const table of ['part', 'host_slot', 'host_user']) await db.schema.dropTable(table).execute();
  },

  /**
   * One table says who is at something. Jobs and letters that were in hand are in nobody's: the processes of the version
   * before are gone, and letters handed to the mail server are in doubt, as they were.
   */
  async '0017-claims'(_, db) {
    await db.deleteFrom('lease').execute();
    await db.schema.alterTable('lease').renameTo('claim').execute();
    const waits = { state: 'waiting', worker_host: null, worker_pid: null };
    await db.updateTable('job').set(waits).where('state', '=', 'running').execute();
    for (const column of ['token', 'heartbeat'])
      await db.schema.alterTable('job').dropColumn(column).execute();
    await db.updateTable('letter').set({ worker: '' }).execute();
    await db.schema.alterTable('letter').dropColumn('heartbeat').execute();
  },

  /** A job may answer to several keys, of whoever asked for the same. */
  async '0018-job-keys'({ create, index }, db) {
    await create('idempotency_key', 'account key job_id at', {
      ...{ key: 'account key', keyName: 'idempotency_key_once', of: 'job' },
    });
    await index('idempotency_key', 'job_id');
    // Keys of holders of tokens had the account before them.
    await sql`insert into idempotency_key (account, key, job_id, at)
      select case when requested_identity like 'token %' then requested_identity else requested_by end,
        case when requested_identity like 'token %'
          then substr(idempotency_key, length(requested_identity) + 2) else idempotency_key end,
        id, queued_at
      from job where idempotency_key is not null`.execute(db);
    // SQLite does not drop a column that a constraint is about: it stays, and nobody looks at it.
    await db.updateTable('job').set({ idempotency_key: null }).execute();
  },

  /** Files by channel and the indicators of decision 766, as systems publish them month by month. */
  async '0019-measures'({ create }) {
    const files = 'online:integer? direct:integer? postal:integer? total:integer?';
    await create('demand', `system period procedure agency read_at quality? ${files}`, {
      key: 'system period procedure agency',
    });
    const what = 'system period grouping agency code name read_at quality_status? quality_message?';
    await create('indicator', `${what} numerator:real? denominator:real? score:real? max_score:real?`, {
      key: 'system period grouping agency code',
    });
  },

  /** The unit an account of role `unit` speaks for. */
  async '0020-account-units'({ add, text }) {
    for (const table of ['api_key', 'session']) await add(table, 'unit', text);
  },
};

/** Rows looked at, at a time. */
const batch = 500;

async function fillFromEvidence(db: Database): Promise<void> {
  for (let after = 0; ; ) {
    const rows: { id: number; evidence: string }[] = await db
      .selectFrom('discrepancy_content as c')
      .innerJoin('discrepancy as d', 'd.fingerprint', 'c.fingerprint')
      .select(['c.id', 'c.evidence'])
      .where('d.agency', '=', '')
      .where('c.id', '>', after)
      .where('c.evidence', 'like', '%"agencies":[%')
      .orderBy('c.id')
      .limit(batch)
      .execute();
    for (const { id, evidence } of rows) {
      const units = unitsNamed(evidence);
      if (units.length === 0) continue;
      const set = createHash('sha256').update(JSON.stringify(units)).digest('base64url').slice(0, 22);
      await db
        .insertInto('unit_set')
        .values(units.map(agency => ({ id: set, agency })))
        .onConflict(conflict => conflict.doNothing())
        .execute();
      await db.updateTable('discrepancy_content').set({ units: set }).where('id', '=', id).execute();
    }
    if (rows.length < batch) return;
    after = rows.at(-1)!.id;
  }
}

function unitsNamed(evidence: string): string[] {
  const { agencies } = JSON.parse(evidence) as { agencies?: unknown };
  if (!Array.isArray(agencies)) return [];
  return [...new Set(agencies.filter(code => typeof code === 'string'))].sort();
}

async function enterCarried(db: Database, run: string): Promise<void> {
  await sql`
    insert into run_discrepancy
      (run_id, fingerprint, content_id, state, first_seen, last_seen, rank, owner, rule, procedure, agency, system)
    select ${run}, d.fingerprint, d.content_id, 'carried', d.first_seen, d.last_seen,
      case c.severity when 'critical' then 0 when 'major' then 1 when 'minor' then 2 else 3 end,
      c.owner, d.rule, d.procedure, d.agency, d.system
    from discrepancy d join discrepancy_content c on c.id = d.content_id
    where d.state = 'open' and not exists (
      select 1 from run_discrepancy r where r.run_id = ${run} and r.fingerprint = d.fingerprint)`.execute(db);
  await sql`
    update run_discrepancy set waiver_id = (
      select max(w.id) from waiver w join run on run.id = run_discrepancy.run_id
      where w.fingerprint = run_discrepancy.fingerprint and w.revoked_at is null
        and (w.until is null or w.until >= run.started_at))
    where run_id = ${run} and state = 'carried'`.execute(db);
  await sql`
    update run_discrepancy set state = 'waived'
    where run_id = ${run} and state = 'carried' and waiver_id is not null`.execute(db);
}

async function countRows(db: Database, run: string): Promise<{ toDo: number; unchecked: number }> {
  const counts = { toDo: 0, unchecked: 0 };
  const rows = await db
    .selectFrom('run_discrepancy')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where('run_id', '=', run)
    .where('rank', '<', 3)
    .where('state', '<>', 'waived')
    .groupBy('state')
    .execute();
  for (const { state, count } of rows) counts[state === 'carried' ? 'unchecked' : 'toDo'] += Number(count);
  return counts;
}

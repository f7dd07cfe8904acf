import { sql } from 'kysely';
import type { Steps } from './table-maker.ts';

export const from0001: Steps = {
  async '0001-first-tables'({ create, index }) {
    await create('run', 'id status started_at finished_at? summary? statistics?', { key: 'id' });
    await create('lease', 'name token host purpose since heartbeat pid:integer', { key: 'name' });

    await create('snapshot', 'run_id system status taken_at summary? id:id');
    await index('snapshot', 'system status id');
    await create('snapshot_agency', 'id body snapshot_id:whole=>snapshot', { key: 'snapshot_id id' });
    await create('snapshot_procedure', 'code body snapshot_id:whole=>snapshot', { key: 'snapshot_id code' });
    await create('staged', 'procedure kind body snapshot_id:whole=>snapshot');
    await index('staged', 'snapshot_id procedure');
    await create('quarantine', 'part key path reason snapshot_id:whole=>snapshot id:id');
    await index('quarantine', 'snapshot_id id');

    const identity = 'rule procedure agency system finding_key';
    const content = 'severity owner expected actual message evidence systems';
    await create('staged_finding', `run_id fingerprint hash ${identity} ${content}`, {
      key: 'run_id fingerprint',
    });
    await create('discrepancy_content', `fingerprint hash ${content} id:id`, {
      once: { discrepancy_content_once: 'fingerprint hash' },
    });
    const life = 'fingerprint state first_seen last_seen';
    await create('discrepancy', `${life} ${identity} resolved_at? content_id:whole`, { key: 'fingerprint' });
    for (const column of ['state', 'procedure', 'agency', 'content_id'])
      await index('discrepancy', `${column} fingerprint`);
    // Numbered: a clock that was set back gives two lives the same beginning.
    await create('discrepancy_past', 'fingerprint first_seen last_seen resolved_at id:id');
    await index('discrepancy_past', 'fingerprint');
    const row = 'run_id fingerprint state first_seen owner rule procedure agency system';
    await create('run_discrepancy', `${row} rank:integer content_id:whole waiver_id:whole?`, {
      ...{ key: 'run_id fingerprint', of: 'run' },
    });
    await index('run_discrepancy', 'run_id rank rule procedure agency fingerprint');
    await index('run_discrepancy', 'content_id');
    await create('waiver', 'fingerprint by reason at until? revoked_at? revoked_by? id:id');
    await index('waiver', 'fingerprint');

    await create('audit', 'at who origin action target before after outcome previous_hash hash id:id');
    await create('cache', 'namespace key value expires:whole?', { key: 'namespace key' });
  },

  async '0002-plans'({ create }) {
    await create('plan', 'id created_at author state fingerprint head applier', { key: 'id' });
    const action = 'plan_id system body state message? finished_at? number:integer wave:integer';
    await create('plan_action', action, { key: 'plan_id number', of: 'plan' });
    await create('approval', 'plan_id who reason at', { key: 'plan_id at who', of: 'plan' });
    const sent = 'plan_id system actions label request state at words? ended_at? number:integer';
    await create('journal', sent, { key: 'plan_id number', of: 'plan' });

    const target = 'system procedure kind case_key agency';
    await create('applied', `${target} value plan_id at digest?`, { key: target });
    await create('writer_memory', 'system procedure key value', { key: 'system procedure key' });
  },

  async '0003-tasks'({ create, index }) {
    const kept = 'key state owner system procedure kind fingerprint plan_id due opened_at';
    await create('task', `${kept} body? closed_at? checked_at? note? confirmed_by? reason?`, { key: 'key' });
    await index('task', 'due key');
    await index('task', 'state system key');
    await index('task', 'fingerprint');
  },

  async '0004-jobs'({ create, index }) {
    const asked = 'id kind scope state requested_by origin queued_at started_at? finished_at?';
    const inHand = 'worker_host? token? heartbeat? run_id? plan_id? message? idempotency_key?';
    const numbers = 'priority:integer attempts:integer cancel_requested:integer worker_pid:integer?';
    await create('job', `${asked} ${inHand} ${numbers}`, {
      key: 'id',
      // Nulls do not collide: only jobs that were asked for with a key.
      once: { job_once: 'requested_by idempotency_key' },
    });
    await index('job', 'state kind id');
    await index('job', 'finished_at');
    await create('job_event', 'job_id at kind data id:id', { of: 'job' });
    await index('job_event', 'job_id id');
    await create('moment', 'job due expression claimed_at worker outcome job_id? reason?', {
      key: 'job due',
    });
  },

  async '0005-parts'({ create, add, index, whole }) {
    const asked = 'id owner kind name configuration body state worker? host? heartbeat? progress?';
    await create('part', `${asked} result? error? pid:integer? attempts:integer stop:integer`, { key: 'id' });
    await index('part', 'owner');
    await create('host_slot', 'host token slot:integer beat:integer', { key: 'host slot' });
    const user = 'host token machine pid:integer beat:integer wants:integer turn:integer';
    await create('host_user', user, { key: 'host token' });
    await add('cache', 'stored', whole);
  },

  async '0006-sign-in'({ create }, db) {
    const made = 'id prefix hash name role created_at created_by';
    await create('api_key', `${made} expires_at? last_used_at? revoked_at? revoked_by?`, {
      ...{ key: 'id', once: { api_key_prefix_once: 'prefix' } },
    });
    await create('session', 'hash name role created_at expires_at key_id?', { key: 'hash' });
    await create('audit_head', 'name hash entries:whole', { key: 'name' });
    await sql`
      insert into audit_head (name, hash, entries)
      select 'trail', coalesce((select hash from audit order by id desc limit 1), ''), count(*) from audit`.execute(
      db,
    );
  },

  async '0007-outbox'({ create, index }) {
    const kept = 'id:id message_id kind subject recipient body state worker heartbeat queued_at not_before';
    await create('letter', `${kept} next_try_at? sent_at? last_error? attempts:integer`, {
      once: { letter_once: 'message_id' },
    });
    await index('letter', 'state next_try_at id');
    await index('letter', 'recipient kind not_before');
  },

  async '0008-reviews'({ create, index }, db) {
    const file = 'name sha256 options digest imported_at imported_by origin answer id:id bytes:whole';
    await create('review_file', file);
    await index('review_file', 'sha256 id', 'sha256');

    const part = 'agency list id:id file_id:whole->review_file entries:integer';
    await create('review_part', `${part} ended_at? superseded_by:whole?->review_file`);
    await index('review_part', 'file_id');
    // However many import at once: one list of a unit counts.
    await db.schema
      .createIndex('review_part_current')
      .unique()
      .on('review_part')
      .columns(['agency', 'list'])
      .where(sql.ref('ended_at'), 'is', null)
      .execute();

    const entry = 'procedure agency list name sheet technical legal part_id:whole=>review_part row:integer';
    await create('review_entry', entry, { key: 'part_id procedure' });
    await index('review_entry', 'procedure agency list part_id', 'procedure');
  },

  async '0009-decisions'({ create, index }) {
    const decision = 'id:id procedure agency eligible:integer by reason at revoked_at? revoked_by?';
    await create('review_decision', decision);
    await index('review_decision', 'procedure id', 'procedure');
    await create('milestone_done', 'milestone unit done_on by reason at', { key: 'milestone unit' });
  },

  async '0010-month-statistics'({ columns, text }, db) {
    const table = db.schema.createTable('month_statistics').addColumn('month', text, c => c.primaryKey());
    await columns(table, 'run_id made_at body').execute();
  },
};

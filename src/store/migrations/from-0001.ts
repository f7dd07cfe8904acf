import { sql } from 'kysely';
import type { Builder, Steps } from './table-maker.ts';

export const from0001: Steps = {
  async '0001-first-tables'({ create, numbered, index, whole }) {
    const inSnapshot = (builder: Builder) =>
      builder.addColumn('snapshot_id', whole, c => c.notNull().references('snapshot.id').onDelete('cascade'));

    await create('run', 'id status started_at', 'finished_at summary statistics')
      .addPrimaryKeyConstraint('run_key', ['id'])
      .execute();
    await create('lease', 'name token host purpose since heartbeat')
      .addColumn('pid', 'integer', c => c.notNull())
      .addPrimaryKeyConstraint('lease_key', ['name'])
      .execute();

    await numbered(create('snapshot', 'run_id system status taken_at', 'summary')).execute();
    await index('snapshot', 'system status id');
    await inSnapshot(create('snapshot_agency', 'id body'))
      .addPrimaryKeyConstraint('snapshot_agency_key', ['snapshot_id', 'id'])
      .execute();
    await inSnapshot(create('snapshot_procedure', 'code body'))
      .addPrimaryKeyConstraint('snapshot_procedure_key', ['snapshot_id', 'code'])
      .execute();
    await inSnapshot(create('staged', 'procedure kind body')).execute();
    await index('staged', 'snapshot_id procedure');
    await numbered(inSnapshot(create('quarantine', 'part key path reason'))).execute();
    await index('quarantine', 'snapshot_id id');

    const identity = 'rule procedure agency system finding_key';
    const content = 'severity owner expected actual message evidence systems';
    await create('staged_finding', `run_id fingerprint hash ${identity} ${content}`)
      .addPrimaryKeyConstraint('staged_finding_key', ['run_id', 'fingerprint'])
      .execute();
    await numbered(create('discrepancy_content', `fingerprint hash ${content}`))
      .addUniqueConstraint('discrepancy_content_once', ['fingerprint', 'hash'])
      .execute();
    await create('discrepancy', `fingerprint state first_seen last_seen ${identity}`, 'resolved_at')
      .addColumn('content_id', whole, c => c.notNull())
      .addPrimaryKeyConstraint('discrepancy_key', ['fingerprint'])
      .execute();
    for (const column of ['state', 'procedure', 'agency', 'content_id'])
      await index('discrepancy', `${column} fingerprint`);
    // Numbered: a clock that was set back gives two lives the same beginning.
    await numbered(create('discrepancy_past', 'fingerprint first_seen last_seen resolved_at')).execute();
    await index('discrepancy_past', 'fingerprint');
    await create('run_discrepancy', 'run_id fingerprint state first_seen owner rule procedure agency system')
      .addColumn('rank', 'integer', c => c.notNull())
      .addColumn('content_id', whole, c => c.notNull())
      .addColumn('waiver_id', whole)
      .addPrimaryKeyConstraint('run_discrepancy_key', ['run_id', 'fingerprint'])
      .addForeignKeyConstraint('run_discrepancy_run', ['run_id'], 'run', ['id'], c => c.onDelete('cascade'))
      .execute();
    await index('run_discrepancy', 'run_id rank rule procedure agency fingerprint');
    await index('run_discrepancy', 'content_id');
    await numbered(create('waiver', 'fingerprint by reason at', 'until revoked_at revoked_by')).execute();
    await index('waiver', 'fingerprint');

    await numbered(
      create('audit', 'at who origin action target before after outcome previous_hash hash'),
    ).execute();
    await create('cache', 'namespace key value')
      .addColumn('expires', whole)
      .addPrimaryKeyConstraint('cache_key', ['namespace', 'key'])
      .execute();
  },

  async '0002-plans'({ create }) {
    const ofPlan = (builder: Builder, table: string) =>
      builder.addForeignKeyConstraint(`${table}_plan`, ['plan_id'], 'plan', ['id'], c =>
        c.onDelete('cascade'),
      );

    await create('plan', 'id created_at author state fingerprint head applier')
      .addPrimaryKeyConstraint('plan_key', ['id'])
      .execute();
    await ofPlan(create('plan_action', 'plan_id system body state', 'message finished_at'), 'plan_action')
      .addColumn('number', 'integer', c => c.notNull())
      .addColumn('wave', 'integer', c => c.notNull())
      .addPrimaryKeyConstraint('plan_action_key', ['plan_id', 'number'])
      .execute();
    await ofPlan(create('approval', 'plan_id who reason at'), 'approval')
      .addPrimaryKeyConstraint('approval_key', ['plan_id', 'at', 'who'])
      .execute();
    await ofPlan(
      create('journal', 'plan_id system actions label request state at', 'words ended_at'),
      'journal',
    )
      .addColumn('number', 'integer', c => c.notNull())
      .addPrimaryKeyConstraint('journal_key', ['plan_id', 'number'])
      .execute();

    const target = 'system procedure kind case_key agency';
    await create('applied', `${target} value plan_id at`, 'digest')
      .addPrimaryKeyConstraint('applied_key', target.split(' ') as never)
      .execute();
    await create('writer_memory', 'system procedure key value')
      .addPrimaryKeyConstraint('writer_memory_key', ['system', 'procedure', 'key'])
      .execute();
  },

  async '0003-tasks'({ create, index }) {
    const kept = 'key state owner system procedure kind fingerprint plan_id due opened_at';
    await create('task', kept, 'body closed_at checked_at note confirmed_by reason')
      .addPrimaryKeyConstraint('task_key', ['key'])
      .execute();
    await index('task', 'due key');
    await index('task', 'state system key');
    await index('task', 'fingerprint');
  },

  async '0004-jobs'({ create, numbered, index }) {
    await create(
      'job',
      'id kind scope state requested_by origin queued_at',
      'started_at finished_at worker_host token heartbeat run_id plan_id message idempotency_key',
    )
      .addColumn('priority', 'integer', c => c.notNull())
      .addColumn('attempts', 'integer', c => c.notNull())
      .addColumn('cancel_requested', 'integer', c => c.notNull())
      .addColumn('worker_pid', 'integer')
      .addPrimaryKeyConstraint('job_key', ['id'])
      // Nulls do not collide: only jobs that were asked for with a key.
      .addUniqueConstraint('job_once', ['requested_by', 'idempotency_key'])
      .execute();
    await index('job', 'state kind id');
    await index('job', 'finished_at');

    const event = create('job_event', 'job_id at kind data').addForeignKeyConstraint(
      'job_event_job',
      ['job_id'],
      'job',
      ['id'],
      c => c.onDelete('cascade'),
    );
    await numbered(event).execute();
    await index('job_event', 'job_id id');

    await create('moment', 'job due expression claimed_at worker outcome', 'job_id reason')
      .addPrimaryKeyConstraint('moment_key', ['job', 'due'])
      .execute();
  },

  async '0005-parts'({ create, add, index, whole }) {
    await create(
      'part',
      'id owner kind name configuration body state',
      'worker host heartbeat progress result error',
    )
      .addColumn('pid', 'integer')
      .addColumn('attempts', 'integer', c => c.notNull())
      .addColumn('stop', 'integer', c => c.notNull())
      .addPrimaryKeyConstraint('part_key', ['id'])
      .execute();
    await index('part', 'owner');

    await create('host_slot', 'host token')
      .addColumn('slot', 'integer', c => c.notNull())
      .addColumn('beat', 'integer', c => c.notNull())
      .addPrimaryKeyConstraint('host_slot_key', ['host', 'slot'])
      .execute();
    await create('host_user', 'host token machine')
      .addColumn('pid', 'integer', c => c.notNull())
      .addColumn('beat', 'integer', c => c.notNull())
      .addColumn('wants', 'integer', c => c.notNull())
      .addColumn('turn', 'integer', c => c.notNull())
      .addPrimaryKeyConstraint('host_user_key', ['host', 'token'])
      .execute();

    await add('cache', 'stored', whole);
  },

  async '0006-sign-in'({ create, whole }, db) {
    await create(
      'api_key',
      'id prefix hash name role created_at created_by',
      'expires_at last_used_at revoked_at revoked_by',
    )
      .addPrimaryKeyConstraint('api_key_key', ['id'])
      .addUniqueConstraint('api_key_prefix_once', ['prefix'])
      .execute();
    await create('session', 'hash name role created_at expires_at', 'key_id')
      .addPrimaryKeyConstraint('session_key', ['hash'])
      .execute();
    await create('audit_head', 'name hash')
      .addColumn('entries', whole, c => c.notNull())
      .addPrimaryKeyConstraint('audit_head_key', ['name'])
      .execute();
    await sql`
      insert into audit_head (name, hash, entries)
      select 'trail', coalesce((select hash from audit order by id desc limit 1), ''), count(*) from audit`.execute(
      db,
    );
  },

  async '0007-outbox'({ texts, numbered, index }, db) {
    const kept = 'message_id kind subject recipient body state worker heartbeat queued_at not_before';
    await texts(numbered(db.schema.createTable('letter')), kept, 'next_try_at sent_at last_error')
      .addColumn('attempts', 'integer', c => c.notNull())
      .addUniqueConstraint('letter_once', ['message_id'])
      .execute();
    await index('letter', 'state next_try_at id');
    await index('letter', 'recipient kind not_before');
  },

  async '0008-reviews'({ create, numbered, index, text, whole }, db) {
    await numbered(create('review_file', 'name sha256 options digest imported_at imported_by origin answer'))
      .addColumn('bytes', whole, c => c.notNull())
      .execute();
    await index('review_file', 'sha256 id', 'sha256');

    await numbered(create('review_part', 'agency list'))
      .addColumn('file_id', whole, c => c.notNull().references('review_file.id'))
      .addColumn('entries', 'integer', c => c.notNull())
      .addColumn('ended_at', text)
      .addColumn('superseded_by', whole, c => c.references('review_file.id'))
      .execute();
    await index('review_part', 'file_id');
    // However many import at once: one list of a unit counts.
    await db.schema
      .createIndex('review_part_current')
      .unique()
      .on('review_part')
      .columns(['agency', 'list'])
      .where(sql.ref('ended_at'), 'is', null)
      .execute();

    await create('review_entry', 'procedure agency list name sheet technical legal')
      .addColumn('part_id', whole, c => c.notNull().references('review_part.id').onDelete('cascade'))
      .addColumn('row', 'integer', c => c.notNull())
      .addPrimaryKeyConstraint('review_entry_key', ['part_id', 'procedure'])
      .execute();
    await index('review_entry', 'procedure agency list part_id', 'procedure');
  },

  async '0009-decisions'({ create, texts, numbered, index }, db) {
    const decision = texts(numbered(db.schema.createTable('review_decision')), 'procedure agency');
    await texts(
      decision.addColumn('eligible', 'integer', c => c.notNull()),
      'by reason at',
      'revoked_at revoked_by',
    ).execute();
    await index('review_decision', 'procedure id', 'procedure');
    await create('milestone_done', 'milestone unit done_on by reason at')
      .addPrimaryKeyConstraint('milestone_done_key', ['milestone', 'unit'])
      .execute();
  },

  async '0010-month-statistics'({ texts, text }, db) {
    const table = db.schema.createTable('month_statistics').addColumn('month', text, c => c.primaryKey());
    await texts(table, 'run_id made_at body').execute();
  },
};

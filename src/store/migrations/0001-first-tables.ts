import type { Migration } from 'kysely/migration';
import { type Builder, type Database, tableMaker } from './table-maker.ts';

export const firstTables: Migration = {
  async up(db: Database) {
    const { create, numbered, index, whole } = tableMaker(db);
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
};

import { existsSync } from 'node:fs';
import pg from 'pg';
import type { StoreSettings } from '../core/contract.ts';
import { describePostgresFailure } from '../core/postgres-failure.ts';
import { openFile, sqliteFailure } from '../core/sqlite.ts';
import { StoreError } from '../core/store-error.ts';

/**
 * Refuses a database other processes of ours have open: what they hold in memory would no longer be true. Called
 * before it is opened here.
 */
export async function refuseWhileInUse(settings: StoreSettings): Promise<void> {
  const inUse = settings.driver === 'sqlite' ? sqliteInUse(settings.file) : await postgresInUse(settings.url);
  if (inUse) {
    throw new StoreError({
      vi: 'tiến trình dvc-sync khác đang mở kho dữ liệu này; dừng nó (serve, work, run …) rồi phục hồi',
      en: 'another process of dvc-sync has this store open; stop it (serve, work, run …), then restore',
    });
  }
}

function sqliteInUse(file: string): boolean {
  if (!existsSync(file)) return false;
  const database = openFile(file);
  try {
    // Leaving WAL needs the file for oneself; the next opening goes back to it.
    const { journal_mode: mode } = database.prepare('pragma journal_mode = delete').get() as {
      journal_mode: string;
    };
    return mode === 'wal';
  } catch (error) {
    if ((error as { errcode?: number }).errcode === 5) return true;
    throw sqliteFailure(file, error) ?? error;
  } finally {
    database.close();
  }
}

async function postgresInUse(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query(
      `select count(*)::int as others from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and application_name in ('dvc-sync', 'pgboss')`,
    );
    return rows[0].others > 0;
  } catch (error) {
    throw describePostgresFailure(url, error);
  } finally {
    await client.end();
  }
}

import { existsSync, type Stats, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import type { Kysely } from 'kysely';
import { ownModule } from '../../domain/own-files.ts';
import type { Tables } from '../tables/index.ts';

/** Reads the rows everything begins with, where they lie: throws when they cannot be read. */
export async function probeTables(db: Kysely<Tables>): Promise<void> {
  await db.selectFrom('run').select(['id', 'summary']).orderBy('number', 'desc').limit(1).execute();
  await db.selectFrom('auditHead').select('hash').executeTakeFirstOrThrow();
  await db.selectFrom('audit').select('hash').orderBy('id', 'desc').limit(1).execute();
  await db.selectFrom('job').select('id').orderBy('id', 'desc').limit(1).execute();
}

/**
 * The same by a connection of its own: the open one answers from its memory while the file has long been cut, replaced
 * or taken away.
 */
export function probeFile(file: string, opened: Pick<Stats, 'dev' | 'ino'>): void {
  const { dev, ino } = statSync(file);
  // What this process writes goes into a file that is in no folder any more.
  if (dev !== opened.dev || ino !== opened.ino)
    throw new Error('another file lies in the place of the store');
  // Only for reading: what is not there must not be made.
  const database = new DatabaseSync(file, { readOnly: true, timeout: 2_000 });
  try {
    database.prepare('select id, summary from run order by number desc limit 1').all();
    if (!database.prepare('select hash from audit_head').get()) throw new Error('audit_head is empty');
    database.prepare('select hash from audit order by id desc limit 1').all();
    database.prepare('select id from job order by id desc limit 1').all();
  } finally {
    database.close();
  }
}

/** What SQLite finds wrong in a file, at most some of it; empty = nothing. In a thread: a large file takes seconds. */
export async function quickCheck(file: string): Promise<string[]> {
  if (!existsSync(file)) return ['the file is gone'];
  const worker = new Worker(ownModule('src/store/core/quick-check.ts'), { workerData: { file } });
  try {
    return await new Promise<string[]>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the check ended without an answer')));
    });
  } finally {
    await worker.terminate();
  }
}

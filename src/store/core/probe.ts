import { existsSync, type Stats, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { type Kysely, sql } from 'kysely';
import { ownModule } from '../../domain/own-files.ts';
import type { Tables } from '../tables/index.ts';

/** The rows everything begins with. */
const first = [
  'select id, summary from run order by number desc limit 1',
  'select hash from audit order by id desc limit 1',
  'select id from job order by id desc limit 1',
];

async function look(ask: (statement: string) => unknown[] | Promise<unknown[]>): Promise<void> {
  for (const statement of first) await ask(statement);
  if ((await ask('select hash from audit_head')).length === 0) throw new Error('audit_head is empty');
}

/** Reads the rows everything begins with, where they lie: throws when they cannot be read. */
export function probeTables(db: Kysely<Tables>): Promise<void> {
  return look(async statement => (await sql.raw(statement).execute(db)).rows);
}

/**
 * The same by a connection of its own: the open one answers from its memory while the file has long been cut, replaced
 * or taken away.
 */
export async function probeFile(file: string, opened: Pick<Stats, 'dev' | 'ino'>): Promise<void> {
  const { dev, ino } = statSync(file);
  // What this process writes goes into a file that is in no folder any more.
  if (dev !== opened.dev || ino !== opened.ino)
    throw new Error('another file lies in the place of the store');
  // Only for reading: what is not there must not be made.
  const database = new DatabaseSync(file, { readOnly: true, timeout: 2_000 });
  try {
    await look(statement => database.prepare(statement).all());
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

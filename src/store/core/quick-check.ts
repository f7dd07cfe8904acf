import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** The thread of `quickCheck`: everything in the file is read once. */
const { file } = workerData as { file: string };
let found: string[];
try {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 30_000 });
  // An empty file is whole as a file.
  database.prepare('select id from run limit 1').all();
  const rows = database.prepare('pragma quick_check(20)').all() as { quick_check: string }[];
  database.close();
  found = rows.map(row => row.quick_check).filter(line => line !== 'ok');
} catch (error) {
  found = [(error as Error).message];
}
parentPort!.postMessage(found);

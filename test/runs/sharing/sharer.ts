/**
 * A process that shares work on one PostgreSQL: `sharer.ts <configuration> <part settings as JSON>`. Attends to parts and
 * says `ready`. On SIGTERM it puts down what it has in hand and ends.
 */
import { writeSync } from 'node:fs';
import { loadConfiguration } from '../../../src/config/load.ts';
import { startPgBossDispatcher } from '../../../src/runs/jobs/pg-boss-dispatcher.ts';
import { createLog } from '../../../src/runs/log.ts';
import { attendParts } from '../../../src/runs/sharing/attend.ts';
import { sharingOf } from '../../../src/runs/sharing/sharing.ts';
import { openStore } from '../../../src/store/open.ts';

const [file, parts] = process.argv.slice(2) as [string, string];
const configuration = await loadConfiguration(file, process.env);
if (configuration.store.driver !== 'postgres') throw new Error('work is shared on PostgreSQL');
const log = createLog(configuration.secrets, 'error');
const store = await openStore(configuration.store);
const dispatcher = await startPgBossDispatcher(configuration.store.url, log);
const sharing = sharingOf(store, dispatcher, log, JSON.parse(parts))!;
const now = () => new Date();
const attendance = await attendParts(sharing, {
  store,
  configuration: () => configuration,
  log,
  now,
});
process.once('SIGTERM', async () => {
  await attendance.release(20_000);
  await dispatcher.stop(5_000);
  await sharing.close();
  await store.close();
});
writeSync(1, 'ready\n');

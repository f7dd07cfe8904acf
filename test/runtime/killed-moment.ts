/**
 * A scheduler in a process of its own, to be killed: `killed-moment.ts <settings as JSON> <now> <n>`. After its `n`th
 * statement it says so and stands still; one that comes to the end says `done`.
 */
import { writeSync } from 'node:fs';
import { takeDueMoments } from '../../src/runtime/schedule.ts';
import type { StoreSettings } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { hourly, nobody } from './hourly.ts';
import { stallingStore } from './stalling.ts';

const [settings, now, wanted] = process.argv.slice(2);
const store = await openStore(JSON.parse(settings!) as StoreSettings);
let statements = 0;
const stalling = stallingStore(store, async statement => {
  if (++statements < Number(wanted)) return;
  writeSync(1, `${statement}\n`);
  await new Promise(() => setInterval(() => {}, 1_000_000));
});
await takeDueMoments(stalling, nobody, hourly, new Date(now!));
writeSync(1, 'done\n');
setInterval(() => {}, 1_000_000);

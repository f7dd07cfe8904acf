import { setTimeout as wait } from 'node:timers/promises';
import { record } from '../../../src/store/access/audit.ts';
import { inTransaction, openStore } from '../../../src/store/core/open.ts';

/** `node busy-writer.ts <file> <who> <count> <ms>`: so many entries into the audit trail, each of which holds the file for so long. */
const [file, who, count, ms] = process.argv.slice(2);
const store = await openStore({ driver: 'sqlite', file: file! });
for (let n = 0; n < Number(count); n++)
  await inTransaction(store, async inner => {
    const at = new Date().toISOString();
    await record(inner, {
      who: who!,
      origin: 'test',
      at,
      action: 'test',
      target: `${n}`,
      before: null,
      after: null,
      outcome: 'done',
    });
    await wait(Number(ms));
  });
await store.close();

/**
 * A run in a process of its own, to be killed: `killed-run.ts <settings as JSON> reading|settling`. Says on stdout
 * where it is and then stays there.
 */
import { hostname } from 'node:os';
import type { StoreSettings } from '../../../src/store/core/contract.ts';
import { openStore } from '../../../src/store/core/open.ts';
import { openLedger } from '../../../src/store/runs/ledger.ts';
import { beginRun } from '../../../src/store/runs/runs.ts';
import { beginSnapshot, stageRows, writeProcedures } from '../../../src/store/runs/snapshots.ts';
import { takeClaim } from '../../../src/store/work/claims.ts';
import { finding, minute, wholeSettlement } from '../findings.ts';

const store = await openStore(JSON.parse(process.argv[2]!) as StoreSettings);
const holder = { pid: process.pid, host: hostname(), purpose: 'run', since: minute(5) };
const taken = await takeClaim(store, 'remotes', holder, minute(5));
if (!taken.held) throw new Error('somebody else holds it');
const runId = await beginRun(store, minute(5));
const forever = new Promise<void>(() => setInterval(() => {}, 1_000_000));

if (process.argv[3] === 'reading') {
  const id = await beginSnapshot(store, runId, 'portal', minute(5));
  await writeProcedures(store, id, [{ code: '1.004194', body: '[]' }]);
  await stageRows(store, id, [{ procedure: '1.004195', kind: 'procedure', body: '{}' }]);
  process.stdout.write('reading\n');
  await forever;
} else {
  const ledger = openLedger(store, { runId });
  await ledger.add([finding({ agency: 'H13.2' })]);
  await ledger.settle(wholeSettlement(runId, minute(5)), async () => {
    process.stdout.write('settling\n');
    await forever;
  });
}

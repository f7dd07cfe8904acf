/**
 * `stopped-writer.ts <store settings as JSON>`: holds the claim `writer` and writes by single statements, outside of any
 * transaction, as long as the claim is its own. Says `written` after each round; at the end, which of its statements were
 * refused.
 */
import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { openCache, pruneCache } from '../../../src/store/core/cache.ts';
import { fencedStore, openStore } from '../../../src/store/core/open.ts';
import { setPlanState } from '../../../src/store/push/plans.ts';
import { keepMonth } from '../../../src/store/runs/month-statistics.ts';
import { pruneRuns } from '../../../src/store/runs/runs.ts';
import { beginSnapshot } from '../../../src/store/runs/snapshots.ts';
import { ClaimLost, requireClaim } from '../../../src/store/work/claims.ts';
import { holdClaim } from '../../../src/store/work/heartbeat.ts';

const [settings, runId] = process.argv.slice(2);
const opened = await openStore(JSON.parse(settings!));
const taken = await holdClaim(opened, 'writer', { purpose: 'test', now: () => new Date(), everyMs: 200 });
if (!taken.held) throw new Error('somebody else holds it');
const store = fencedStore(opened, inner => requireClaim(inner, taken.claim));
const madeAt = new Date().toISOString();
const writes: Record<string, (round: number) => Promise<unknown>> = {
  beginSnapshot: () => beginSnapshot(store, runId!, 'portal', madeAt),
  cache: round => openCache(store, 'portal').set(`k${round}`, round),
  pruneCache: () => pruneCache(store, 0),
  keepMonth: round => keepMonth(store, { month: `2026-${round}`, runId: runId!, madeAt, body: round }),
  setPlanState: () => setPlanState(store, 'P1', ['draft', 'approved'], 'draft'),
  pruneRuns: () => pruneRuns(store, 1_000),
};
for (let round = 1; ; round++) {
  const refused: string[] = [];
  for (const [name, write] of Object.entries(writes))
    await write(round).catch(error => {
      if (!(error instanceof ClaimLost)) throw error;
      refused.push(name);
    });
  if (refused.length > 0) {
    writeSync(1, `${JSON.stringify(refused)}\n`);
    break;
  }
  writeSync(1, 'written\n');
  // It is stopped here: what stands still in a transaction holds the file, and nobody could take anything over.
  await wait(1_500);
}
await taken.claim.release();
await opened.close();

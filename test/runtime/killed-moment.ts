/**
 * Schedulers in a process of their own, to be killed: `killed-moment.ts <stores' settings as JSON> <now>`. Each takes the
 * moments of its own store up to a statement and stands still there: the first after its first statement, the second after
 * its second, and so on. When all stand still or have come to the end the process says on stdout where each is, `done`
 * for the end, and waits to be killed.
 */
import { writeSync } from 'node:fs';
import { takeDueMoments } from '../../src/runtime/schedule.ts';
import type { StoreSettings } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { hourly, nobody } from './hourly.ts';
import { stallingStore } from './stalling.ts';

const stores = JSON.parse(process.argv[2]!) as StoreSettings[];
const now = new Date(process.argv[3]!);
setInterval(() => {}, 1_000_000);
const standing = stores.map((settings, index) => standsStill(settings, index + 1));
writeSync(1, `${JSON.stringify(await Promise.all(standing))}\n`);

async function standsStill(settings: StoreSettings, wanted: number): Promise<string> {
  const { promise: still, resolve: stand } = Promise.withResolvers<string>();
  let statements = 0;
  const stalling = stallingStore(await openStore(settings), async statement => {
    if (++statements < wanted) return;
    stand(statement);
    await new Promise<never>(() => {});
  });
  return Promise.race([still, takeDueMoments(stalling, nobody, hourly, now).then(() => 'done')]);
}

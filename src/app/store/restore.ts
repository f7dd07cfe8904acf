import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { anchorTrail } from '../../runs/audit-heads.ts';
import { type TrailVerdict, verifyTrail } from '../../store/access/audit.ts';
import { load } from '../../store/backup/load.ts';
import { stopWhatWasUnderWay } from '../../store/backup/under-way.ts';
import { inTransaction } from '../../store/core/open.ts';
import { asked } from '../audited.ts';
import type { ConfiguredAsking } from '../context.ts';

export { refuseWhileInUse } from '../../store/backup/in-use.ts';

type Loaded = Awaited<ReturnType<typeof load>>;
export interface Restored extends Pick<Loaded, 'version' | 'createdAt' | 'driver' | 'rows'> {
  trail: TrailVerdict;
  stopped: Awaited<ReturnType<typeof stopWhatWasUnderWay>>;
}

/**
 * Puts a backup in the store's place, whole or not at all, in the audit trail too; what was under way then is stopped,
 * never gone on with.
 *
 * @throws StoreError
 */
export function restore(asking: ConfiguredAsking, file: string, replace: boolean): Promise<Restored> {
  return asked(asking, 'restore', basename(file), async (by, done) => {
    const { store, configuration } = asking;
    const restored = await inTransaction(store, async inner => {
      const { version, createdAt, driver, rows } = await load(inner, createReadStream(file), { replace });
      const trail = await verifyTrail(inner);
      const stopped = await stopWhatWasUnderWay(inner, by.at);
      await done(inner, { after: { version, createdAt, driver, stopped } });
      return { version, createdAt, driver, rows, trail, stopped };
    });
    await anchorTrail(store, configuration, asking.now().toISOString(), true);
    return restored;
  });
}

import { record } from '../../store/access/audit.ts';
import { inTransaction } from '../../store/core/open.ts';
import { revokeWaiver, type WaiverTarget, waiversOf } from '../../store/runs/waivers.ts';
import { asked } from '../audited.ts';
import { type Asking, doingOf } from '../context.ts';
import { targetName } from './waive.ts';

/** Takes back the waivers in force on what `target` names. The fingerprints that had one. */
export function unwaive(asking: Asking, target: WaiverTarget): Promise<string[]> {
  return asked(asking, 'revoke-waiver', targetName(target), () => {
    const by = doingOf(asking);
    return inTransaction(asking.store, async inner => {
      const fingerprints = await revokeWaiver(inner, target, { by: by.who, at: by.at });
      const waivers = await waiversOf(inner, fingerprints);
      for (const fingerprint of fingerprints) {
        const last = waivers.find(waiver => waiver.fingerprint === fingerprint);
        await record(inner, {
          ...{ ...by, action: 'revoke-waiver', target: fingerprint },
          before: last ? { by: last.by, reason: last.reason, until: last.until } : null,
          ...{ after: null, outcome: 'done' },
        });
      }
      return fingerprints;
    });
  });
}

import { revokeWaiver, type WaiverTarget, waiversOf } from '../../store/runs/waivers.ts';
import { askedAtOnce } from '../audited.ts';
import type { Asking } from '../context.ts';
import { targetName } from './waive.ts';

/** Takes back the waivers in force on what `target` names. The fingerprints that had one. */
export function unwaive(asking: Asking, target: WaiverTarget): Promise<string[]> {
  return askedAtOnce(asking, 'revoke-waiver', targetName(target), async (inner, by, done) => {
    const fingerprints = await revokeWaiver(inner, target, { by: by.who, at: by.at });
    const waivers = await waiversOf(inner, fingerprints);
    for (const fingerprint of fingerprints) {
      const last = waivers.find(waiver => waiver.fingerprint === fingerprint);
      const before = last && { by: last.by, reason: last.reason, until: last.until };
      await done(inner, { target: fingerprint, before });
    }
    return fingerprints;
  });
}

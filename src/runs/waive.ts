import { type Doing, record } from '../store/audit.ts';
import type { Store } from '../store/contract.ts';
import { inTransaction } from '../store/open.ts';
import { addWaiver, revokeWaiver, type WaiverTarget, waiversOf } from '../store/waivers.ts';

/**
 * Sets aside what `target` names, in the audit trail too; from the next run on. The fingerprints.
 *
 * @param waiver `until`: ISO 8601 UTC; null = for good.
 * @throws WaiverError
 */
export function waive(
  store: Store,
  target: WaiverTarget,
  waiver: { reason: string; until: string | null },
  by: Doing,
): Promise<string[]> {
  return inTransaction(store, async inner => {
    const fingerprints = await addWaiver(inner, target, { ...waiver, by: by.who, at: by.at });
    for (const fingerprint of fingerprints)
      await record(inner, {
        ...by,
        action: 'waive',
        target: fingerprint,
        before: null,
        after: waiver,
        outcome: 'done',
      });
    return fingerprints;
  });
}

/** Takes back the waivers in force on what `target` names, in the audit trail too. The fingerprints that had one. */
export function unwaive(store: Store, target: WaiverTarget, by: Doing): Promise<string[]> {
  return inTransaction(store, async inner => {
    const fingerprints = await revokeWaiver(inner, target, { by: by.who, at: by.at });
    const waivers = await waiversOf(inner, fingerprints);
    for (const fingerprint of fingerprints) {
      const last = waivers.find(waiver => waiver.fingerprint === fingerprint);
      await record(inner, {
        ...by,
        action: 'revoke-waiver',
        target: fingerprint,
        before: last ? { by: last.by, reason: last.reason, until: last.until } : null,
        after: null,
        outcome: 'done',
      });
    }
    return fingerprints;
  });
}

/** The last moment of a day in Việt Nam (UTC+7, no summer time), ISO 8601 UTC; undefined when it is no day. */
export function endOfDay(day: string): string | undefined {
  const end = new Date(`${day}T23:59:59.999+07:00`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(end.getTime())) return undefined;
  // 31 February is taken for 3 March.
  return new Date(end.getTime() + 7 * 3_600_000).toISOString().startsWith(day)
    ? end.toISOString()
    : undefined;
}

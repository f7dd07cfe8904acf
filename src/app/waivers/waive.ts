import { Refusal } from '../../domain/refusal.ts';
import { endOfDay } from '../../domain/time.ts';
import { history } from '../../store/runs/history.ts';
import { addWaiver, revokeWaiver, type WaiverTarget, waiversOf } from '../../store/runs/waivers.ts';
import { askedAtOnce } from '../audited.ts';
import type { Asking } from '../context.ts';

export type { WaiverTarget };

/**
 * Sets aside what `target` names, from the next run on: as it is now, findings that come up later are not covered.
 *
 * @param until Last day, `YYYY-MM-DD` in Việt Nam; null = until it is taken back.
 * @throws Refusal when nothing fits, or when the beginning of a fingerprint fits several.
 */
export function waive(
  asking: Asking,
  target: WaiverTarget,
  { reason, until: day }: { reason: string; until: string | null },
): Promise<{ fingerprints: string[]; until: string | null }> {
  return askedAtOnce(asking, 'waive', targetName(target), async (inner, by, done) => {
    if (!by.who.trim() || !reason.trim()) throw new Refusal('word-incomplete', { of: 'waiver' });
    const until = day === null ? null : endOf(day, by.at);
    const found = await addWaiver(inner, target, { by: by.who, reason, at: by.at, until });
    if (found.length === 0) throw await nothingOpen({ ...asking, store: inner }, target);
    if (target.fingerprint !== undefined && found.length > 1)
      throw new Refusal('fingerprint-ambiguous', { fingerprint: target.fingerprint, count: found.length });
    for (const fingerprint of found) await done(inner, { target: fingerprint, after: { reason, until } });
    return { fingerprints: found, until };
  });
}

function endOf(day: string, now: string): string {
  const end = endOfDay(day);
  if (end === undefined) throw new Refusal('waiver-end-wrong', { until: day });
  if (end < now) throw new Refusal('waiver-over', { until: day });
  return end;
}

async function nothingOpen({ store, now }: Asking, target: WaiverTarget): Promise<Refusal> {
  const { fingerprint, ...others } = target;
  const only = fingerprint !== undefined && Object.keys(others).length === 0;
  const [found] = only ? await history(store, { fingerprint }, now().toISOString(), 1) : [];
  return found?.fingerprint === fingerprint && found !== undefined
    ? new Refusal('finding-resolved', { fingerprint: found.fingerprint })
    : new Refusal('no-open-finding', { target });
}

/** For the audit trail. */
function targetName(target: WaiverTarget): string {
  return Object.values(target).join(' ');
}

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

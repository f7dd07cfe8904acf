import { Refusal } from '../../domain/refusal.ts';
import { type AnchoredVerdict, anchorTrail, verifyAnchored } from '../../runs/audit-heads.ts';
import { asked } from '../audited.ts';
import type { ConfiguredAsking } from '../context.ts';
import { requirePermission } from '../permissions.ts';

/**
 * Takes the audit trail as it is for the beginning of what heads prove from now on: a backup was restored. The head.
 *
 * @throws Refusal without a reason, or where the heads cannot be used.
 */
export function acceptTrail(asking: ConfiguredAsking, reason: string): ReturnType<typeof anchorTrail> {
  return asked(asking, 'accept-trail', '', async (by, done) => {
    const { store, configuration } = asking;
    if (!reason.trim()) throw new Refusal('word-incomplete', { of: 'acceptance' });
    const { heads, entries } = await verifyAnchored(store, configuration);
    const before = { entries, contradicted: heads.contradicted, altered: heads.altered };
    await done(store, { target: `${entries}`, before, after: { reason } });
    return anchorTrail(store, configuration, by.at, true);
  });
}

export type { AnchoredVerdict };

/** Follows the audit trail and holds it against the heads written down outside. @throws Refusal */
export async function verifyAudit({ store, configuration, actor }: ConfiguredAsking) {
  requirePermission(actor, 'read-administration');
  return verifyAnchored(store, configuration);
}

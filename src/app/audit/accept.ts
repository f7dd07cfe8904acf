import type { Configuration } from '../../config/configuration.ts';
import { Refusal } from '../../domain/refusal.ts';
import { anchorTrail, verifyAnchored } from '../../runs/audit-heads.ts';
import { record } from '../../store/access/audit.ts';
import { asked } from '../audited.ts';
import { type Asking, doingOf } from '../context.ts';

/**
 * Takes the audit trail as it is for the beginning of what heads prove from now on: a backup was restored. The head.
 *
 * @throws Refusal without a reason, or where the heads cannot be used.
 */
export function acceptTrail(
  asking: Asking & { configuration: Configuration },
  reason: string,
): ReturnType<typeof anchorTrail> {
  return asked(asking, 'accept-trail', '', async () => {
    const { store, configuration } = asking;
    const by = doingOf(asking);
    if (!reason.trim()) throw new Refusal('word-incomplete', { of: 'acceptance' });
    const { heads, entries } = await verifyAnchored(store, configuration);
    const before = { entries, contradicted: heads.contradicted, altered: heads.altered };
    await record(store, {
      ...{ ...by, action: 'accept-trail', target: `${entries}` },
      ...{ before, after: { reason }, outcome: 'done' },
    });
    return anchorTrail(store, configuration, by.at, true);
  });
}

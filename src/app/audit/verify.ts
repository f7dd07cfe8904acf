import type { Configuration } from '../../config/configuration.ts';
import { type AnchoredVerdict, verifyAnchored } from '../../runs/audit-heads.ts';
import type { Asking } from '../context.ts';
import { requirePermission } from '../permissions.ts';

export type { AnchoredVerdict };

/** Follows the audit trail and holds it against the heads written down outside. @throws Refusal */
export async function verifyAudit({
  store,
  configuration,
  actor,
}: Asking & { configuration: Configuration }): Promise<AnchoredVerdict> {
  requirePermission(actor, 'read-administration');
  return verifyAnchored(store, configuration);
}

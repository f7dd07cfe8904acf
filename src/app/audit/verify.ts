import { type AnchoredVerdict, verifyAnchored } from '../../runs/audit-heads.ts';
import type { ConfiguredAsking } from '../context.ts';
import { requirePermission } from '../permissions.ts';

export type { AnchoredVerdict };

/** Follows the audit trail and holds it against the heads written down outside. @throws Refusal */
export async function verifyAudit({
  store,
  configuration,
  actor,
}: ConfiguredAsking): Promise<AnchoredVerdict> {
  requirePermission(actor, 'read-administration');
  return verifyAnchored(store, configuration);
}

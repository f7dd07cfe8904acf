/** What a shell may ask of keys, the audit trail and the store itself, for showing. */
export { type AuditRow, listAudit, type TrailVerdict, verifyTrail } from '../../store/access/audit.ts';
export type { ApiKeyRow } from '../../store/access/keys.ts';
export { listKeys } from '../../store/access/keys.ts';
export { appliedMigrations } from '../../store/core/open.ts';

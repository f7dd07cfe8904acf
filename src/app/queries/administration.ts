/** What a shell may ask of keys, the audit trail and the store itself, for showing. */
export { type AuditRow, listAudit, type TrailVerdict, verifyTrail } from '../../store/audit.ts';
export type { ApiKeyRow } from '../../store/contract.ts';
export { listKeys } from '../../store/keys.ts';
export { appliedMigrations } from '../../store/migration-state.ts';

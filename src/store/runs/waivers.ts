import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { insertRows, list } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { inTransaction } from '../core/open.ts';
import type { Row } from '../tables/index.ts';
import { unitSetId } from './unit-sets.ts';

export type Waiver = Row<'waiver'>;

/** Which open discrepancies a waiver is for; all that is given must hold. */
export interface WaiverTarget extends Omit<Wanted, 'state'> {
  /** What is about this unit alone; a finding that names others too is theirs as well. */
  agency?: string;
}

/**
 * Waives what `target` names, as it is now: findings that come up later are not covered, nobody has looked at them.
 * `until` as `toISOString` writes it, or null for good. Takes effect with the next run; afterwards expired ones come
 * back as open. Answers the waived fingerprints.
 */
export async function addWaiver(
  store: Store,
  target: WaiverTarget,
  waiver: { by: string; reason: string; at: string; until: string | null },
): Promise<string[]> {
  return inTransaction(store, async inner => {
    const fingerprints = await openFingerprints(inner, target);
    const rows = fingerprints.map(fingerprint => ({ fingerprint, ...waiver }));
    await insertRows(inner, 'waiver', rows);
    return fingerprints;
  });
}

/** Takes back the waivers in force on what `target` names; the fingerprints that had one. */
export async function revokeWaiver(
  store: Store,
  target: WaiverTarget,
  { by, at }: { by: string; at: string },
): Promise<string[]> {
  return inTransaction(store, async inner => {
    const fingerprints = await openFingerprints(inner, target);
    const theirs = inner.db.updateTable('waiver').where('fingerprint', 'in', list(inner, fingerprints));
    const revoked = theirs.where(inForce(at)).set({ revokedAt: at, revokedBy: by });
    const rows = await revoked.returning('fingerprint').execute();
    return [...new Set(rows.map(row => row.fingerprint))].sort();
  });
}

/** Waivers of some fingerprints, latest first. */
export async function waiversOf(store: Store, fingerprints: readonly string[]): Promise<Waiver[]> {
  const waivers = store.db.selectFrom('waiver').selectAll();
  return waivers.where('fingerprint', 'in', list(store, fingerprints)).orderBy('id', 'desc').execute();
}

/** Waivers in force at `now`, latest first. */
export async function activeWaivers(store: Store, now: string): Promise<Waiver[]> {
  return store.db.selectFrom('waiver').selectAll().where(inForce(now)).orderBy('id', 'desc').execute();
}

/** Of a waiver: it holds at that moment. */
export function inForce(at: string): RawBuilder<SqlBool> {
  return sql`(revoked_at is null and (until is null or until >= ${at}))`;
}

async function openFingerprints(store: Store, target: WaiverTarget): Promise<string[]> {
  const { agency, ...open } = { ...target, state: 'open' as const };
  let query = discrepanciesThat(store, open).select('d.fingerprint');
  if (agency !== undefined) {
    const units = unitSetId([agency]);
    const alone = store.db.selectFrom('discrepancyContent').select('id').where('units', '=', units);
    query = query.where(({ or, eb }) => or([eb('d.agency', '=', agency), eb('d.contentId', 'in', alone)]));
  }
  const rows = await query.orderBy('d.fingerprint').execute();
  return rows.map(row => row.fingerprint);
}

export interface Wanted {
  /** The fingerprint or the beginning of it. */
  fingerprint?: string;
  rule?: string;
  procedure?: string;
  system?: string;
  state?: 'open' | 'resolved';
}

/** Discrepancies of which all that is given holds. */
export function discrepanciesThat({ db }: Store, { fingerprint, ...wanted }: Wanted) {
  let query = db.selectFrom('discrepancy as d');
  // Fingerprints are plain ASCII: up to the first text that no longer begins so.
  if (fingerprint !== undefined)
    query = query
      .where('d.fingerprint', '>=', fingerprint)
      .where('d.fingerprint', '<', `${fingerprint}\u007f`);
  for (const column of ['rule', 'procedure', 'system', 'state'] as const)
    if (wanted[column] !== undefined) query = query.where(`d.${column}`, '=', wanted[column] as never);
  return query;
}

import type { Store } from '../core/contract.ts';

/** Offerings of one procedure at one system whose level is not what the reviews ask. */
export interface OffTargetRows {
  rule: 'below-target' | 'above-eligibility';
  system: string;
  procedure: string;
  /** Our agency codes, sorted. */
  agencies: string[];
}

/** What a run saw off its target and nobody waived, by rule, system and procedure. */
export async function offTargetRows(store: Store, runId: string): Promise<OffTargetRows[]> {
  const rows = await store.db
    .selectFrom('runDiscrepancy')
    .select(['rule', 'system', 'procedure', 'agency'])
    .where('runId', '=', runId)
    .where('rule', 'in', ['below-target', 'above-eligibility'])
    .where('state', 'in', ['new', 'open'])
    .orderBy('rule')
    .orderBy('system')
    .orderBy('procedure')
    .orderBy('agency')
    .execute();
  const found: OffTargetRows[] = [];
  for (const { agency, ...place } of rows) {
    const last = found.at(-1);
    if (
      last &&
      last.rule === place.rule &&
      last.system === place.system &&
      last.procedure === place.procedure
    )
      last.agencies.push(agency);
    else found.push({ ...(place as Omit<OffTargetRows, 'agencies'>), agencies: [agency] });
  }
  return found;
}

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
  const alike = Map.groupBy(rows, ({ agency: _, ...place }) => JSON.stringify(place));
  return [...alike.values()].map(of => {
    const { agency: _, ...place } = of[0]!;
    return { ...place, agencies: of.map(({ agency }) => agency) } as OffTargetRows;
  });
}

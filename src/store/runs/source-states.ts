import type { Store } from '../core/contract.ts';

/** What the store knows of how a system was last read; times ISO 8601 UTC, of the beginning of the reading. */
export interface SourceState {
  last?: {
    runId: string;
    status: 'complete' | 'partial' | 'unreadable';
    takenAt: string;
    error: string | null;
  };
  lastComplete?: { takenAt: string; offerings: number; procedures: number };
  /** The last one that was not read whole. */
  lastFailure?: { takenAt: string; error: string | null };
}

interface Said {
  error: string | null;
  offerings: number;
  procedures: number;
}

/** By system, as far as snapshots are kept. */
export async function sourceStates({ db }: Store): Promise<Map<string, SourceState>> {
  const latest = db
    .selectFrom('snapshot')
    .select(({ fn }) => [fn.max('id').as('id')])
    .where('status', '!=', 'reading')
    .groupBy(['system', 'status']);
  const rows = await db.selectFrom('snapshot').selectAll().where('id', 'in', latest).orderBy('id').execute();
  const states = new Map<string, SourceState>();
  for (const { system, status, takenAt, runId, summary } of rows) {
    if (status === 'reading') continue;
    const { error = null, offerings = 0, procedures = 0 } = (summary ?? {}) as Partial<Said>;
    const state = states.get(system) ?? {};
    states.set(system, state);
    state.last = { runId, status, takenAt, error };
    if (status === 'complete') state.lastComplete = { takenAt, offerings, procedures };
    else state.lastFailure = { takenAt, error };
  }
  return states;
}

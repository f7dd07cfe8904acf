import type { SnapshotSummary } from '../../src/snapshot/model.ts';

/** What a snapshot says of itself that was read whole, of nothing. */
export function wholeSnapshot(system: string, change: Partial<SnapshotSummary> = {}): SnapshotSummary {
  return {
    id: 1,
    system,
    status: 'complete',
    takenAt: '2021-11-01T00:00:00.000Z',
    procedures: 0,
    offerings: 0,
    agencies: 0,
    quarantined: 0,
    requests: 0,
    durationMs: 0,
    error: null,
    unmappedAgencies: [],
    unmappedProcedures: [],
    ...change,
  };
}

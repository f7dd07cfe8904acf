import type { CaseRecord, OfferingRecord, ProcedureRecord } from '../adapter/records.ts';
import type { StagedRow } from '../store/runs/snapshots.ts';
import { idKey } from './agency-map.ts';

/** Records that wait in the store until everything has come. */
export type StagedRecord = ProcedureRecord | OfferingRecord | CaseRecord;

/** Key of a remote code: letter case and surrounding space do not make another form of it. */
export function formOf(code: string): string {
  return idKey(code);
}

export function stagedRow(record: StagedRecord): StagedRow {
  const { kind, ...body } = record;
  return {
    procedure: formOf(kind === 'procedure' ? record.code : record.procedure),
    kind,
    body: JSON.stringify(body),
  };
}

/** Everything staged for one of our codes. */
export interface Group {
  procedures: ProcedureRecord[];
  offerings: OfferingRecord[];
  cases: CaseRecord[];
}

/** Sorted by their text first, so that a snapshot is the same in whatever order the records came. */
export function groupOf(rows: readonly StagedRow[]): Group {
  const group: Group = { procedures: [], offerings: [], cases: [] };
  const sorted = [...rows].sort((a, b) => (a.body < b.body ? -1 : a.body > b.body ? 1 : 0));
  let before: StagedRow | undefined;
  for (const row of sorted) {
    const { kind, body } = row;
    // Badly paged lists give the same record twice.
    if (before?.body === body && before.kind === kind) continue;
    before = row;
    const record = { kind, ...JSON.parse(body) } as StagedRecord;
    if (record.kind === 'procedure') group.procedures.push(record);
    else if (record.kind === 'offering') group.offerings.push(record);
    else group.cases.push(record);
  }
  return group;
}

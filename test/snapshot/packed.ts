import { NumberedLists, sharedList } from '../../src/snapshot/agency-lists.ts';
import { giveCases, lacksCases, packProcedure, unpackProcedure } from '../../src/snapshot/codec.ts';
import type { SnapshotProcedure } from '../../src/snapshot/model.ts';

const leftOut = new WeakMap<SnapshotProcedure, string | null>();

/** As a snapshot gives it back, whole. */
export function packedAndUnpacked(procedure: SnapshotProcedure): SnapshotProcedure {
  const record = packedApart(procedure);
  handCases([record]);
  return record;
}

/** As judging meets it: its cases are left where they are until somebody hands them. */
export function packedApart(procedure: SnapshotProcedure): SnapshotProcedure {
  const lists = new NumberedLists();
  const { cases, ...packed } = packProcedure(procedure, lists);
  const fresh = lists.takeFresh();
  const get = (number: number) => sharedList(fresh.find(list => list.number === number)!.agencies);
  const record = unpackProcedure(procedure.code, packed, { get });
  leftOut.set(record, cases);
  return record;
}

export function handCases(records: readonly SnapshotProcedure[]): void {
  for (const record of records) if (lacksCases(record)) giveCases(record, leftOut.get(record)!);
}

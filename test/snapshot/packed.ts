import { NumberedLists, sharedList } from '../../src/snapshot/agency-lists.ts';
import { packProcedure, unpackProcedure } from '../../src/snapshot/codec.ts';
import type { SnapshotProcedure } from '../../src/snapshot/model.ts';

/** As a snapshot gives it back. */
export function packedAndUnpacked(procedure: SnapshotProcedure): SnapshotProcedure {
  const lists = new NumberedLists();
  const packed = packProcedure(procedure, lists);
  const fresh = lists.takeFresh();
  const get = (number: number) => sharedList(fresh.find(list => list.number === number)!.agencies);
  return unpackProcedure(procedure.code, packed, { get });
}

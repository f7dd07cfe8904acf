import type { Level } from '../domain/level.ts';
import type { Target } from '../domain/review.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import { levelAt } from './columns.ts';
import { activeColumns, isWithdrawn } from './offered.ts';
import type { ProcedureGroup } from './rule.ts';

/** Targets of offerings that are active at a system and whose level there could be told; null = it has none. */
export function* levelledTargets(
  record: SnapshotProcedure | undefined,
  group: ProcedureGroup,
): Generator<{ target: Target; level: Level | null }> {
  if (!group.reviewed || isWithdrawn(group)) return;
  const columns = activeColumns(record);
  const { targets } = group.reviewed;
  let next = 0;
  // Both are sorted by agency.
  for (let at = 0; at < columns.agencies.length; at++) {
    const agency = columns.agencies[at]!;
    while (next < targets.length && targets[next]!.agency < agency) next++;
    const target = targets[next];
    if (target?.agency !== agency) continue;
    const level = levelAt(columns, at);
    if (level !== undefined) yield { target, level };
  }
}

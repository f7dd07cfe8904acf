import type { SnapshotProcedure } from '../snapshot/model.ts';
import type { Compared } from '../words/findings/content.ts';
import { isOffered, isWithdrawn } from './offered.ts';
import type { JudgeContext, JudgedSystem, ProcedureGroup, Reported } from './rule.ts';

/** A local record whose content can be held against the national one. */
export interface ContentPair {
  local: SnapshotProcedure;
  national: SnapshotProcedure;
}

/**
 * The two records, when the procedure is really offered at the system and nationally in force, and the national
 * details could be read. Everything else is another rule's matter, or could not be told.
 */
export function contentPair(
  record: SnapshotProcedure | undefined,
  group: ProcedureGroup,
): ContentPair | undefined {
  const { national } = group;
  if (!national?.detailed || isWithdrawn(group) || !isOffered(record)) return undefined;
  return { local: record, national };
}

/** A finding per procedure and system about one piece of content. */
export function contentFinding<Params extends object>(
  { local }: ContentPair,
  system: JudgedSystem,
  context: JudgeContext,
  { params, evidence }: { params: Params; evidence: Record<string, unknown> },
): Reported<Params & Compared> {
  const national = context.national?.name ?? 'national';
  return {
    units: local.offerings.map(({ agency }) => agency),
    params: { ...params, national },
    evidence: { ...evidence, sources: [system.name, national] },
  };
}

import type { Finding } from '../domain/finding.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import { isOffered, isWithdrawn } from './offered.ts';
import type { JudgeContext, JudgedSystem, ProcedureGroup } from './rule.ts';
import { procedureLabel, systemLabel } from './sentence.ts';

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

/** A finding per procedure and system about one piece of content; `what` is its Vietnamese name, lower case. */
export function contentFinding(
  { local }: ContentPair,
  system: JudgedSystem,
  group: ProcedureGroup,
  context: JudgeContext,
  content: {
    what: string;
    expected: string;
    actual: string;
    /** For the sentence, where the values are too long for it. */
    words?: { expected: string; actual: string };
    evidence: Record<string, unknown>;
  },
): Omit<Finding, 'rule' | 'severity' | 'owner'> {
  const { what, expected, actual, words = content, evidence } = content;
  const national = context.national?.name ?? 'national';
  const source = systemLabel(context.national ?? { name: 'national', role: 'national' });
  return {
    procedure: group.code,
    agency: null,
    units: local.offerings.map(({ agency }) => agency),
    system: system.name,
    expected,
    actual,
    message: `Thủ tục ${procedureLabel(group)} tại ${systemLabel(system)}: ${what} là ${words.actual}, trong khi ${source} ghi ${words.expected}.`,
    evidence: { ...evidence, sources: [system.name, national] },
    systems: [system.name, national],
  };
}

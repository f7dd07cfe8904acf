import type { SnapshotProcedure } from '../snapshot/model.ts';
import type { JudgeContext } from './rule.ts';

/** What a record says beside the agencies it is offered at: rows at agencies we cannot map, forms of its code. */
export function offeredAs(record: SnapshotProcedure): Record<string, unknown> {
  const unmapped = record.unmappedOfferings ?? 0;
  return {
    ...(unmapped > 0 && { unmappedOfferings: unmapped }),
    forms: record.forms,
  };
}

/** What units asked about the procedure and were answered, where any has asked; the latest questions. */
export function guidanceOn(procedure: string, { guidance }: JudgeContext): Record<string, unknown> {
  const asked = guidance?.get(procedure);
  return asked ? { guidance: asked.slice(0, mostQuestions) } : {};
}

const mostQuestions = 20;

import type { DiscrepancyRow } from '../store/contract.ts';
import type { ReportModel } from './model.ts';
import { countedRows } from './rows.ts';
import type { Write } from './staged-file.ts';

/**
 * `summary.json`. A slice has the same shape with its own `counts` and rule counts, and says at the end which slice it
 * is; what cannot be told for a slice (resolved, carried) is null there.
 */
export function summaryDocument(model: ReportModel): Record<string, unknown> {
  const { runId, status, startedAt, finishedAt, systems, levels } = model.summary;
  const rules = model.rules.flatMap(({ text, outcome, tally }) => {
    if (!outcome) return [];
    const { status, skipped, reason } = outcome;
    return [[text.id, { status, skipped, reason, count: tally.total }] as const];
  });
  const { new: fresh, open, waived } = model.tally;
  const { resolved = null, carried = null } = model.former ?? {};
  const filter = Object.entries(model.filter).filter(([, value]) => value !== undefined);
  return {
    runId,
    status,
    startedAt,
    finishedAt,
    systems: Object.fromEntries(
      Object.entries(systems).map(([name, s]) => [
        name,
        {
          status: s.status,
          procedures: s.procedures,
          offerings: s.offerings,
          agencies: s.agencies,
          quarantined: s.quarantined,
          requests: s.requests,
          durationMs: s.durationMs,
          error: s.error,
        },
      ]),
    ),
    rules: Object.fromEntries(rules.sort((a, b) => (a[0] < b[0] ? -1 : 1))),
    counts: { new: fresh, open, resolved, waived, carried },
    levels,
    ...(filter.length > 0 && { slice: Object.fromEntries(filter) }),
  };
}

export async function writeSummary(model: ReportModel, write: Write): Promise<void> {
  await write(`${JSON.stringify(summaryDocument(model), null, 2)}\n`);
}

/** One line of `discrepancies.ndjson`; the order of the keys is part of the format. */
export function discrepancyLine(row: DiscrepancyRow): string {
  const { fingerprint, rule, severity, owner, procedure, agency, system } = row;
  const { expected, actual, message, state, firstSeen, evidence } = row;
  return JSON.stringify({
    fingerprint,
    rule,
    severity,
    owner,
    procedure,
    agency,
    system,
    expected,
    actual,
    message,
    state,
    firstSeen,
    evidence,
  });
}

export async function writeLines(model: ReportModel, write: Write, signal?: AbortSignal): Promise<void> {
  for await (const page of countedRows(model, signal)) {
    for (const row of page) await write(`${discrepancyLine(row)}\n`);
  }
}

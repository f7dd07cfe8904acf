import { countedRows, type ReportModel } from './model.ts';
import { type PeopleMet, peopleSentence } from './people.ts';
import type { DiscrepancyRow } from './source.ts';
import type { Write } from './staged-file.ts';

/**
 * `summary.json`; with `people` where the city reads the portal people file at. A slice has the same shape with its own `counts` and rule counts, and says at the end which slice it
 * is; what cannot be told for a slice (resolved) is null there.
 */
export function summaryDocument(model: ReportModel): Record<string, unknown> {
  const { runId, status, startedAt, finishedAt, systems, levels } = model.summary;
  const rules = model.rules.flatMap(({ text, outcome, tally }) => {
    if (!outcome) return [];
    const { status, skipped, reason } = outcome;
    return [[text.id, { status, skipped, reason, count: tally.total - tally.states.carried }] as const];
  });
  const { among, ...others } = model.filter;
  const given = { ...others, ...(among && { among: among.map(({ words }) => words) }) };
  const filter = Object.entries(given).filter(([, value]) => value !== undefined);
  return {
    runId,
    status,
    startedAt,
    finishedAt,
    systems: Object.fromEntries(
      Object.entries(systems).map(([name, system]) => {
        const { status, procedures, offerings, agencies, quarantined, ...asked } = system;
        const { requests, durationMs, error, notes = [] } = asked;
        return [
          name,
          { status, procedures, offerings, agencies, quarantined, requests, durationMs, error, notes },
        ];
      }),
    ),
    rules: Object.fromEntries(rules.sort((a, b) => (a[0] < b[0] ? -1 : 1))),
    counts: countsOf(model),
    levels,
    ...(model.people && { people: peopleDocument(model.people, model) }),
    ...(filter.length > 0 && { slice: Object.fromEntries(filter) }),
  };
}

/** What the report opens with; null where it could not be told. */
function peopleDocument(people: PeopleMet, { levels }: ReportModel) {
  const { met, differing } = people;
  return { met, differing, sentence: peopleSentence(people, levels) };
}

/** The numbers of a run or a slice of it, as machines read them. */
export function countsOf({ tally, resolved }: Pick<ReportModel, 'tally' | 'resolved'>) {
  const { new: fresh, open, waived, carried } = tally.states;
  return { new: fresh, open, resolved, waived, carried, toDo: tally.toDo, unchecked: tally.unchecked };
}

export async function writeSummary(model: ReportModel, write: Write): Promise<void> {
  await write(`${JSON.stringify(summaryDocument(model), null, 2)}\n`);
}

/** One line of `discrepancies.ndjson`; the order of the keys is part of the format. */
export function discrepancyLine(row: DiscrepancyRow): string {
  const { fingerprint, rule, severity, owner, procedure, agency, system } = row;
  const { expected, actual, message, state, firstSeen, lastSeen, evidence } = row;
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
    ...(state === 'carried' && { lastSeen }),
    evidence,
  });
}

export async function writeLines(model: ReportModel, write: Write, signal?: AbortSignal): Promise<void> {
  for await (const page of countedRows(model, signal)) {
    for (const row of page) await write(`${discrepancyLine(row)}\n`);
  }
}

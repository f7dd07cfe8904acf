import type { Said } from '../../src/domain/finding.ts';
import type { RunCounts } from '../../src/domain/run.ts';
import type { Store } from '../../src/store/core/contract.ts';
import type { LedgerFinding } from '../../src/store/runs/finding-columns.ts';
import { openLedger } from '../../src/store/runs/ledger.ts';
import type { Settlement } from '../../src/store/runs/life.ts';
import { beginRun, finishRun } from '../../src/store/runs/runs.ts';

/** The `n`th minute of a made-up day. */
export function minute(n: number): string {
  return new Date(Date.UTC(2026, 10, 23, 5, n)).toISOString();
}

/** A finding with everything filled in; `fingerprint` follows from what tells findings apart. */
export function finding({
  message,
  expected,
  actual,
  ...given
}: Partial<LedgerFinding & Said> = {}): LedgerFinding {
  const made: LedgerFinding = {
    fingerprint: '',
    rule: 'missing-offering',
    severity: 'major',
    owner: 'technical',
    procedure: '1.004194',
    agency: 'H13.1.2',
    system: 'portal',
    // What it says does not matter here: the store keeps it as it is.
    statement: {
      expected: expected ?? 'có',
      actual: actual ?? null,
      message: message ?? 'Cổng chưa có thủ tục 1.004194 tại H13.1.2.',
    },
    evidence: { national: 'public' },
    systems: ['national', 'portal'],
    ...given,
  };
  const { rule, procedure, agency, system, key } = made;
  return { ...made, fingerprint: given.fingerprint || [rule, procedure, agency, system, key].join('|') };
}

/** A settlement of a run in which everything was read whole and every rule of `rules` looked. */
export function wholeSettlement(
  runId: string,
  startedAt: string,
  given: Partial<Settlement> = {},
): Settlement {
  const evaluated = { status: 'evaluated' as const, skipped: [], reason: null, count: 0 };
  const systems = new Set(['national', 'portal', 'oneStop']);
  return {
    runId,
    startedAt,
    outcomes: { 'missing-offering': evaluated, 'level-differs': evaluated, 'no-eform': evaluated },
    complete: systems,
    configured: systems,
    unjudged: new Map(),
    unjudgedAgencies: new Map(),
    ...given,
  };
}

/** A run from beginning to end in which `findings` came up; all systems read whole unless `given` says otherwise. */
export async function wholeRun(
  store: Store,
  startedAt: string,
  findings: readonly LedgerFinding[],
  given: Partial<Settlement> = {},
): Promise<{ runId: string; counts: RunCounts }> {
  const runId = given.runId ?? (await beginRun(store, startedAt));
  const ledger = openLedger(store, { runId });
  await ledger.add(findings);
  const settlement = wholeSettlement(runId, startedAt, given);
  const counts = await ledger.settle(settlement, async (known, inner) => {
    const status = known.new + known.open > 0 ? 'discrepancies' : 'clean';
    const rest = { startedAt, finishedAt: startedAt, systems: {}, rules: {}, levels: {} };
    await finishRun(inner, { runId, status, counts: known, ...rest }, { levelsByTier: {} });
  });
  return { runId, counts };
}

import type { RunStatistics, RunStatus, RunSummary, SystemSummary } from '../domain/run.ts';
import { dateAndTime } from '../domain/time.ts';
import type { JudgedFinding } from '../reconcile/fingerprint.ts';
import type { JudgeResult } from '../reconcile/judging.ts';
import type { JudgeContext } from '../reconcile/rule.ts';
import type { SnapshotSummary } from '../snapshot/model.ts';
import { record } from '../store/access/audit.ts';
import type { LedgerCounts, Store } from '../store/core/contract.ts';
import { inTransaction } from '../store/core/open.ts';
import { dateBack } from '../store/push/applied.ts';
import { openLedger } from '../store/runs/ledger.ts';
import { abortRun, abortStaleRuns, beginRun, finishRun, lastRun } from '../store/runs/runs.ts';
import { groundOf, judgeSnapshots } from './judge-snapshots.ts';
import { logWith } from './log.ts';
import { queueRunLetters } from './mail/queue.ts';
import { prune } from './prune.ts';
import { readSystems } from './read-systems.ts';
import { registrationsOfRun } from './registrations.ts';
import { inRemoteTurn } from './remote-turn.ts';
import type { RunRequest } from './run-request.ts';
import { updateTasks } from './update-tasks.ts';

export interface RunOutcome {
  summary: RunSummary;
  statistics: RunStatistics;
  /** Runs that a killed process had left open and this one marked aborted. */
  aborted: string[];
  /** When the run before began, where the clock says that this one began earlier: it is wrong, or was then. */
  clockBehind?: string;
}

/** Vietnamese clause. @param lastRun When that run began, ISO 8601. */
export function clockBehindWords(lastRun: string): string {
  return `đồng hồ máy chậm hơn lần chạy trước (${dateAndTime(lastRun)}): kiểm tra giờ máy; lần chạy này vẫn được coi là mới nhất`;
}

/**
 * The main job: reads every system, reconciles, remembers. Nothing of a run is visible before its end; killed in the
 * middle it leaves an open run that the next start marks aborted.
 *
 * @throws Refusal when it is another's turn; the abort reason when cancelled; what the store throws.
 */
export async function run(request: RunRequest): Promise<RunOutcome> {
  const { log, now = () => new Date() } = request;
  return inRemoteTurn(request.store, 'đối chiếu', { now, log }, async (store, lost) => {
    const aborted = await abortStaleRuns(store, now().toISOString());
    for (const id of aborted) log.warn({ run: id }, 'a killed run was marked aborted');
    const signal = AbortSignal.any([request.signal, lost]);
    return { ...(await runInTurn({ ...request, store, signal }, now)), aborted };
  });
}

async function runInTurn(asked: RunRequest, now: () => Date): Promise<Omit<RunOutcome, 'aborted'>> {
  const { configuration, store, signal } = asked;
  const startedAt = now().toISOString();
  const before = await lastRun(store);
  const clockBehind = before !== undefined && before.startedAt > startedAt ? before.startedAt : undefined;
  if (clockBehind !== undefined)
    asked.log.warn({ startedAt, lastRun: before!.id }, 'the clock is behind the last run');
  const runId = await inTransaction(store, inner => beginRun(inner, startedAt));
  const request = { ...asked, log: logWith(asked.log, { run: runId }) };
  try {
    await request.events?.begun?.(runId);
    await dateBack(store, startedAt);
    const snapshots = await readSystems({ ...request, runId, now });
    signal.throwIfAborted();
    request.events?.judging?.();
    const ground = await groundOf(store, configuration, snapshots, startedAt);
    const { context } = ground;
    const ledger = openLedger(store, { runId });
    const take = async (findings: JudgedFinding[]) => {
      signal.throwIfAborted();
      await ledger.add(findings);
    };
    const result = await judgeSnapshots(store, ground, take);
    const registrations = await registrationsOfRun(store, configuration, context, startedAt);
    const statistics: RunStatistics = { levelsByTier: result.levelsByTier };
    let summary: RunSummary | undefined;
    await ledger.settle(settlement(runId, startedAt, context, result), async (counts, inner) => {
      const status = statusOf(context, counts);
      summary = summarise(
        { runId, status, startedAt, finishedAt: now().toISOString() },
        context,
        result,
        counts,
      );
      await finishRun(inner, summary, statistics);
      const { dueDays } = configuration.tasks;
      await updateTasks(inner, { runId, at: summary.finishedAt }, context, dueDays, registrations);
      await auditShrink(inner, request, snapshots, summary.finishedAt);
      await queueRunLetters(inner, { configuration, summary });
    });
    try {
      await prune(store, configuration, now().toISOString());
    } catch (error) {
      // The run is settled and counts; what is old is forgotten after the next.
      request.log.warn({ err: error }, 'old runs, snapshots and details could not be forgotten');
    }
    return { summary: summary!, statistics, ...(clockBehind !== undefined && { clockBehind }) };
  } catch (error) {
    await abortRun(store, runId, now().toISOString());
    throw error;
  }
}

function settlement(runId: string, startedAt: string, context: JudgeContext, result: JudgeResult) {
  return {
    runId,
    startedAt,
    outcomes: result.outcomes,
    complete: new Set(context.systems.filter(({ complete }) => complete).map(({ name }) => name)),
    configured: new Set(context.systems.map(({ name }) => name)),
    unjudged: result.unjudged,
    unjudgedAgencies: result.unjudgedAgencies,
  };
}

function summarise(
  head: Pick<RunSummary, 'runId' | 'status' | 'startedAt' | 'finishedAt'>,
  context: JudgeContext,
  { outcomes, levels }: JudgeResult,
  counts: LedgerCounts,
): RunSummary {
  const systems = context.systems.map(({ name, snapshot }) => [name, systemSummary(snapshot)]);
  return { ...head, systems: Object.fromEntries(systems), rules: outcomes, counts, levels };
}

function systemSummary(snapshot: SnapshotSummary): SystemSummary {
  const { status, procedures, offerings, agencies, quarantined, requests, durationMs, error } = snapshot;
  const { notes = [] } = snapshot;
  return { status, procedures, offerings, agencies, quarantined, requests, durationMs, error, notes };
}

function statusOf(context: JudgeContext, { toDo, unchecked }: LedgerCounts): RunStatus {
  if (context.systems.some(({ complete }) => !complete)) return 'partial';
  return toDo + unchecked > 0 ? 'discrepancies' : 'clean';
}

async function auditShrink(
  store: Store,
  { acceptShrink, origin = 'cli' }: RunRequest,
  snapshots: Readonly<Record<string, SnapshotSummary>>,
  at: string,
): Promise<void> {
  for (const system of acceptShrink?.systems ?? []) {
    const { procedures, offerings, agencies } = snapshots[system]!;
    await record(store, {
      at,
      who: acceptShrink!.by,
      identity: acceptShrink!.identity,
      origin,
      action: 'accept-shrink',
      target: system,
      before: null,
      after: { procedures, offerings, agencies, reason: acceptShrink!.reason },
      outcome: 'done',
    });
  }
}

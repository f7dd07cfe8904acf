import { Refusal } from '../../domain/refusal.ts';
import type { RunCounts, RunStatistics, RunStatus, RunSummary, SystemSummary } from '../../domain/run.ts';
import { dateAndTime } from '../../domain/time.ts';
import type { JudgedFinding } from '../../reconcile/fingerprint.ts';
import type { JudgeContext } from '../../reconcile/rule.ts';
import { groundOf, judgeSnapshots } from '../../runs/judge-snapshots.ts';
import { proveLinks } from '../../runs/links/prove-links.ts';
import { logWith } from '../../runs/log.ts';
import { queueRunLetters } from '../../runs/mail/queue.ts';
import { prune } from '../../runs/prune.ts';
import { type ReadEvents, readSystems } from '../../runs/read-systems.ts';
import { registrationsOfRun } from '../../runs/registrations.ts';
import { inRemoteTurn } from '../../runs/remote-turn.ts';
import { updateTasks } from '../../runs/update-tasks.ts';
import type { SnapshotSummary } from '../../snapshot/model.ts';
import { record } from '../../store/access/audit.ts';
import { inTransaction } from '../../store/core/open.ts';
import { dateBack } from '../../store/push/applied.ts';
import { openLedger } from '../../store/runs/ledger.ts';
import { abortRun, abortStaleRuns, beginRun, finishRun, lastRun } from '../../store/runs/runs.ts';
import { asked } from '../audited.ts';
import { doingOf, type RemoteAsking } from '../context.ts';

/** What a run tells while it goes on. */
export interface RunEvents extends ReadEvents {
  /** Waited for: what it writes stands before anything of the run does. */
  begun?(runId: string): Promise<void>;
  judging?(): void;
}

export interface RunWish {
  signal: AbortSignal;
  /** Read every detail anew, whatever is kept. */
  full: boolean;
  /** Systems whose shrinking whoever asks accepts. */
  acceptShrink?: { systems: string[]; reason: string };
  events: RunEvents;
}

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
 * middle it leaves an open run that the next start marks aborted. In the audit trail from its beginning.
 *
 * @throws Refusal when it is another's turn; the abort reason when cancelled; what the store throws.
 */
export function run(asking: RemoteAsking, wish: RunWish): Promise<RunOutcome> {
  const { store, configuration, log, now } = asking;
  return asked(asking, 'start-reconcile', 'run', () => {
    const unknown = wish.acceptShrink?.systems.find(
      name => !configuration.systems.some(({ profile }) => profile.name === name),
    );
    if (unknown !== undefined) throw new Refusal('system-unknown', { system: unknown });
    return inRemoteTurn(store, 'run', { now, log }, async (fenced, lost) => {
      const aborted = await abortStaleRuns(fenced, now().toISOString());
      for (const id of aborted) log.warn({ run: id }, 'a killed run was marked aborted');
      const signal = AbortSignal.any([wish.signal, lost]);
      return { ...(await runInTurn({ ...asking, store: fenced }, { ...wish, signal })), aborted };
    });
  });
}

async function runInTurn(asking: RemoteAsking, wish: RunWish): Promise<Omit<RunOutcome, 'aborted'>> {
  const { configuration, store, now } = asking;
  const { signal, events } = wish;
  const startedAt = now().toISOString();
  const before = await lastRun(store);
  const clockBehind = before !== undefined && before.startedAt > startedAt ? before.startedAt : undefined;
  if (clockBehind !== undefined)
    asking.log.warn({ startedAt, lastRun: before!.id }, 'the clock is behind the last run');
  const runId = await inTransaction(store, async inner => {
    const id = await beginRun(inner, startedAt);
    await recordBegun({ ...asking, store: inner }, id, wish);
    return id;
  });
  const log = logWith(asking.log, { run: runId });
  try {
    await events.begun?.(runId);
    await dateBack(store, startedAt);
    const snapshots = await readSystems({ ...wish, configuration, store, log, now, runId });
    signal.throwIfAborted();
    const brokenLinks = await proveLinks({ configuration, store, log, signal, now }, snapshots);
    events.judging?.();
    const ground = await groundOf(store, configuration, snapshots, startedAt, brokenLinks);
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
    const { systems } = context;
    const looked = {
      ...{ ...result, runId, startedAt },
      complete: new Set(systems.filter(({ complete }) => complete).map(({ name }) => name)),
      configured: new Set(systems.map(({ name }) => name)),
    };
    await ledger.settle(looked, async (counts, inner) => {
      const { outcomes: rules, levels } = result;
      const told = systems.map(({ name, snapshot }) => [name, systemSummary(snapshot)]);
      summary = {
        ...{ runId, status: statusOf(context, counts), startedAt, finishedAt: now().toISOString() },
        ...{ systems: Object.fromEntries(told), rules, counts, levels },
      };
      await finishRun(inner, summary, statistics);
      const { dueDays } = configuration.tasks;
      await updateTasks(inner, { runId, at: summary.finishedAt }, context, dueDays, registrations);
      await recordShrink({ ...asking, store: inner }, wish, snapshots);
      await queueRunLetters(inner, { configuration, summary });
    });
    try {
      await prune(store, configuration, now().toISOString());
    } catch (error) {
      // The run is settled and counts; what is old is forgotten after the next.
      log.warn({ err: error }, 'old runs, snapshots and details could not be forgotten');
    }
    return { summary: summary!, statistics, ...(clockBehind !== undefined && { clockBehind }) };
  } catch (error) {
    await abortRun(store, runId, now().toISOString());
    throw error;
  }
}

/** The entry of a job was written when it was queued. */
async function recordBegun(asking: RemoteAsking, runId: string, { full }: RunWish): Promise<void> {
  if (asking.job !== undefined) return;
  await record(asking.store, {
    ...{ ...doingOf(asking), action: 'start-reconcile', target: runId },
    ...{ after: { full }, outcome: 'begun' },
  });
}

async function recordShrink(
  asking: RemoteAsking,
  { acceptShrink }: RunWish,
  snapshots: Readonly<Record<string, SnapshotSummary>>,
): Promise<void> {
  for (const system of acceptShrink?.systems ?? []) {
    const { procedures, offerings, agencies } = snapshots[system]!;
    await record(asking.store, {
      ...{ ...doingOf(asking), action: 'accept-shrink', target: system },
      after: { procedures, offerings, agencies, reason: acceptShrink!.reason },
    });
  }
}

function systemSummary(snapshot: SnapshotSummary): SystemSummary {
  const { status, procedures, offerings, agencies, quarantined, requests, durationMs, error } = snapshot;
  const { notes = [] } = snapshot;
  return { status, procedures, offerings, agencies, quarantined, requests, durationMs, error, notes };
}

function statusOf(context: JudgeContext, { toDo, unchecked }: RunCounts): RunStatus {
  if (context.systems.some(({ complete }) => !complete)) return 'partial';
  return toDo + unchecked > 0 ? 'discrepancies' : 'clean';
}

import type { Store } from '../store/contract.ts';
import { inTransaction } from '../store/open.ts';
import { beginSnapshot, finishSnapshot, writeQuarantine } from '../store/snapshots.ts';
import { type Intake, takeIn } from './intake.ts';
import type { SnapshotStatus, SnapshotSummary } from './model.ts';
import { type Packed, pack } from './pack.ts';
import type { ReadSettings } from './read-settings.ts';
import { judgeShrink, type Shrink, shrinkSentence } from './shrink.ts';
import { lastCompleteSummary } from './stored.ts';

/**
 * Reads a system into a snapshot and finishes it, whatever the remote did: `complete`, `partial` or `unreadable`.
 * Throws only when the run was cancelled or the store failed; the snapshot is then left for `abortRun`.
 */
export async function readSnapshot(settings: ReadSettings): Promise<SnapshotSummary> {
  const { store, takenAt, system } = settings;
  const { name } = system.profile;
  const started = settings.now().getTime();
  const id = await inTransaction(store, async inner => {
    await settings.beginning?.(inner);
    return beginSnapshot(inner, settings.runId, name, takenAt);
  });
  const intake = await takeIn(store, id, settings.records);
  const packed = await pack(id, intake, settings);
  await writeQuarantine(store, id, intake.quarantine.rows);

  const summary: SnapshotSummary = {
    id,
    system: name,
    status: statusOf(intake),
    takenAt,
    ...packed,
    quarantined: intake.quarantine.count,
    ...(intake.quarantine.count > 0 && { quarantineExamples: intake.quarantine.examples() }),
    requests: settings.requests(),
    durationMs: settings.now().getTime() - started,
    error: reasonOf(intake),
  };
  if (summary.status === 'complete' && !settings.acceptShrink) {
    const shrunk = await shrinkOf(store, summary, packed, settings.shrinkShare);
    if (shrunk) {
      summary.status = 'partial';
      summary.shrunk = shrunk;
      summary.error = shrinkSentence(shrunk, settings.shrinkShare);
    }
  }
  await finishSnapshot(store, id, summary.status, summary, async inner => {
    await settings.finished?.(inner, summary);
  });
  return summary;
}

function statusOf(intake: Intake): SnapshotStatus {
  if (intake.failure === undefined) return intake.gaps.length ? 'partial' : 'complete';
  return intake.anything ? 'partial' : 'unreadable';
}

/** Reasons told in one line; the rest of a long list is only counted. */
const toldReasons = 3;

function reasonOf(intake: Intake): string | null {
  const reasons = [...new Set([intake.failure, ...intake.gaps])].filter(reason => reason !== undefined);
  if (!reasons.length) return null;
  const more = reasons.length - toldReasons;
  const told = reasons.slice(0, toldReasons).join('; ');
  return more > 0 ? `${told}; và ${more} phần khác không đọc được` : told;
}

async function shrinkOf(
  store: Store,
  { system, id }: SnapshotSummary,
  after: Packed,
  share: number,
): Promise<Shrink | undefined> {
  const before = await lastCompleteSummary(store, system, id);
  return before && judgeShrink(before, after, share);
}

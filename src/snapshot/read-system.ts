import { numberWords } from '../domain/number-words.ts';
import { dateAndTime, dayOf } from '../domain/time.ts';
import { beginSnapshot, finishSnapshot, writeQuarantine } from '../store/runs/snapshots.ts';
import { type Intake, takeIn } from './intake.ts';
import type { SnapshotStatus, SnapshotSummary } from './model.ts';
import { pack } from './pack.ts';
import type { ReadSettings } from './read-settings.ts';
import { judgeShrink, lostCaseParts, shrinkSentence } from './shrink.ts';
import { lastCompleteSummary } from './stored.ts';

/**
 * Reads a system into a snapshot and finishes it, whatever the remote did: `complete`, `partial` or `unreadable`.
 * Throws only when the run was cancelled or the store failed; the snapshot is then left for `abortRun`.
 */
export async function readSnapshot(settings: ReadSettings): Promise<SnapshotSummary> {
  const { store, system } = settings;
  const { name } = system.profile;
  const started = settings.now().getTime();
  const id = await beginSnapshot(store, settings.runId, name, settings.takenAt);
  const intake = await takeIn(store, id, settings.records, system.profile);
  const { asOf: takenAt = settings.takenAt } = intake;
  const packed = await pack(id, intake, settings);
  await writeQuarantine(store, id, intake.quarantine.rows);

  const told = [agedWords(takenAt, settings.takenAt), ...intake.notes, settings.note?.()];
  const notes = told.filter(note => note !== undefined);
  const summary: SnapshotSummary = {
    id,
    system: name,
    status: statusOf(intake),
    takenAt,
    ...packed,
    quarantined: intake.quarantine.count,
    ...(intake.quarantine.count > 0 && { quarantineExamples: intake.quarantine.examples() }),
    ...(notes.length > 0 && { notes }),
    ...(intake.waiting && { waiting: true as const }),
    ...(intake.lacks.size > 0 && { lacks: [...intake.lacks] }),
    requests: settings.requests(),
    durationMs: settings.now().getTime() - started,
    error: reasonOf(intake),
  };
  const nothingElse = intake.failure === undefined && intake.gaps.length === 0;
  const unidentified = lostWithoutName(intake);
  if (nothingElse && showsSome(intake) && intake.anything) summary.unidentified = unidentified;
  if (nothingElse && !settings.acceptShrink) {
    const before = await lastCompleteSummary(store, system.profile, id);
    const lostParts = before && (await lostCaseParts(store, before, summary));
    const shrunk = before && judgeShrink(before, packed, settings.shrinkShare, lostParts);
    if (shrunk) {
      summary.status = 'partial';
      delete summary.unidentified;
      summary.shrunk = shrunk;
      summary.error = shrinkSentence(shrunk, settings.shrinkShare);
    }
  }
  await finishSnapshot(store, id, summary.status, summary);
  return summary;
}

/** Of a system that is told as of another day than the one it is read on. */
function agedWords(asOf: string, readAt: string): string | undefined {
  return dayOf(asOf) === dayOf(readAt) ? undefined : `Dữ liệu tính đến ${dateAndTime(asOf)}`;
}

function statusOf(intake: Intake): SnapshotStatus {
  if (intake.failure === undefined)
    return intake.gaps.length > 0 || showsSome(intake) ? 'partial' : 'complete';
  return intake.anything ? 'partial' : 'unreadable';
}

/** What it shows is there, but not all that is there is shown. */
function showsSome(intake: Intake): boolean {
  return intake.leftOut.length > 0 || lostWithoutName(intake) > 0;
}

/** Reasons told in one line; the rest of a long list is only counted. */
const toldReasons = 3;

function reasonOf(intake: Intake): string | null {
  const { failure, gaps, leftOut, lost } = intake;
  const nameless = [...lost.unidentified].map(([what, count]) => `${numberWords(count)} ${lostWords[what]}`);
  const reasons = [...new Set([failure, ...gaps, ...leftOut, ...nameless])].filter(one => one !== undefined);
  if (!reasons.length) return null;
  const more = reasons.length - toldReasons;
  const told = reasons.slice(0, toldReasons).join('; ');
  return more > 0 ? `${told}; và ${numberWords(more)} phần khác không đọc được` : told;
}

const lostWords = {
  procedure: 'dòng của danh sách thủ tục không đọc được mã, chưa biết là thủ tục nào',
  offering: 'dòng dịch vụ không đọc được mã thủ tục hoặc đơn vị, chưa biết là dịch vụ nào',
  agency: 'dòng của danh sách đơn vị không đọc được mã, chưa biết là đơn vị nào',
};

function lostWithoutName({ lost }: Intake): number {
  return [...lost.unidentified.values()].reduce((sum, count) => sum + count, 0);
}

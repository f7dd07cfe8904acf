import type { Configuration } from '../../config/configuration.ts';
import type { MailRecipient } from '../../config/sections/mail.ts';
import type { RunSummary } from '../../domain/run.ts';
import type { CriticalBody, DigestBody } from '../../report/mail/bodies.ts';
import { changesOf, concernsSources, sliceKey, sliceOf } from '../../report/mail/slice.ts';
import type { Store } from '../../store/core/contract.ts';
import type { NewLetter } from '../../store/mail/letter-rows.ts';
import { queueLetters } from '../../store/mail/outbox.ts';
import { type ChangeCount, changesBetween } from '../../store/runs/changes.ts';
import { lastRun, runBefore, spanAfter } from '../../store/runs/runs.ts';
import { lastLetter, queueHeldOff } from './hold-off.ts';

/**
 * Queues the letters of a finished run, in the transaction that settles it: digests for whose part changed, urgent
 * letters for those who get their digests by schedule. A run that changed nothing stays quiet.
 */
export async function queueRunLetters(
  inner: Store,
  { configuration: { mail }, summary }: { configuration: Configuration; summary: RunSummary },
): Promise<void> {
  if (!mail) return;
  const { runId, startedAt, finishedAt } = summary;
  const span = { from: startedAt, until: startedAt, runs: 1 };
  const counts = await changesBetween(inner, runId, span);
  const failed = await newlyFailed(inner, summary);
  for (const recipient of mail.recipients) {
    const slice = sliceOf(recipient);
    const changes = changesOf(slice, counts);
    if (recipient.when === 'changes') {
      const failedSources = concernsSources(slice) ? failed : [];
      if (changes.fresh + changes.resolved + failedSources.length === 0) continue;
      const body: DigestBody = { slice, run: runId, ...span, changes, failedSources };
      await queueLetters(inner, [digest(recipient, body, finishedAt)], finishedAt);
    } else if (recipient.critical && changes.critical > 0) {
      const body: CriticalBody = { slice, runs: [runId], from: startedAt, until: startedAt };
      const key = sliceKey(slice);
      const letter = { kind: 'critical' as const, to: recipient.address, subject: `${runId}/${key}`, body };
      const isSame = (held: CriticalBody) => sliceKey(held.slice) === key;
      const join = (held: CriticalBody) => joinedBodies(held, body);
      await queueHeldOff(inner, letter, { isSame, join }, mail.holdOffMinutes, finishedAt);
    }
  }
}

/**
 * The `digest` job: letters for those who get them by schedule, summing up all since their last one; nobody gets one
 * when there was no run since. How many were queued.
 */
export async function queueDigests(store: Store, { mail }: Configuration, now: string): Promise<number> {
  const run = await lastRun(store);
  if (!mail || !run?.summary) return 0;
  let queued = 0;
  // By its span: most people got their last one together.
  const counted = new Map<string, ChangeCount[]>();
  for (const recipient of mail.recipients) {
    if (recipient.when !== 'schedule') continue;
    const slice = sliceOf(recipient);
    const of = { kind: 'digest', to: recipient.address } as const;
    const isSame = (body: DigestBody) => sliceKey(body.slice) === sliceKey(slice);
    const last = await lastLetter(store, of, now, isSame);
    if (last?.body.run === run.id) continue;
    const span = await spanAfter(store, last?.body.run);
    if (!span) continue;
    // Clocks may have been wrong: two that begin at one moment need not end at one.
    const key = JSON.stringify([span.from, span.until]);
    const counts = counted.get(key) ?? (await changesBetween(store, run.id, span));
    counted.set(key, counts);
    const changes = changesOf(slice, counts);
    const body: DigestBody = { slice, run: run.id, ...span, changes, failedSources: [] };
    queued += await queueLetters(store, [digest(recipient, body, now)], now);
  }
  return queued;
}

export function digest({ address }: MailRecipient, body: DigestBody, notBefore: string): NewLetter {
  const subject = `${body.run}/${sliceKey(body.slice)}`;
  return { kind: 'digest', subject, to: address, notBefore, body };
}

/** Systems this run could not read whole, unlike the finished run before it. */
async function newlyFailed(store: Store, { runId, systems }: RunSummary): Promise<string[]> {
  const before = await runBefore(store, runId);
  const failedBefore = (name: string) =>
    (before?.summary?.systems[name]?.status ?? 'complete') !== 'complete';
  return Object.entries(systems)
    .filter(([name, { status }]) => status !== 'complete' && !failedBefore(name))
    .map(([name]) => name);
}

function joinedBodies(held: CriticalBody, more: CriticalBody): CriticalBody {
  const starts = [held.from, held.until ?? held.from, more.from].sort();
  return { ...held, runs: [...held.runs, ...more.runs], from: starts[0]!, until: starts.at(-1)! };
}

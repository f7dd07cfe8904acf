import type { Configuration } from '../../config/configuration.ts';
import type { MailRecipient } from '../../config/sections/mail.ts';
import type { RunSummary } from '../../domain/run.ts';
import type { CriticalBody, DigestBody } from '../../report/mail/bodies.ts';
import { changesOf, concernsSources, type Slice, sliceKey, sliceOf } from '../../report/mail/slice.ts';
import type { Store } from '../../store/core/contract.ts';
import type { NewLetter } from '../../store/mail/letter-rows.ts';
import { amendHeldLetter, listLetters, queueLetters } from '../../store/mail/outbox.ts';
import { changesBetween } from '../../store/runs/changes.ts';
import { lastRun, runBefore, spanAfter } from '../../store/runs/runs.ts';

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
      await queueCritical(inner, recipient.address, body, mail.holdOffMinutes, finishedAt);
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
  for (const recipient of mail.recipients) {
    if (recipient.when !== 'schedule') continue;
    const slice = sliceOf(recipient);
    const last = await lastDigest(store, recipient, slice, now);
    if (last?.run === run.id) continue;
    const span = await spanAfter(store, last?.run);
    if (!span) continue;
    const changes = changesOf(slice, await changesBetween(store, run.id, span));
    const body: DigestBody = { slice, run: run.id, ...span, changes, failedSources: [] };
    queued += await queueLetters(store, [digest(recipient, body, now)], now);
  }
  return queued;
}

function digest({ address }: MailRecipient, body: DigestBody, notBefore: string): NewLetter {
  const subject = `${body.run}/${sliceKey(body.slice)}`;
  return { kind: 'digest', subject, to: address, notBefore, body };
}

/**
 * At once, unless an urgent letter on the same part went to the same address a short while ago: then what came up
 * meanwhile goes together into one when the hold-off is over.
 */
async function queueCritical(
  inner: Store,
  to: string,
  body: CriticalBody,
  holdOffMinutes: number,
  now: string,
): Promise<void> {
  const kind = 'critical';
  const key = sliceKey(body.slice);
  const joined = await amendHeldLetter<CriticalBody>(inner, { kind, to }, now, held =>
    sliceKey(held.slice) === key ? joinedBodies(held, body) : undefined,
  );
  if (joined) return;
  const earlier = await listLetters(inner, { kind, to }, now, lookedAt);
  const last = earlier.find(letter => sliceKey((letter.body as CriticalBody).slice) === key);
  const holdOff = holdOffMinutes * 60_000;
  // A clock that was ahead when the last one was queued holds this one up no longer than that.
  const free = last ? Math.min(Date.parse(last.notBefore), Date.parse(now)) + holdOff : 0;
  const notBefore = new Date(Math.max(Date.parse(now), free)).toISOString();
  await queueLetters(inner, [{ kind, subject: `${body.runs[0]}/${key}`, to, notBefore, body }], now);
}

/** Letters of one kind to one address looked through for the last on a part; few people get more parts than that. */
const lookedAt = 200;

async function lastDigest(
  store: Store,
  { address }: MailRecipient,
  slice: Slice,
  now: string,
): Promise<DigestBody | undefined> {
  const letters = await listLetters(store, { kind: 'digest', to: address }, now, lookedAt);
  return letters.map(({ body }) => body as DigestBody).find(body => sliceKey(body.slice) === sliceKey(slice));
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

import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Log } from '../adapter/adapter.ts';
import type { Configuration } from '../config/configuration.ts';
import { sortedJson } from '../domain/canonical.ts';
import { Refusal, type RefusalParams } from '../domain/refusal.ts';
import { type TrailVerdict, trailHead, verifyTrail } from '../store/access/audit.ts';
import type { Store } from '../store/core/contract.ts';
import { makeFolder } from '../store/core/private-files.ts';

/*
 * The trail's own hashes cannot tell that its end was cut off by somebody who may write to the database. So its head is
 * written down outside, sealed by a key that is not in the database either: in `audit.heads` beside the data and in the
 * log. Every process keeps its own heads of the one trail, and each of them proves it.
 */

const everyHour = 3_600_000;

const headLine = z.object({
  at: z.string(),
  entries: z.int().min(0),
  hash: z.string(),
  /** Of the key that sealed it. */
  key: z.string(),
  /** From here on the trail counts as it was then: it was restored, and somebody said so. */
  accepted: z.boolean().optional(),
  mac: z.string(),
});
type HeadLine = z.infer<typeof headLine>;

type Place = Pick<Configuration, 'dataDir' | 'audit'>;

interface Key {
  id: string;
  secret: Buffer;
}

/** Writes the present head down. @param accepted Heads of before do not count any more. */
export async function anchorTrail(store: Store, place: Place, at: string, accepted = false) {
  const key = auditKey(place, true)!;
  const { entries, hash } = await trailHead(store);
  const head = { at, entries, hash, ...(accepted && { accepted }) };
  const line: HeadLine = { ...head, key: key.id, mac: sealOf(key, head) };
  append(headsFile(place), `${JSON.stringify(line)}\n`);
  return line;
}

/**
 * Writes the present head down where the trail has grown since `entries`; there may be no service that does it every
 * hour. What is written down already stays as it is.
 *
 * @returns False where the trail is shorter than a head says it was.
 */
export async function anchorGrowth(store: Store, place: Place, since: { entries: number }, at: string) {
  const now = await trailHead(store);
  if (now.entries === since.entries) return true;
  const last = readHeads(place).lines.at(-1);
  if (last?.hash !== now.hash) await anchorTrail(store, place, at);
  return !isShorter(now, last);
}

function isShorter({ entries }: { entries: number }, last: HeadLine | undefined): boolean {
  return last !== undefined && last.entries > entries;
}

/** Anchors at once, every hour, and at the end. @throws Refusal where that cannot be done at the beginning. */
export async function keepAnchored(
  store: Store,
  place: () => Place,
  log: Log,
  now: () => Date,
): Promise<{ stop(): Promise<void> }> {
  const anchor = async () => {
    const before = readHeads(place()).lines.at(-1);
    const { at, entries, hash, key, mac } = await anchorTrail(store, place(), now().toISOString());
    log.info({ at, entries, hash, key, mac }, 'head of the audit trail');
    if (isShorter({ entries }, before))
      log.warn(
        { entries, before: before?.entries },
        'the audit trail is shorter than it was: entries were taken away, or a backup was restored',
      );
  };
  await anchor();
  const again = () =>
    anchor().catch(error => log.warn({ err: error }, 'the head of the audit trail could not be written'));
  const timer = setInterval(again, everyHour).unref();
  return {
    async stop() {
      clearInterval(timer);
      await again();
    },
  };
}

export interface AnchoredVerdict extends TrailVerdict {
  /** Between these two times, and for so many entries, the trail is what heads outside the database say it was. */
  proven: { since: string; until: string; entries: number } | null;
  heads: {
    /** Sealed by our key. */
    held: number;
    /** The first one that the trail does not bear out: it has fewer entries, or others. */
    contradicted: { at: string; entries: number; what: 'behind' | 'rewritten' } | null;
    /** With our key's name and not its seal. */
    altered: number;
    /** Of another key, or not readable: they say nothing. */
    unknown: number;
  };
}

/** Follows the trail and holds it against the heads written down outside. */
export async function verifyAnchored(store: Store, place: Place): Promise<AnchoredVerdict> {
  const key = auditKey(place, false);
  const { lines, unreadable } = readHeads(place);
  const ours = lines.filter(line => line.key === key?.id);
  const sealed = ours.filter(line => isSealed(key!, line));
  const from = sealed.findLastIndex(({ accepted }) => accepted);
  const held = sealed.slice(Math.max(0, from));
  const wanted = new Set(held.map(({ entries }) => entries));
  const hashes = new Map([[0, '']]);
  const verdict = await verifyTrail(store, (entries, hash) => {
    if (wanted.has(entries)) hashes.set(entries, hash);
  });
  const wrong = held.find(({ entries, hash }) => hashes.get(entries) !== hash);
  const proving = wrong ? held.slice(0, held.indexOf(wrong)) : held;
  const [first] = proving;
  const what = wrong && wrong.entries > verdict.entries ? 'behind' : 'rewritten';
  const most = Math.max(...proving.map(({ entries }) => entries));
  return {
    ...verdict,
    proven: first ? { since: first.at, until: proving.at(-1)!.at, entries: most } : null,
    heads: {
      held: held.length,
      contradicted: wrong ? { at: wrong.at, entries: wrong.entries, what } : null,
      altered: ours.length - sealed.length,
      unknown: lines.length - ours.length + unreadable,
    },
  };
}

export function isWhole({ broken, heads }: AnchoredVerdict): boolean {
  return !broken && !heads.contradicted && heads.altered === 0;
}

function headsFile({ dataDir }: Place): string {
  return resolve(dataDir, 'audit.heads');
}

function readHeads(place: Place): { lines: HeadLine[]; unreadable: number } {
  const lines: HeadLine[] = [];
  let unreadable = 0;
  for (const text of (contentOf(headsFile(place))?.toString() ?? '').split('\n')) {
    if (text.trim() === '') continue;
    const line = headLine.safeParse(parsed(text));
    if (line.success) lines.push(line.data);
    else unreadable++;
  }
  return { lines, unreadable };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** On a line of its own, also where a crash cut the last one; two processes may write to one file. */
function append(file: string, line: string): void {
  try {
    makeFolder(resolve(file, '..'));
    const before = contentOf(file);
    const descriptor = openSync(file, 'a', 0o600);
    try {
      writeSync(descriptor, before && before.length > 0 && before.at(-1) !== 10 ? `\n${line}` : line);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw unusable('not-written', file, error);
  }
}

const shortestKey = 16;

/** The key that seals heads; made at the first start unless the configuration names one. */
function auditKey({ dataDir, audit }: Place, make: boolean): Key | undefined {
  const file = audit.keyFile ?? resolve(dataDir, 'audit.key');
  if (make && audit.keyFile === undefined) makeKey(file);
  const secret = contentOf(file);
  if (secret === undefined) {
    if (!make && audit.keyFile === undefined) return undefined;
    throw unusable('missing', file);
  }
  if (secret.length < shortestKey) throw unusable('short', file);
  return { id: createHash('sha256').update(secret).digest('hex').slice(0, 16), secret };
}

function makeKey(file: string): void {
  try {
    makeFolder(resolve(file, '..'));
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw unusable('not-made', file, error);
  }
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unusable('unreadable', file, error);
  }
}

function unusable(
  why: RefusalParams['audit-heads-unusable']['why'],
  file: string,
  error?: unknown,
): Refusal<'audit-heads-unusable'> {
  return new Refusal('audit-heads-unusable', {
    ...{ why, file },
    ...(error instanceof Error && { cause: (error as NodeJS.ErrnoException).code ?? error.message }),
  });
}

function sealOf({ secret }: Key, { at, entries, hash, accepted }: Omit<HeadLine, 'key' | 'mac'>): string {
  const told = sortedJson({ at, entries, hash, ...(accepted && { accepted }) });
  return createHmac('sha256', secret).update(told).digest('hex');
}

function isSealed(key: Key, line: HeadLine): boolean {
  const wanted = Buffer.from(sealOf(key, line));
  const given = Buffer.from(line.mac);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../../adapter/adapter.ts';
import { createRedactor } from '../../adapter/http-redaction.ts';
import type { Configuration } from '../../config/configuration.ts';
import type { MailSettings } from '../../config/sections/mail.ts';
import { composeLetter, UnsendableLetter } from '../../report/mail/compose.ts';
import { type Mime, toMime } from '../../report/mail/mime.ts';
import type { LetterRow, Store } from '../../store/contract.ts';
import {
  beginSending,
  claimLetter,
  type LetterEnd,
  renewLetter,
  settleLetter,
} from '../../store/letter-claims.ts';
import { MailServer, MailServerError } from './smtp.ts';

export interface Postman {
  store: Store;
  configuration: Configuration;
  log: Log;
  signal: AbortSignal;
  now?: () => Date;
}

/** What came of a round. */
export interface Round {
  sent: number;
  /** Put back, to be tried again. */
  postponed: number;
  dead: number;
  inDoubt: number;
  /** The mail server could not be reached; the letters not tried are still waiting. */
  stopped: string | null;
}

const renewEveryMs = 15_000;
const lookEveryMs = 10_000;

/**
 * Sends what is due for as long as the service runs; ends when the signal is given, after the letter in hand. Any
 * number of processes may do so on one store. `configuration` is asked before every round: it may be another one.
 */
export async function runPostman(
  store: Store,
  configuration: () => Configuration,
  log: Log,
  signal: AbortSignal,
  { everyMs = lookEveryMs, now = () => new Date() } = {},
): Promise<void> {
  while (!signal.aborted) {
    try {
      await sendDue({ store, configuration: configuration(), log, signal, now });
    } catch (error) {
      // The store is away, or a fault of ours: letters keep, and the service must go on.
      if (!signal.aborted) log.warn({ err: error }, 'letters could not be looked after');
    }
    await pause(everyMs, undefined, { signal }).catch(() => {});
  }
}

/** Every letter that is due now, once each; stops at the first sign that the mail server cannot be used at all. */
export async function sendDue(postman: Postman): Promise<Round> {
  const round: Round = { sent: 0, postponed: 0, dead: 0, inDoubt: 0, stopped: null };
  const { mail } = postman.configuration;
  if (!mail) return round;
  const server = new MailServer(mail.smtp);
  const now = postman.now ?? (() => new Date());
  // What is put back during the round is due later than this, so that the round comes to an end.
  const begun = now().toISOString();
  try {
    while (!postman.signal.aborted && round.stopped === null) {
      const worker = randomUUID();
      const letter = await claimLetter(postman.store, { worker, now: begun });
      if (!letter) break;
      await sendClaimed({ ...postman, now, mail, server, worker, round }, letter);
    }
  } finally {
    server.close();
  }
  return round;
}

interface Sending extends Postman {
  now: () => Date;
  mail: MailSettings;
  server: MailServer;
  worker: string;
  round: Round;
}

async function sendClaimed(sending: Sending, letter: LetterRow): Promise<void> {
  const { store, worker, now, log, round } = sending;
  const at = () => ({ worker, now: now().toISOString() });
  const told = { letter: letter.id, kind: letter.kind, subject: letter.subject };
  // The claim was made as of the beginning of the round, which may be a while ago.
  await renewLetter(store, letter.id, at());
  const heart = setInterval(() => {
    renewLetter(store, letter.id, at()).catch(error =>
      log.warn({ ...told, err: error }, 'a letter in hand could not be renewed'),
    );
  }, renewEveryMs);
  try {
    const end = await tried(sending, letter);
    if (end && (await settleLetter(store, letter.id, at(), end))) {
      round[counted[end.state]] += 1;
      const error = 'error' in end ? { error: end.error } : {};
      log[end.state === 'sent' ? 'info' : 'warn']({ ...told, ...error }, logWords[end.state]);
    } else log.warn(told, 'a letter was taken over by another process');
  } finally {
    clearInterval(heart);
  }
}

const counted = { sent: 'sent', waiting: 'postponed', dead: 'dead', 'in-doubt': 'inDoubt' } as const;
const logWords = {
  sent: 'letter sent',
  waiting: 'letter postponed',
  dead: 'letter given up',
  'in-doubt': 'letter in doubt: the answer of the mail server was lost',
};

/** How the try ended; undefined when the letter is no longer ours. */
async function tried(sending: Sending, letter: LetterRow): Promise<LetterEnd | undefined> {
  const { store, configuration, mail, server, worker, now, round } = sending;
  const redact = createRedactor(configuration.secrets);
  const notDelivered = (words: string): LetterEnd => {
    const error = redact(words);
    return letter.attempts + 1 >= mail.attempts
      ? { state: 'dead', error: `đã thử ${letter.attempts + 1} lần; lần cuối: ${error}` }
      : { state: 'waiting', nextTryAt: nextTry(letter.attempts, now()), error };
  };
  let mime: Mime;
  try {
    const { message, recipient } = await composeLetter(letter, sending);
    mime = await toMime(letter, message, mail, recipient);
  } catch (error) {
    if (error instanceof UnsendableLetter) return { state: 'dead', error: error.message };
    return notDelivered(`không lập được thư: ${(error as Error).message}`);
  }
  try {
    await server.connect();
  } catch (error) {
    if (!(error instanceof MailServerError)) throw error;
    round.stopped = redact(error.message);
    return notDelivered(error.message);
  }
  if (!(await beginSending(store, letter.id, { worker, now: now().toISOString() }))) return undefined;
  const answer = await server.send(mime);
  if (answer.state === 'accepted') return { state: 'sent' };
  if (answer.state === 'lost') return { state: 'in-doubt', error: redact(answer.words) };
  return answer.permanent ? { state: 'dead', error: redact(answer.words) } : notDelivered(answer.words);
}

/** Minutes until the next try, by how many there were; about a day in all with the usual eight. */
const waits = [1, 5, 15, 60, 120, 240, 480];

function nextTry(attempts: number, now: Date): string {
  const minutes = waits[Math.min(attempts, waits.length - 1)]!;
  // Spread, so that a hundred letters do not come back in one second.
  return new Date(now.getTime() + minutes * 60_000 * (1 + Math.random() / 4)).toISOString();
}

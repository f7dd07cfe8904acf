import type { Log } from '../adapter/adapter.ts';
import { createRedactor } from '../adapter/http-redaction.ts';
import type { Configuration } from '../config/configuration.ts';
import type { MailSettings } from '../config/sections/mail.ts';
import { composeLetter } from '../report/mail/compose.ts';
import { UnsendableLetter } from '../report/mail/composing.ts';
import { type Mime, toMime } from '../report/mail/mime.ts';
import { MailServer, MailServerError } from '../runs/mail/smtp.ts';
import type { Store } from '../store/core/contract.ts';
import type { LetterRow } from '../store/mail/letter-rows.ts';
import {
  beginSending,
  dueLetter,
  type LetterEnd,
  sendingClaim,
  settleLetter,
} from '../store/mail/outbox-sending.ts';
import { ClaimLost } from '../store/work/claims.ts';
import { type HeldClaim, holdClaim } from '../store/work/heartbeat.ts';
import { wordsOf } from '../words/refusals.ts';

export interface OutboxSender {
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
  /** The mail server could not be reached; the messages not tried are still waiting. */
  stopped: string | null;
}

/** A round of `sendDue`: what is due at `begun`, by one process at a time. */
export async function sendRound(
  sender: OutboxSender & { mail: MailSettings; begun: string },
): Promise<Round> {
  const round: Round = { sent: 0, postponed: 0, dead: 0, inDoubt: 0, stopped: null };
  const { store, log, mail, begun } = sender;
  const now = sender.now ?? (() => new Date());
  const troubled = (error: unknown) =>
    log.warn({ err: error }, 'the claim of whoever sends mail could not be renewed or given back');
  const taken = await holdClaim(store, sendingClaim, { purpose: 'mail', now, troubled });
  if (!taken.held) return round;
  const { claim } = taken;
  const server = new MailServer(mail.smtp);
  try {
    while (!sender.signal.aborted && !claim.lost.aborted && round.stopped === null) {
      const letter = await dueLetter(store, begun);
      if (!letter) break;
      await sendOne({ ...sender, now, mail, server, claim, round }, letter);
    }
  } finally {
    server.close();
    await claim.release();
  }
  return round;
}

interface Sending extends OutboxSender {
  now: () => Date;
  mail: MailSettings;
  server: MailServer;
  claim: HeldClaim;
  round: Round;
}

async function sendOne(sending: Sending, letter: LetterRow): Promise<void> {
  const { store, claim, now, log, round } = sending;
  const told = { letter: letter.id, kind: letter.kind, subject: letter.subject };
  try {
    const end = await tried(sending, letter);
    if (end && (await settleLetter(store, letter.id, claim, end, now().toISOString()))) {
      round[counted[end.state]] += 1;
      const error = 'error' in end ? { error: end.error } : {};
      log[end.state === 'sent' ? 'info' : 'warn']({ ...told, ...error }, logWords[end.state]);
    } else log.warn(told, 'a message was taken over by another process');
  } catch (error) {
    if (!(error instanceof ClaimLost)) throw error;
    log.warn(told, 'another process sends mail now');
    round.stopped = wordsOf(error);
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
  const { store, configuration, mail, server, claim, now, round } = sending;
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
    return notDelivered(`không lập được thư: ${wordsOf(error)}`);
  }
  try {
    await server.connect();
  } catch (error) {
    if (!(error instanceof MailServerError)) throw error;
    round.stopped = redact(error.message);
    return notDelivered(error.message);
  }
  if (!(await beginSending(store, letter.id, claim))) return undefined;
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

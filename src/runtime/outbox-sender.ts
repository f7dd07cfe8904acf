import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../adapter/adapter.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Store } from '../store/core/contract.ts';
import { dueLetter } from '../store/mail/outbox-sending.ts';
import type { OutboxSender, Round } from './outbox-round.ts';

const lookEveryMs = 10_000;

/**
 * Sends what is due for as long as the service runs; ends when the signal is given, after the message in hand. Of any
 * number of processes on one store one at a time does. `configuration` is asked before every round: it may be another one.
 */
export async function runOutboxSender(
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
      // The store is away, or a fault of ours: messages keep, and the service must go on.
      if (!signal.aborted) log.warn({ err: error }, 'the outbox could not be looked after');
    }
    await pause(everyMs, undefined, { signal }).catch(() => {});
  }
}

/**
 * Every message that is due now, once each; stops at the first sign that the mail server cannot be used at all. Does
 * nothing where another process is at it.
 */
export async function sendDue(sender: OutboxSender): Promise<Round> {
  const { mail } = sender.configuration;
  // What is put back during the round is due later than this, so that the round comes to an end.
  const begun = (sender.now ?? (() => new Date()))().toISOString();
  if (!mail || !(await dueLetter(sender.store, begun)))
    return { sent: 0, postponed: 0, dead: 0, inDoubt: 0, stopped: null };
  // Composing, drawing and MIME are a tenth of what a service would hold that sends nothing.
  const { sendRound } = await import('./outbox-round.ts');
  return sendRound({ ...sender, mail, begun });
}

import type { ExpressionBuilder, Selectable } from 'kysely';
import type { LetterRow } from './contract.ts';
import type { LetterTable, Tables } from './tables.ts';

/** A worker that has not said a word for this long is taken for dead. */
const staleAfterMs = 60_000;

/** In nobody's hands: never taken, put back, or its worker is dead. */
export function free(now: string) {
  const stale = staleBefore(now);
  return ({ or, eb }: ExpressionBuilder<Tables, 'letter'>) =>
    or([eb('worker', '=', ''), eb('heartbeat', '<', stale)]);
}

export function isFree({ worker, heartbeat }: Selectable<LetterTable>, now: string): boolean {
  return worker === '' || heartbeat < staleBefore(now);
}

/** Its time has come, or was set by a clock that was ahead. */
export function due(now: string) {
  const ahead = new Date(Date.parse(now) + staleAfterMs).toISOString();
  return ({ or, eb }: ExpressionBuilder<Tables, 'letter'>) =>
    or([eb('next_try_at', '<=', now), eb('queued_at', '>', ahead)]);
}

function staleBefore(now: string): string {
  return new Date(Date.parse(now) - staleAfterMs).toISOString();
}

export function letterRow(row: Selectable<LetterTable>): LetterRow {
  return {
    id: row.id,
    messageId: row.message_id,
    kind: row.kind,
    subject: row.subject,
    to: row.recipient,
    notBefore: row.not_before,
    body: JSON.parse(row.body),
    state: row.state,
    attempts: row.attempts,
    queuedAt: row.queued_at,
    nextTryAt: row.next_try_at,
    sentAt: row.sent_at,
    lastError: row.last_error,
  };
}

import type { ExpressionBuilder, Selectable } from 'kysely';
import type { LetterRow } from '../core/contract.ts';
import type { LetterTable, Tables } from '../core/tables.ts';
import { silentAfterMs } from '../work/claims.ts';

/** Whether a letter handed to the mail server is in nobody's hands: the answer was lost, or whoever sent it is gone. */
export function isLeft({ state, worker }: Selectable<LetterTable>, sender: string): boolean {
  return state === 'sending' && (worker === '' || worker !== sender);
}

/** Its time has come, or was set by a clock that was ahead; after a first try, whose time is set anew, only by the former. */
export function due(now: string) {
  const ahead = new Date(Date.parse(now) + silentAfterMs).toISOString();
  return ({ or, and, eb }: ExpressionBuilder<Tables, 'letter'>) =>
    or([eb('next_try_at', '<=', now), and([eb('queued_at', '>', ahead), eb('attempts', '=', 0)])]);
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

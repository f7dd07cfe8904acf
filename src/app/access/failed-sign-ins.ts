import { record } from '../../store/access/audit.ts';
import type { Asking } from '../context.ts';

/** A sign-in that was refused, or several alike: nobody is known who it was. */
export interface FailedSignIn {
  at: string;
  origin: string;
  /** What may be written down of what was shown. */
  target: string;
  reason: string;
  /** Of several. */
  attempts?: { attempts: number; first: string; last: string; targets: string[] };
}

/** Writes it into the audit trail. */
export function recordFailedSignIn(
  store: Asking['store'],
  { at, origin, target, reason, attempts = undefined }: FailedSignIn,
): Promise<void> {
  return record(store, {
    ...{ at, who: '', origin, action: 'sign-in', target },
    ...{ before: null, after: attempts ?? null, outcome: `refused: ${reason}` },
  });
}

import type { Change } from '../domain/push.ts';
import type { ServiceState } from '../domain/service-state.ts';
import type { RemoteSend, RemoteWriter } from './writer.ts';

/** What stands between what a remote has and a change. Neither sends nor a complaint: the change is there whole. */
export interface Missing {
  sends: readonly Pick<RemoteSend, 'label' | 'method' | 'path' | 'body' | 'leavesOut'>[];
  /** What is wrong although nothing is left to send; Vietnamese. */
  complaint?: string;
}

/**
 * Whether anything of a change is missing: the one question of whoever plans and whoever writes. Where the two asked
 * differently, a plan would find for ever what writing calls done, or never what a broken push has left half made.
 */
export function missingOf(writer: RemoteWriter, change: Change, actual: ServiceState): Missing {
  const sends = writer.next([change], [actual]);
  const complaint = sends.length === 0 ? writer.complaint?.([change], [actual]) : undefined;
  return { sends, ...(complaint && { complaint }) };
}

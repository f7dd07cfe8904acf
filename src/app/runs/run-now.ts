import { type RunOutcome, run } from '../../runs/run.ts';
import type { RunEvents } from '../../runs/run-request.ts';
import { record } from '../../store/access/audit.ts';
import { asked } from '../audited.ts';
import { type ConfiguredAsking, doingOf } from '../context.ts';

export interface RunWish {
  signal: AbortSignal;
  /** Read every detail anew, whatever is kept. */
  full: boolean;
  /** Systems whose shrinking whoever asks accepts. */
  acceptShrink?: { systems: string[]; reason: string };
  events: RunEvents;
  /** It is in the audit trail already, with the job it is. */
  isJob?: boolean;
}

/**
 * Reads every system, reconciles and remembers, here and now; in the audit trail from its beginning.
 *
 * @throws Refusal when somebody else reads or writes the systems; the abort reason when cancelled.
 */
export function runNow(
  asking: ConfiguredAsking,
  { signal, full, acceptShrink, events, isJob = false }: RunWish,
): Promise<RunOutcome> {
  return asked(asking, 'start-reconcile', 'run', () => {
    const { store, configuration, log, actor, now } = asking;
    return run({
      ...{ configuration, store, log, signal, full, now, origin: actor.origin },
      ...(acceptShrink && { acceptShrink: { ...acceptShrink, by: actor.name, identity: actor.identity } }),
      events: {
        ...events,
        async begun(runId) {
          if (!isJob)
            await record(store, {
              ...{ ...doingOf(asking), action: 'start-reconcile', target: runId },
              ...{ before: null, after: { full }, outcome: 'begun' },
            });
          await events.begun?.(runId);
        },
      },
    });
  });
}

import type { Log } from '../../adapter/adapter.ts';
import type { Configuration } from '../../config/configuration.ts';
import { type RunEvents, type RunOutcome, run } from '../../runs/run.ts';
import { record } from '../../store/audit.ts';
import { asked } from '../audited.ts';
import { type Asking, doingOf } from '../context.ts';

/**
 * Reads every system, reconciles and remembers, here and now; in the audit trail from its beginning. A service's runs
 * are in the trail with the job they are.
 *
 * @throws Refusal when somebody else reads or writes the systems; the abort reason when cancelled.
 */
export function runNow(
  asking: Asking & { configuration: Configuration; log: Log },
  { signal, full, acceptShrink, events }: RunWish,
): Promise<RunOutcome> {
  return asked(asking, 'start-reconcile', 'run', () => {
    const { store, configuration, log, actor, now } = asking;
    return run({
      ...{ configuration, store, log, signal, full, now, origin: actor.origin },
      ...(acceptShrink && { acceptShrink: { ...acceptShrink, by: actor.name } }),
      events: {
        ...events,
        begun: runId =>
          record(store, {
            ...{ ...doingOf(asking), action: 'start-reconcile', target: runId },
            ...{ before: null, after: { full }, outcome: 'begun' },
          }),
      },
    });
  });
}

export interface RunWish {
  signal: AbortSignal;
  /** Read every detail anew, whatever is kept. */
  full: boolean;
  /** Systems whose shrinking whoever asks accepts. */
  acceptShrink?: { systems: string[]; reason: string };
  events: Omit<RunEvents, 'begun'>;
}

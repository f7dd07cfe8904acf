import { RemoteError } from '../../adapter/errors.ts';
import type { ConfiguredSystem } from '../../config/configuration.ts';
import type { SnapshotSummary } from '../../snapshot/model.ts';
import { requirePart } from '../../store/parts.ts';
import { dropSnapshotsOf } from '../../store/snapshots.ts';
import { openForReading, readSystem } from '../read-systems.ts';
import type { PartGround, PartInHand } from './carry-part.ts';

/** A system to be read. */
export interface ReadBody {
  runId: string;
  system: string;
  acceptShrink: boolean;
  /** Epoch milliseconds: details read before are not trusted. Absent = all are. */
  detailsSince?: number;
  /** Requests already sent for it: the list, details fetched beforehand. */
  askedBefore: number;
}

/** Some of a system's details to be fetched and kept. */
export interface PrefetchBody extends Pick<ReadBody, 'system' | 'detailsSince'> {
  keys: string[];
}

/** Reads a system into a snapshot; begun anew by another process, what the one before has read is thrown away. */
export async function readPart(hand: PartInHand, settings: PartGround): Promise<SnapshotSummary> {
  const { system: name, runId, ...body } = hand.part.body as ReadBody;
  return readSystem(systemOf(settings, name), {
    ...settings,
    ...body,
    runId,
    signal: AbortSignal.any([hand.lost, hand.leave]),
    progress: (part, done, total) => hand.progress({ part, done, total }),
    async beginning(inner) {
      await requirePart(inner, hand.held);
      await dropSnapshotsOf(inner, runId, name);
    },
    finished: (inner, summary) => hand.finish(inner, summary),
  });
}

/** Fetches details; its result says how many requests it took. What cannot be had is for the reading to tell. */
export async function prefetchPart(hand: PartInHand, settings: PartGround): Promise<{ requests: number }> {
  const { system, keys, detailsSince } = hand.part.body as PrefetchBody;
  const { remote, http } = openForReading(systemOf(settings, system), {
    ...settings,
    ...(detailsSince !== undefined && { detailsSince }),
    signal: AbortSignal.any([hand.lost, hand.leave]),
    progress: () => {},
  });
  try {
    await remote.prefetching?.fetch(keys);
  } catch (error) {
    if (!(error instanceof RemoteError) || error.kind === 'aborted') throw error;
    settings.log.debug({ system, err: error }, 'details could not be fetched beforehand');
  } finally {
    http.close();
  }
  return { requests: http.counts.requests };
}

function systemOf({ configuration }: PartGround, name: string): ConfiguredSystem {
  const found = configuration.systems.find(({ profile }) => profile.name === name);
  if (!found) throw new Error(`system ${name} is not configured in this process`);
  return found;
}

import { RemoteError } from '../../adapter/errors.ts';
import type { ConfiguredSystem } from '../../config/configuration.ts';
import type { JudgeResult } from '../../reconcile/judging.ts';
import {
  type CodeStretch,
  fromPlainJudged,
  mergeJudged,
  type PlainJudged,
  stretchesBetween,
} from '../../reconcile/partition.ts';
import type { SnapshotSummary } from '../../snapshot/model.ts';
import type { NewPart } from '../../store/parts.ts';
import { everyNthCode } from '../../store/snapshots.ts';
import { ofEverySystem, openForReading } from '../read-systems.ts';
import type { RunRequest } from '../run.ts';
import { type Board, openBoard } from './board.ts';
import type { JudgeBody } from './judge-part.ts';
import type { PrefetchBody, ReadBody } from './read-part.ts';
import type { Sharing } from './sharing.ts';
import { works } from './works.ts';

type SharedRun = RunRequest & { sharing: Sharing; runId: string; startedAt: string; now: () => Date };
type Snapshots = Record<string, SnapshotSummary>;

/** The two large steps of a run, done by all processes that attend to parts. */
export interface RunShared {
  read(): Promise<Snapshots>;
  judge(snapshots: Readonly<Snapshots>): Promise<JudgeResult>;
}

/** The process that has a run in hand conducts it: it writes the parts down, does some and waits for the others. */
export function shareRun(run: SharedRun): RunShared {
  const { configuration, store, log, signal, now, sharing, runId } = run;
  const { limits } = sharing;
  const board = openBoard({ store, configuration, log, limits, now, owner: runId, sharing, works, signal });
  return {
    read: () => ofEverySystem(configuration.systems, system => readShared(system, run, board)),
    judge: snapshots => judgeShared(Object.values(snapshots), run, board),
  };
}

async function readShared(system: ConfiguredSystem, run: SharedRun, board: Board): Promise<SnapshotSummary> {
  const { runId, acceptShrink, events, full, startedAt } = run;
  const { name } = system.profile;
  const detailsSince = full ? { detailsSince: Date.parse(startedAt) } : {};
  const askedBefore = await prefetched(system, run, board, detailsSince);
  const body: ReadBody = {
    runId,
    system: name,
    acceptShrink: acceptShrink?.systems.includes(name) ?? false,
    askedBefore,
    ...detailsSince,
  };
  const [snapshot] = await board.carryOut<SnapshotSummary>([{ kind: 'read', name, body }], {
    atOnce: 0,
    impatient: true,
    progress(_at, value) {
      const { part, done, total } = value as { part: string; done: number; total?: number };
      events?.reading?.(name, part, done, total);
    },
  });
  events?.read?.(snapshot!);
  return snapshot!;
}

/** Shares out fetching the details that are not kept, where there are enough of them; how many requests that took. */
async function prefetched(
  system: ConfiguredSystem,
  run: SharedRun,
  board: Board,
  detailsSince: Pick<PrefetchBody, 'detailsSince'>,
): Promise<number> {
  const { sharing, events } = run;
  const { name } = system.profile;
  const size = sharing.parts.details;
  const { remote, http } = openForReading(system, {
    ...run,
    ...detailsSince,
    limits: sharing.limits,
    progress: () => {},
  });
  let missing: string[] = [];
  try {
    missing = (await remote.prefetching?.missing()) ?? [];
  } catch (error) {
    // The reading will find the same, and say it.
    if (!(error instanceof RemoteError) || error.kind === 'aborted') throw error;
  } finally {
    http.close();
  }
  const asked = http.counts.requests;
  if (missing.length <= size) return asked;
  const parts: NewPart[] = [];
  for (let from = 0; from < missing.length; from += size) {
    const keys = missing.slice(from, from + size);
    const body: PrefetchBody = { system: name, keys, ...detailsSince };
    parts.push({ kind: 'prefetch', name: `${name} ${from + 1}–${from + keys.length}`, body });
  }
  let done = 0;
  const results = await board.carryOut<{ requests: number }>(parts, {
    atOnce: 1,
    ended(at) {
      done += (parts[at]!.body as PrefetchBody).keys.length;
      events?.reading?.(name, 'prefetch', done, missing.length);
    },
  });
  return results.reduce((sum, result) => sum + (result?.requests ?? 0), asked);
}

async function judgeShared(
  snapshots: readonly SnapshotSummary[],
  { runId, startedAt, store, sharing }: SharedRun,
  board: Board,
): Promise<JudgeResult> {
  const largest = snapshots.toSorted((a, b) => b.procedures - a.procedures)[0];
  const cuts = largest ? await everyNthCode(store, largest.id, sharing.parts.procedures) : [];
  const partOf = (share: JudgeBody['share'], stretch: CodeStretch = {}): NewPart => {
    const body: JudgeBody = { runId, at: startedAt, share, stretch };
    const { afterCode = '', untilCode = '' } = stretch;
    return { kind: 'judge', name: share === 'across' ? share : `${afterCode}–${untilCode}`, body };
  };
  const parts = [partOf('across'), ...stretchesBetween(cuts).map(stretch => partOf('each', stretch))];
  const results = await board.carryOut<PlainJudged>(parts, { atOnce: 1 });
  return mergeJudged(results.map(result => fromPlainJudged(result!)));
}

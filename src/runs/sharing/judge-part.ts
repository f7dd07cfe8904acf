import type { JudgingShare } from '../../reconcile/judging.ts';
import { type CodeStretch, type PlainJudged, plainJudged } from '../../reconcile/partition.ts';
import { summariesOfRun } from '../../snapshot/stored.ts';
import type { Store } from '../../store/contract.ts';
import { stageFindings } from '../../store/ledger.ts';
import { inTransaction } from '../../store/open.ts';
import { requirePart } from '../../store/parts.ts';
import { groundOf, type JudgingGround, judgeSnapshots } from '../judge-snapshots.ts';
import type { PartGround, PartInHand } from './carry-part.ts';

/** A stretch of procedures to be judged, or what looks across them. */
export interface JudgeBody {
  runId: string;
  /** ISO 8601, UTC: when the run began. */
  at: string;
  share: JudgingShare;
  stretch: CodeStretch;
}

/** Judges and sets the findings aside; judged again by another process, each finding is still there once. */
export async function judgePart(hand: PartInHand, settings: PartGround): Promise<PlainJudged> {
  const { store } = settings;
  const { runId, at, share, stretch } = hand.part.body as JudgeBody;
  const ended = AbortSignal.any([hand.lost, hand.leave]);
  const ground = await groundOfRun(settings, runId, at);
  const result = await judgeSnapshots(
    store,
    ground,
    async findings => {
      ended.throwIfAborted();
      await inTransaction(store, async (inner: Store) => {
        await requirePart(inner, hand.held);
        await stageFindings(inner, runId, findings);
      });
    },
    share,
    stretch,
  );
  return plainJudged(result);
}

/** Of the run this process last judged a part of: its stretches come one after the other. */
let last: { runId: string; store: Store; ground: Promise<JudgingGround> } | undefined;

function groundOfRun(
  { store, configuration }: PartGround,
  runId: string,
  at: string,
): Promise<JudgingGround> {
  if (last?.runId === runId && last.store === store) return last.ground;
  const ground = summariesOfRun(store, runId).then(summaries => {
    const snapshots = Object.fromEntries(summaries.map(summary => [summary.system, summary]));
    return groundOf(store, configuration, snapshots, at);
  });
  last = { runId, store, ground };
  ground.catch(() => {
    last = undefined;
  });
  return ground;
}

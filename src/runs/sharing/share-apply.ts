import type { Log } from '../../adapter/adapter.ts';
import { type Chunk, chunksOf } from '../../apply/apply-chunk.ts';
import type { ApplyingToShare } from '../../apply/execute.ts';
import { type Body, plannedAction } from '../../apply/stored-plan.ts';
import type { Configuration } from '../../config/configuration.ts';
import type { Store } from '../../store/contract.ts';
import { actionsOf } from '../../store/plans.ts';
import type { ApplyBody } from './apply-part.ts';
import { type Board, openBoard } from './board.ts';
import type { Sharing } from './sharing.ts';
import { works } from './works.ts';

interface SharedApplying {
  configuration: Configuration;
  store: Store;
  log: Log;
  sharing: Sharing;
  now?: () => Date;
}

/** Shares an applying out by system and by procedures that do not stand on one another. */
export function shareApplying(
  request: SharedApplying,
): (work: ApplyingToShare) => Promise<Record<string, string>> {
  const { sharing, now = () => new Date() } = request;
  return async work => {
    const { planId } = work.applying;
    const { limits } = sharing;
    const board = openBoard({ ...request, limits, now, owner: planId, works, signal: work.lost });
    const chunks = [...work.systems].map(([system, entries]) =>
      chunksOf(system, entries, sharing.parts.chains),
    );
    // All of them, whatever becomes of one: a process must not leave while another part of it still sends.
    const ends = await Promise.allSettled(
      chunks.map(ofSystem => applyShared(ofSystem, work, request, board)),
    );
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    return Object.assign({}, ...ends.map(end => (end.status === 'fulfilled' ? end.value : {})));
  };
}

/** One system's chunks; as soon as one finds that nothing more can be sent there, no other is begun. */
async function applyShared(
  chunks: readonly (Chunk & { numbers: number[] })[],
  { applying, parallel, stop, events }: ApplyingToShare,
  { store }: SharedApplying,
  board: Board,
): Promise<Record<string, string>> {
  const { planId, token } = applying;
  const halting = new AbortController();
  const halted: Record<string, string> = {};
  const told: Promise<void>[] = [];
  const parts = chunks.map(({ system, procedures }) => {
    const body: ApplyBody = { applying: { planId, token }, chunk: { system, procedures }, parallel };
    return { kind: 'apply' as const, name: `${system} ${procedures[0]}…`, body };
  });
  const tell = async (numbers: readonly number[]) => {
    for (const row of await actionsOf<Body>(store, planId, numbers)) {
      if (row.state === 'sending') continue;
      events.settled?.(plannedAction(row), row.state, row.message);
    }
  };
  await board.carryOut<{ halted: string | null }>(parts, {
    atOnce: 1,
    impatient: true,
    careful: true,
    stop: AbortSignal.any([stop, halting.signal]),
    ended(at, result) {
      const { system, numbers } = chunks[at]!;
      const telling = tell(numbers);
      // Heard below; not before that, should the applying itself break off.
      telling.catch(() => {});
      told.push(telling);
      const why = (result as { halted: string | null } | null)?.halted;
      if (why == null || halted[system] !== undefined) return;
      halted[system] = why;
      events.halted?.(system, why);
      halting.abort();
    },
  });
  await Promise.all(told);
  return halted;
}

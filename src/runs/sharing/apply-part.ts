import { applyChunk, type Chunk } from '../../apply/apply-chunk.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Applying } from '../../store/contract.ts';
import { findPlan } from '../../store/plans.ts';
import { openWriters } from '../writers.ts';
import { type PartGround, type PartInHand, unfinished } from './carry-part.ts';

/** Some procedures' actions of a plan at one system. */
export interface ApplyBody {
  applying: Pick<Applying, 'planId' | 'token'>;
  chunk: Chunk;
  parallel: number;
}

/**
 * Carries out a part of an applying in the name of the process that applies the plan: its token fences every write,
 * and so does having this part in hand. Taken over from a process that died, what that one may have sent is looked up.
 */
export async function applyPart(
  hand: PartInHand,
  settings: PartGround,
): Promise<{ halted: string | null } | typeof unfinished> {
  const { store, configuration, log, limits, now } = settings;
  const { applying, chunk, parallel } = hand.part.body as ApplyBody;
  const plan = await findPlan<Pick<Plan, 'cases'>>(store, applying.planId);
  // What is in hand is finished when this process has to leave, so the writer must not hear of it.
  const { signal } = new AbortController();
  const { system, procedures } = chunk;
  const open = await openWriters({
    configuration,
    store,
    log,
    signal,
    limits,
    systems: [system],
    procedures,
  });
  try {
    const halted = await applyChunk({
      store,
      applying: { ...applying, part: hand.held },
      chunk,
      writer: open.writers.get(system)!,
      casesOf: procedure => plan?.head.cases?.[procedure] ?? [],
      stopped: () => hand.leave.aborted || hand.lost.aborted,
      parallel,
      time: () => now().toISOString(),
    });
    return hand.leave.aborted ? unfinished : { halted: halted ?? null };
  } finally {
    open.close();
  }
}

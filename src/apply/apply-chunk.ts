import type { WritableSystem } from '../adapter/writer.ts';
import type { KnownCases } from '../domain/push.ts';
import type { Applying, Store } from '../store/contract.ts';
import { applySystem } from './apply-system.ts';
import { openPlan } from './open-plan.ts';
import { Site } from './site.ts';

/** Some procedures' actions at one system: nothing of them stands on any other action of the plan. */
export interface Chunk {
  system: string;
  procedures: readonly string[];
}

export interface ChunkRequest {
  store: Store;
  applying: Applying;
  chunk: Chunk;
  /** Made for this chunk: it must not trust what it read before others wrote. */
  writer: WritableSystem;
  casesOf(procedure: string): KnownCases;
  /** Asked before each unit; what was begun is finished. */
  stopped(): boolean;
  parallel: number;
  time(): string;
}

/**
 * Carries out what is left of a chunk, whoever has begun it. Why nothing more could be sent to the system; undefined =
 * all of it has been seen to, or it was stopped.
 */
export async function applyChunk(request: ChunkRequest): Promise<string | undefined> {
  const { store, applying, chunk, writer, casesOf, stopped, parallel, time } = request;
  const { system } = chunk;
  const open = await openPlan(store, applying.planId, new Map([[system, writer]]), chunk);
  const site = new Site({ system, writer, store, applying, casesOf, time, parallel, events: {} });
  for (const { place, failed } of open.broken.get(system) ?? []) site.chains.breakAt(place, failed);
  await applySystem(site, open.systems.get(system) ?? [], stopped);
  return site.halted;
}

/** Cuts what is left of a system's part of a plan into chunks of so many procedures, in the order of their actions. */
export function chunksOf(
  system: string,
  entries: readonly { number: number; target: { procedure: string } }[],
  procedures: number,
): (Chunk & { numbers: number[] })[] {
  const sorted = entries.toSorted((a, b) => a.number - b.number);
  const chains = [...Map.groupBy(sorted, ({ target }) => target.procedure)];
  const chunks: (Chunk & { numbers: number[] })[] = [];
  for (let from = 0; from < chains.length; from += procedures) {
    const some = chains.slice(from, from + procedures);
    const numbers = some.flatMap(([, actions]) => actions.map(({ number }) => number));
    chunks.push({ system, procedures: some.map(([procedure]) => procedure), numbers });
  }
  return chunks;
}

import type { WritableSystem } from '../adapter/writer.ts';
import { digestOf } from '../domain/canonical.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Store } from '../store/core/contract.ts';
import { type ActionRow, readActions } from '../store/push/plans.ts';
import { listAt, type Placed } from './chains.ts';
import type { Entry } from './schedule.ts';
import type { Body } from './stored-plan.ts';

/** What is left to do of a stored plan, without the values it sets. */
export interface OpenPlan {
  total: number;
  ended: number;
  /** By system: actions not ended yet. */
  systems: Map<string, Entry[]>;
  /** By system: where earlier starts have failed or left something out. */
  broken: Map<string, (Placed & { failed: number })[]>;
}

/** Reads what is left of a plan; refuses one with something left that no writer here can do. */
export async function openPlan(
  store: Store,
  planId: string,
  writers: ReadonlyMap<string, WritableSystem>,
): Promise<OpenPlan> {
  const open: OpenPlan = { total: 0, ended: 0, systems: new Map(), broken: new Map() };
  for await (const batch of readActions<Body>(store, planId)) {
    for (const row of batch) {
      open.total++;
      if (row.state === 'failed' || row.state === 'skipped') {
        const { system, wave, body, number } = row;
        listAt(open.broken, system).push({ wave, target: body.change.target, failed: number });
      }
      if (row.state === 'waiting' || row.state === 'sending' || row.state === 'in-doubt') {
        listAt(open.systems, row.system).push(entryOf(row, writers.get(row.system)));
      } else open.ended++;
    }
  }
  return open;
}

function entryOf(
  { number, system, wave, state, body }: ActionRow<Body>,
  writer: WritableSystem | undefined,
): Entry {
  const { kind, target, after } = body.change;
  if (!writer?.kinds.has(kind)) {
    throw new Refusal('action-not-writable', { system, number, kind });
  }
  const group = (writer.together?.[kind] ?? 1) > 1 ? digestOf(after) : '';
  return { number, wave, kind, target, group, inHand: state !== 'waiting' };
}

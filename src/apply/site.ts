import { setTimeout as pause } from 'node:timers/promises';
import type { Memory } from '../adapter/service-request.ts';
import type { WritableSystem } from '../adapter/writer.ts';
import type { AppliedValue } from '../domain/applied.ts';
import type { ActionState, KnownCases } from '../domain/push.ts';
import type { PlannedAction } from '../plan/plan.ts';
import type { Store } from '../store/core/contract.ts';
import { type Applying, setActionState } from '../store/push/journal.ts';
import type { LevelTerms } from '../words/level-names.ts';
import type { Chains } from './chains.ts';

/** What applying tells while it goes on. */
export interface ApplyEvents {
  /** Actions of the plan, and how many of them an earlier start has already brought to an end. */
  begun?(total: number, ended: number): void;
  /** A request is about to go out; `label` is Vietnamese. */
  sending?(system: string, label: string): void;
  settled?(action: PlannedAction, state: ActionState, message: string | null): void;
  /** Nothing is sent for so long: what was sent, and not answered, may still take effect. */
  waiting?(system: string, ms: number): void;
  /** Nothing more is sent to this system. */
  halted?(system: string, why: string): void;
}

/** An action being carried out. */
export interface Item {
  action: PlannedAction;
  /** Something was sent for it, or may have been: what is there now may be half of ours. */
  touched: boolean;
}

export interface Settled {
  item: Item;
  state: ActionState;
  message: string | null;
  /** Where verified: what is to be kept as last applied. */
  applied?: AppliedValue;
  /** What the last look has shown that the writer wants to remember. */
  learned?: Memory;
}

/** What is to be gone on with later: looked up where something may have been sent for it, else begun. */
export function unfinished(item: Item, message: string): Settled {
  return { item, state: item.touched ? 'in-doubt' : 'waiting', message };
}

/** One system while a plan is applied to it: its writer, and what has become of its chains. */
export interface Site {
  readonly system: string;
  readonly writer: WritableSystem;
  readonly store: Store;
  readonly applying: Applying;
  readonly casesOf: (procedure: string) => KnownCases;
  readonly time: () => string;
  readonly parallel: number;
  readonly events: ApplyEvents;
  readonly levels: LevelTerms;
  /** Whoever stops us need not sit a wait out. */
  readonly stop: AbortSignal;
  readonly chains: Chains;
  /** Why nothing more is sent to this system. */
  halted: string | undefined;
  /** When what earlier processes sent, and nobody has answered for, went out last: by number of the action. */
  unanswered: ReadonlyMap<number, string>;
}

/** Milliseconds until nothing more can come of what earlier processes sent for these: it has waited out two answers. */
export function stillComing(site: Site, items: readonly Item[], answerMs: number): number {
  const sentAt = items.flatMap(({ action }) => site.unanswered.get(action.number) ?? []).map(Date.parse);
  const until = Math.max(...sentAt, 0) + 2 * answerMs;
  return Math.min(Math.max(0, until - Date.parse(site.time())), 2 * answerMs);
}

/** Lets time pass in which nothing of ours is under way; false when it was cut short by a stop. */
export async function waited({ system, events, stop }: Site, ms: number): Promise<boolean> {
  if (ms <= 0) return true;
  events.waiting?.(system, ms);
  return pause(ms, true, { signal: stop }).catch(() => false);
}

export function halt(site: Site, why: string): void {
  if (site.halted !== undefined) return;
  site.halted = why;
  site.events.halted?.(site.system, why);
}

/** Writes results down, with what was verified, in one transaction; what stands on those that did not work stops. */
export async function settle(site: Site, results: readonly Settled[]): Promise<void> {
  if (results.length === 0) return;
  const { system, store, applying, chains, events } = site;
  const rows = results.map(({ item, state, message }) => ({ number: item.action.number, state, message }));
  const values = results.flatMap(({ applied }) => applied ?? []);
  const memories = results.flatMap(({ item, learned }) =>
    learned ? [{ procedure: item.action.change.target.procedure, memory: learned }] : [],
  );
  await setActionState(store, applying, rows, site.time(), { system, values, memories });
  for (const { item, state, message } of results) {
    const { number, wave, change } = item.action;
    if (state !== 'done' && state !== 'verified') {
      chains.breakAt({ wave, target: change.target }, state === 'failed' ? number : undefined);
    }
    events.settled?.(item.action, state, message);
  }
}

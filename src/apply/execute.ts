import { randomUUID } from 'node:crypto';
import type { WritableSystem } from '../adapter/writer.ts';
import type { LevelNaming } from '../domain/level.ts';
import type { ActionState, KnownCases, PlanState } from '../domain/push.ts';
import { Refusal } from '../domain/refusal.ts';
import { record } from '../store/access/audit.ts';
import type { Store } from '../store/core/contract.ts';
import { inTransaction } from '../store/core/open.ts';
import { finishApplying } from '../store/push/journal.ts';
import { findPlan, resultsOf, setPlanState } from '../store/push/plans.ts';
import { levelTerms } from '../words/level-names.ts';
import { applySystem } from './apply-system.ts';
import { Chains } from './chains.ts';
import { openPlan } from './open-plan.ts';
import type { ApplyEvents, Site } from './site.ts';

export type { ApplyEvents } from './site.ts';

export interface ApplyRequest {
  planId: string;
  store: Store;
  /** By configured name; every system the plan still has to write to. */
  writers: ReadonlyMap<string, WritableSystem>;
  casesOf(procedure: string): KnownCases;
  /** For the audit trail: who, and from where (`cli` …). */
  by: string;
  identity?: string | undefined;
  origin: string;
  /** `Ctrl-C`: what is in hand is finished, the rest can be resumed. The writers must not listen to it. */
  signal: AbortSignal;
  /** Given when another process may apply plans now: nothing more is begun. */
  lost: AbortSignal;
  /** Goes on with a plan that was stopped or killed. */
  resume?: boolean;
  events?: ApplyEvents;
  /** What whoever reads of it calls levels. */
  levelNames?: LevelNaming | undefined;
  /** Units at once per system. Default 4. */
  parallel?: number;
  now?: () => Date;
}

/** Half of what a host is asked for at once when it is read. */
const usualParallel = 4;

export interface ApplyResult {
  planId: string;
  /** `stopped`: something is left to do or to look up; `resume` goes on with it. */
  state: 'applied' | 'stopped';
  /** It had been applied before; nothing was done. */
  already: boolean;
  /** Stopped by the signal. */
  interrupted: boolean;
  /** Systems that nothing more could be sent to, and why. */
  halted: Record<string, string>;
  counts: Record<ActionState, number>;
}

/**
 * Applies a stored plan; reads nothing else. Guards are the caller's, to be checked just before. Every request is
 * journalled before it is sent and verified by reading back; killed anywhere, `resume` loses nothing and repeats nothing.
 *
 * @throws Refusal when the plan may not be applied now (nothing was sent); what the store throws.
 */
export async function applyPlan(request: ApplyRequest): Promise<ApplyResult> {
  const time = () => (request.now?.() ?? new Date()).toISOString();
  const { planId, store, writers, signal, events = {}, lost, resume = false } = request;
  const plan = await findPlan(store, planId);
  if (!plan) throw new Refusal('plan-unknown', { plan: planId });
  if (plan.state === 'applied') {
    const counts = await countsOf(store, planId);
    return { planId, state: 'applied', already: true, interrupted: false, halted: {}, counts };
  }
  const from = startingStates(planId, plan.state, resume);

  const open = await openPlan(store, planId, writers);
  const applying = { planId, token: randomUUID() };
  await inTransaction(store, async inner => {
    if (!(await setPlanState(inner, planId, from, 'applying', applying.token))) {
      throw new Refusal('plan-changed', { plan: planId });
    }
    await audit(inner, { state: plan.state }, { state: 'applying' });
  });
  events.begun?.(open.total, open.ended);
  const halted = await applySystems();
  lost.throwIfAborted();

  const counts = await countsOf(store, planId);
  const state = counts.waiting + counts.sending + counts['in-doubt'] > 0 ? 'stopped' : 'applied';
  await finishApplying(store, applying, state, inner =>
    audit(inner, { state: 'applying' }, { state, counts }),
  );
  const interrupted = state === 'stopped' && signal.aborted;
  return { planId, state, already: false, interrupted, halted, counts };

  /** Every system at once; why nothing more could be sent, by system. */
  async function applySystems(): Promise<Record<string, string>> {
    const { systems, broken } = open;
    const { casesOf, parallel = usualParallel, levelNames } = request;
    const levels = levelTerms(levelNames);
    const stop = AbortSignal.any([signal, lost]);
    const sites = [...systems.keys()].map((system): Site => {
      const writer = writers.get(system)!;
      const chains = new Chains(broken.get(system));
      const given = { system, writer, store, applying, casesOf, time, parallel, levels, events, stop };
      return { ...given, chains, halted: undefined, unanswered: new Map() };
    });
    // All of them, whatever becomes of one: a process must not leave while another part of it still sends.
    const ends = await Promise.allSettled(sites.map(site => applySystem(site, systems.get(site.system)!)));
    lost.throwIfAborted();
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    return Object.fromEntries(
      sites.flatMap(({ system, halted }) => (halted === undefined ? [] : [[system, halted]])),
    );
  }

  async function audit(inner: Store, before: object, after: object): Promise<void> {
    const { by, identity, origin } = request;
    const action = resume ? 'resume-plan' : 'apply-plan';
    const told = { at: time(), who: by, identity, origin, action, target: planId };
    await record(inner, { ...told, before, after, outcome: 'done' });
  }
}

/** States a plan may be in to be begun or gone on with. */
function startingStates(planId: string, state: PlanState, resume: boolean): PlanState[] {
  if (state === 'stale' || state === 'superseded' || state === 'refused') {
    throw new Refusal('plan-past-applying', { plan: planId, state });
  }
  const begun = state === 'applying' || state === 'stopped';
  if (begun && !resume) throw new Refusal('plan-begun', { plan: planId });
  if (!begun && resume) throw new Refusal('plan-not-begun', { plan: planId });
  return begun ? ['applying', 'stopped'] : ['draft', 'approved'];
}

async function countsOf(store: Store, planId: string): Promise<ApplyResult['counts']> {
  const counts = { waiting: 0, sending: 0, done: 0, verified: 0, failed: 0, skipped: 0, 'in-doubt': 0 };
  for (const { state } of await resultsOf(store, planId)) counts[state]++;
  return counts;
}

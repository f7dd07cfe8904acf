import type { AppliedValue } from '../../domain/applied.ts';
import { Refusal } from '../../domain/refusal.ts';
import { numberList } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { changesOne, insertRow } from '../core/one-row.ts';
import { inTransaction } from '../core/open.ts';
import type { Row } from '../tables/index.ts';
import { remember, rememberApplied } from './applied.ts';
import { type ActionResult, setPlanState } from './plans.ts';

/** The process that applies a plan; only it may write about it. */
export interface Applying {
  planId: string;
  token: string;
}

export type JournalRow = Omit<Row<'journal'>, 'planId'>;

/** A request about to be sent. */
export interface NewSend extends Pick<JournalRow, 'system' | 'label' | 'at'> {
  /** Numbers of the actions it is for; from now on they are in state `sending`. */
  actions: readonly number[];
  /** JSON-safe, without secrets. */
  request: unknown;
  /** What is to be remembered of a procedure from now on. */
  remember?: { procedure: string; memory: Readonly<Record<string, string>> };
}

/**
 * Writes a request down before it is sent, with what is to be remembered, in one transaction. Its number.
 * Throws when this process may no longer apply the plan: then nothing may be sent.
 */
export async function journalSend(store: Store, applying: Applying, send: NewSend): Promise<number> {
  return inTransaction(store, async inner => {
    await requireApplying(inner, applying);
    const { planId } = applying;
    const { system, actions, label, request, at } = send;
    const sent = inner.db.selectFrom('journal').where('planId', '=', planId);
    const last = await sent.select(({ fn }) => fn.max('number').as('number')).executeTakeFirst();
    const number = Number(last?.number ?? 0) + 1;
    const row = { planId, number, system, actions: [...actions], label, request, at };
    await insertRow(inner, 'journal', { ...row, state: 'sending' });
    await actionsNumbered(inner, planId, actions).set({ state: 'sending' }).execute();
    if (send.remember) await remember(inner, system, send.remember.procedure, send.remember.memory);
    return number;
  });
}

/** Writes down how a request ended. */
export async function journalOutcome(
  store: Store,
  applying: Applying,
  number: number,
  { state, words, at }: { state: 'sent' | 'refused' | 'unknown'; words: string | null; at: string },
): Promise<void> {
  await inTransaction(store, async inner => {
    await requireApplying(inner, applying);
    const { planId } = applying;
    const sent = inner.db.updateTable('journal').where(({ and }) => and({ planId, number }));
    await sent.set({ state, words, endedAt: at }).execute();
  });
}

/**
 * Writes down what came of actions of one system, and in the same transaction what the system was thereby verified
 * to have, and what its writer has learned. A result that is not the end (`waiting`, `in-doubt`) leaves them unfinished.
 */
export async function setActionState(
  store: Store,
  applying: Applying,
  results: readonly Pick<ActionResult, 'number' | 'state' | 'message'>[],
  at: string,
  verified?: {
    system: string;
    values: readonly AppliedValue[];
    memories?: readonly { procedure: string; memory: Readonly<Record<string, string>> }[];
  },
): Promise<void> {
  await inTransaction(store, async inner => {
    await requireApplying(inner, applying);
    // One statement for all that ended alike: a batch of 500 levels usually ends in one or two ways.
    for (const alike of Map.groupBy(results, ({ state, message }) => `${state} ${message ?? ''}`).values()) {
      const { state, message } = alike[0]!;
      const numbers = alike.map(({ number }) => number);
      const finishedAt = state === 'waiting' || state === 'in-doubt' ? null : at;
      const actions = actionsNumbered(inner, applying.planId, numbers);
      await actions.set({ state, message, finishedAt }).execute();
    }
    if (!verified) return;
    const { system, values, memories = [] } = verified;
    await rememberApplied(inner, system, values);
    for (const { procedure, memory } of memories) await remember(inner, system, procedure, memory);
  });
}

/** Ends the applying: `applied` for good, `stopped` to be resumed. What `record` writes stands or falls with it. */
export async function finishApplying(
  store: Store,
  applying: Applying,
  state: 'applied' | 'stopped',
  record: (inner: Store) => Promise<void>,
): Promise<void> {
  await inTransaction(store, async inner => {
    await requireApplying(inner, applying);
    await setPlanState(inner, applying.planId, ['applying'], state);
    await record(inner);
  });
}

/** Actions of a plan for which anything was sent that was not refused. */
export async function actionsSent({ db }: Store, planId: string): Promise<Set<number>> {
  const sent = db.selectFrom('journal').select('actions').where('planId', '=', planId);
  const rows = await sent.where('state', '!=', 'refused').execute();
  return new Set(rows.flatMap(({ actions }) => actions));
}

/** Requests to a system of which nobody knows whether they took effect: when the last of each action went out. */
export async function unansweredSends({ db }: Store, planId: string, system: string) {
  const sends = db.selectFrom('journal').select(['actions', 'at']).orderBy('number');
  const open = sends.where('state', 'in', ['sending', 'unknown']);
  const rows = await open.where(({ and }) => and({ planId, system })).execute();
  return new Map(rows.flatMap(({ actions, at }) => actions.map(action => [action, at] as const)));
}

function actionsNumbered(store: Store, planId: string, numbers: readonly number[]) {
  const actions = store.db.updateTable('planAction').where('planId', '=', planId);
  return actions.where('number', 'in', numberList(store, numbers));
}

/** A process that was taken for dead and comes to again must not write any more: another one applies the plan. */
async function requireApplying(inner: Store, { planId, token }: Applying): Promise<void> {
  const plan = inner.db.updateTable('plan').set({ state: 'applying' });
  const ours = plan.where(({ and }) => and({ id: planId, state: 'applying', applier: token }));
  if (!(await changesOne(ours))) throw new Refusal('plan-taken-over', { plan: planId });
}

import type { Log } from '../adapter/adapter.ts';
import { type ApplyEvents, type ApplyResult, applyPlan } from '../apply/execute.ts';
import { loadPlan, storePlan } from '../apply/stored-plan.ts';
import type { Configuration } from '../config/configuration.ts';
import type { PlanState } from '../domain/push.ts';
import { isBusy, isRefusal, Refusal } from '../domain/refusal.ts';
import type { ServiceDefinition } from '../domain/service.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { rollbackPlan } from '../plan/rollback.ts';
import { staleness } from '../plan/staleness.ts';
import { holdsNow, localTime } from '../plan/windows.ts';
import { record } from '../store/access/audit.ts';
import type { Store } from '../store/core/contract.ts';
import { inTransaction } from '../store/core/open.ts';
import { approvalsOf, resultsOf, setPlanState } from '../store/push/plans.ts';
import { keepTasks } from '../store/work/tasks.ts';
import { refusalWords } from '../words/refusals.ts';
import { planInput } from './plan-input.ts';
import { inRemoteTurn } from './remote-turn.ts';
import { offTargetWithoutDefinition } from './review-wishes.ts';
import { openWriters } from './writers.ts';

interface Pushing {
  configuration: Configuration;
  store: Store;
  log: Log;
  signal: AbortSignal;
  /** Who does it. */
  by: string;
  /** Of the account; left out where there is but a name. */
  identity?: string | undefined;
  /** For the audit trail: from where. Default `cli`. */
  origin?: string;
  /** Id of the plan to be made; `newPlanId` by default. */
  id?: string;
  now?: () => Date;
  reading?(system: string, done: number, total: number): void;
}

/**
 * Compares definitions, systems and what was last applied, and stores the plan with its tasks for people.
 * `everything`: not only some procedures are asked for, so that levels no definition speaks of are looked at, too.
 */
export async function draftPlan(
  request: Pushing & { definitions: readonly ServiceDefinition[]; everything?: boolean },
): Promise<Plan> {
  const { store, configuration, definitions } = request;
  const further = request.everything
    ? await offTargetWithoutDefinition(store, configuration.city, configuration.services)
    : undefined;
  const id = request.id ?? newPlanId(timeOf(request));
  const plan = await withInput(request, definitions, id, async input =>
    makePlan({ ...input, ...(further && { offTarget: further.offTarget }) }),
  );
  return keep(request, { ...plan, cases: casesOf(definitions) }, further?.covered);
}

/** The reverse of an applied plan, from the values before; stored like any other. */
export async function draftRollback(
  request: Pushing & { planId: string; definitions: readonly ServiceDefinition[] },
): Promise<Plan> {
  const { plan } = await stored(request.store, request.planId);
  const results = new Map(
    (await resultsOf(request.store, plan.id)).map(({ number, state }) => [number, state]),
  );
  const touched = new Set(plan.actions.map(({ change }) => change.target.procedure));
  const definitions = request.definitions.filter(({ procedure }) => touched.has(procedure));
  const back = await withInput(request, definitions, request.id ?? newPlanId(timeOf(request)), async input =>
    rollbackPlan(plan, results, input),
  );
  const cases = Object.entries(plan.cases ?? {}).filter(([procedure]) => touched.has(procedure));
  return keep(request, { ...back, cases: Object.fromEntries(cases) });
}

export interface Applying extends Pushing {
  planId: string;
  definitions: readonly ServiceDefinition[];
  resume?: boolean;
  parallel?: number;
  events?: ApplyEvents;
}

/**
 * Applies a stored plan after its guards were asked again and nothing it stands on has moved.
 *
 * @throws Refusal when it is another's turn, or with what holds it and how a person may allow it; nothing was sent then. In
 * the audit trail, but for who came too early.
 */
export async function applyStored(request: Applying): Promise<ApplyResult> {
  const { store, planId, log, now = () => new Date() } = request;
  try {
    return await inRemoteTurn(store, `áp dụng kế hoạch ${planId}`, { now, log }, (fenced, lost) =>
      applyGuarded({ ...request, store: fenced }, lost),
    );
  } catch (error) {
    // Who has lost it to another process writes nothing more, and the other one goes on.
    if (isRefusal(error) && !isBusy(error) && !isRefusal(error, 'plan-taken-over', 'taken-over')) {
      await record(request.store, {
        at: timeOf(request),
        who: request.by,
        identity: request.identity,
        origin: request.origin ?? 'cli',
        action: 'apply-plan',
        target: request.planId,
        before: null,
        after: { refusal: refusalWords(error) },
        outcome: 'refused',
      });
      error.audited = true;
    }
    throw error;
  }
}

async function applyGuarded(request: Applying, lost: AbortSignal): Promise<ApplyResult> {
  const { store, configuration, planId } = request;
  const { plan, state } = await stored(store, planId);
  const procedures = [...new Set(plan.actions.map(({ change }) => change.target.procedure))];
  // What is in hand is finished after Ctrl-C, so the writers must not hear of it.
  const open = await openWriters({
    ...request,
    signal: new AbortController().signal,
    procedures,
  });
  try {
    if (state === 'draft' || state === 'approved') {
      await refuseHeld(request, plan, state);
      await refuseStale(request, plan, open.writers);
    }
    return await applyPlan({
      planId,
      store,
      writers: open.writers,
      levelNames: configuration.city.levelNames,
      casesOf: procedure => plan.cases?.[procedure] ?? [],
      by: request.by,
      identity: request.identity,
      origin: request.origin ?? 'cli',
      signal: request.signal,
      lost,
      resume: request.resume ?? false,
      ...(request.parallel && { parallel: request.parallel }),
      ...(request.events && { events: request.events }),
      ...(request.now && { now: request.now }),
    });
  } finally {
    open.close();
    request.log.debug({ plan: planId, systems: configuration.systems.length }, 'writers closed');
  }
}

async function refuseHeld(
  { store, configuration, now }: Applying,
  plan: Plan,
  state: PlanState,
): Promise<void> {
  const { windows, approval } = configuration.push;
  const { holds } = holdsNow(plan, windows, localTime((now?.() ?? new Date()).toISOString()));
  const final = holds.filter(({ approvable }) => !approvable);
  if (final.length > 0) {
    throw new Refusal('plan-held', { plan: plan.id, holds: heldWords(final) });
  }
  const approved = state === 'approved' && (await approvalsOf(store, plan.id)).length > 0;
  if (approved || (holds.length === 0 && approval === 'held')) return;
  throw new Refusal('plan-not-approved', { plan: plan.id, holds: heldWords(holds) });
}

function heldWords(holds: Plan['holds']): { guard: string; message: string }[] {
  return holds.map(({ guard, message }) => ({ guard, message }));
}

async function refuseStale(
  request: Applying,
  plan: Plan,
  writers: Parameters<typeof planInput>[0]['writers'],
): Promise<void> {
  const procedures = new Set(Object.keys(plan.cases ?? {}));
  const definitions = request.definitions.filter(({ procedure }) => procedures.has(procedure));
  const fresh = await planInput({
    ...request,
    writers,
    definitions,
    id: plan.id,
    author: plan.author,
    at: plan.createdAt,
  });
  const answer = staleness(plan, fresh);
  if (answer.stale === false) return;
  if (answer.stale === undefined) {
    const { item, problem } = answer;
    throw new Refusal('plan-unclear', { plan: plan.id, item, problem });
  }
  await setPlanState(request.store, plan.id, ['draft', 'approved'], 'stale');
  throw new Refusal('plan-moved', { plan: plan.id, item: answer.item });
}

async function withInput(
  request: Pushing,
  definitions: readonly ServiceDefinition[],
  id: string,
  make: (input: Awaited<ReturnType<typeof planInput>>) => Promise<Plan>,
): Promise<Plan> {
  const procedures = definitions.map(({ procedure }) => procedure);
  const { store, log, now = () => new Date() } = request;
  return inRemoteTurn(store, 'lập kế hoạch', { now, log }, async (fenced, lost) => {
    const signal = AbortSignal.any([request.signal, lost]);
    const open = await openWriters({ ...request, store: fenced, signal, procedures });
    try {
      const at = timeOf(request);
      const asked = {
        ...request,
        store: fenced,
        signal,
        writers: open.writers,
        definitions,
        id,
        author: request.by,
        at,
      };
      return await make(await planInput(asked));
    } finally {
      open.close();
    }
  });
}

/** An empty plan is not kept: there is nothing to apply, but its tasks are. In the audit trail either way. */
async function keep(
  request: Pushing,
  plan: Plan,
  further: ReadonlyMap<string, readonly string[]> = new Map(),
): Promise<Plan> {
  // Where nothing could be told, tasks of earlier plans stand as they are.
  const untold = new Set((plan.unknown ?? []).map(({ system, procedure }) => `${system} ${procedure}`));
  const procedures = Object.keys(plan.cases ?? {});
  const covered = new Map(
    request.configuration.systems.map(({ profile: { name } }) => [
      name,
      [...procedures.filter(procedure => !untold.has(`${name} ${procedure}`)), ...(further.get(name) ?? [])],
    ]),
  );
  await inTransaction(request.store, async inner => {
    if (plan.actions.length > 0) await storePlan(inner, plan, request.identity);
    await keepTasks(inner, plan.tasks ?? [], { id: plan.id, at: plan.createdAt, covered });
    await record(inner, {
      at: plan.createdAt,
      who: request.by,
      identity: request.identity,
      origin: request.origin ?? 'cli',
      action: 'make-plan',
      target: plan.id,
      before: null,
      after: {
        fingerprint: plan.fingerprint,
        actions: plan.actions.length,
        tasks: plan.tasks?.length ?? 0,
        holds: plan.holds.length,
      },
      outcome: plan.actions.length > 0 ? 'done' : 'nothing to change',
    });
  });
  return plan;
}

async function stored(store: Store, planId: string): Promise<{ plan: Plan; state: PlanState }> {
  const found = await loadPlan(store, planId);
  if (!found) throw new Refusal('plan-unknown', { plan: planId });
  return found;
}

function casesOf(definitions: readonly ServiceDefinition[]): NonNullable<Plan['cases']> {
  return Object.fromEntries(
    definitions.map(({ procedure, cases }) => [procedure, cases.map(({ key, name }) => ({ key, name }))]),
  );
}

function timeOf({ now }: Pushing): string {
  return (now?.() ?? new Date()).toISOString();
}

/** `P20261123T070000Z-041`: sorts by time and can be read aloud. */
export function newPlanId(at: string): string {
  return `P${at.slice(0, 19).replace(/[-:]/g, '')}Z-${at.slice(20, 23)}`;
}

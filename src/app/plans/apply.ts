import { type ApplyEvents, type ApplyResult, applyPlan } from '../../apply/execute.ts';
import { loadDefinitions } from '../../definitions/load.ts';
import type { PlanState } from '../../domain/push.ts';
import { isRefusal, Refusal, type RefusalParams } from '../../domain/refusal.ts';
import { type Plan, waitsFor } from '../../plan/plan.ts';
import { staleness } from '../../plan/staleness.ts';
import { holdsNow, localTime } from '../../plan/windows.ts';
import { planInput } from '../../runs/plan-input.ts';
import { inRemoteTurn } from '../../runs/remote-turn.ts';
import { openWriters } from '../../runs/writers.ts';
import { record } from '../../store/access/audit.ts';
import { approvalsOf, setPlanState } from '../../store/push/plans.ts';
import { refusalWords } from '../../words/refusals.ts';
import { asked } from '../audited.ts';
import { doingOf, type RemoteAsking } from '../context.ts';
import { refusalAnswers } from '../refusal-answers.ts';
import { storedPlan } from './stored.ts';

export type { ApplyResult };

export interface ApplyWish {
  plan: string;
  /** What is in hand is finished, the rest can be resumed. */
  signal: AbortSignal;
  /** Goes on with a plan that was stopped or killed. */
  resume?: boolean;
  /** Units at once per system. */
  parallel?: number | undefined;
  events?: ApplyEvents;
}

/**
 * Applies a stored plan after its guards were asked again and nothing it stands on has moved.
 *
 * @throws Refusal when it is another's turn, or with what holds it and how a person may allow it; nothing was sent
 * then. In the audit trail, but for who came too early.
 */
export function applyStored(asking: RemoteAsking, wish: ApplyWish): Promise<ApplyResult> {
  const { store, log, now } = asking;
  return asked(asking, 'start-apply', wish.plan, async () => {
    await storedPlan(store, wish.plan);
    try {
      return await inRemoteTurn(store, `apply ${wish.plan}`, { now, log }, (fenced, lost) =>
        applyGuarded({ ...asking, store: fenced }, wish, lost),
      );
    } catch (error) {
      if (isRefusal(error) && refusalAnswers[error.code].attempt) {
        await record(store, {
          ...{ ...doingOf(asking), action: 'apply-plan', target: wish.plan },
          ...{ after: { refusal: refusalWords(error) }, outcome: 'refused' },
        });
        error.audited = true;
      }
      throw error;
    }
  });
}

async function applyGuarded(
  asking: RemoteAsking,
  { plan: planId, signal, resume = false, parallel, events }: ApplyWish,
  lost: AbortSignal,
): Promise<ApplyResult> {
  const { store, configuration, log, actor, now } = asking;
  const { plan, state } = await storedPlan(store, planId);
  const procedures = [...new Set(plan.actions.map(({ change }) => change.target.procedure))];
  // What is in hand is finished after Ctrl-C, so the writers must not hear of it.
  const unheard = new AbortController().signal;
  const { writers, close } = await openWriters({ ...asking, signal: unheard, procedures });
  try {
    if (state === 'draft' || state === 'approved') {
      await refuseHeld(asking, plan, state);
      await refuseStale(asking, plan, writers, signal);
    }
    const { name: by, identity, origin } = actor;
    return await applyPlan({
      ...{ planId, store, writers, by, identity, origin, signal, lost, resume, now },
      levelNames: configuration.city.levelNames,
      casesOf: procedure => plan.cases?.[procedure] ?? [],
      ...(parallel !== undefined && { parallel }),
      ...(events && { events }),
    });
  } finally {
    close();
    log.debug({ plan: planId, systems: configuration.systems.length }, 'writers closed');
  }
}

async function refuseHeld({ store, configuration, now }: RemoteAsking, plan: Plan, state: PlanState) {
  const { holds } = holdsNow(plan, configuration.push.windows, localTime(now().toISOString()));
  const waits = waitsFor({ holds }, configuration.push);
  if (waits === 'cause') {
    const final = holds.filter(({ approvable }) => !approvable);
    throw new Refusal('plan-held', { plan: plan.id, holds: heldWords(final) });
  }
  const approved = state === 'approved' && (await approvalsOf(store, plan.id)).length > 0;
  if (approved || waits === 'nothing') return;
  throw new Refusal('plan-not-approved', { plan: plan.id, holds: heldWords(holds) });
}

function heldWords(holds: Plan['holds']): RefusalParams['plan-held']['holds'] {
  return holds.map(({ guard, message }) => ({ guard, message }));
}

async function refuseStale(
  asking: RemoteAsking,
  plan: Plan,
  writers: Parameters<typeof planInput>[0]['writers'],
  signal: AbortSignal,
): Promise<void> {
  const procedures = new Set(Object.keys(plan.cases ?? {}));
  const { definitions } = await loadDefinitions(asking.configuration.services);
  const { id, author, createdAt: at } = plan;
  const fresh = await planInput({
    ...{ ...asking, writers, signal, id, author, at },
    definitions: definitions.filter(({ procedure }) => procedures.has(procedure)),
  });
  const answer = staleness(plan, fresh);
  if (answer.stale === false) return;
  if (answer.stale === undefined) {
    const { item, english, problem } = answer;
    throw new Refusal('plan-unclear', { plan: id, item, english, problem });
  }
  await setPlanState(asking.store, id, ['draft', 'approved'], 'stale');
  throw new Refusal('plan-moved', { plan: id, item: answer.item, english: answer.english });
}

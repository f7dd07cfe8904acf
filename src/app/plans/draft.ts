import { relative } from 'node:path';
import { storePlan } from '../../apply/stored-plan.ts';
import { loadDefinitions } from '../../definitions/load.ts';
import { problemText } from '../../definitions/problem.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { ServiceDefinition } from '../../domain/service.ts';
import { makePlan } from '../../plan/make-plan.ts';
import type { Plan } from '../../plan/plan.ts';
import { rollbackPlan } from '../../plan/rollback.ts';
import { planApprovalLetters } from '../../runs/mail/plan-approval.ts';
import { planInput } from '../../runs/plan-input.ts';
import { inRemoteTurn } from '../../runs/remote-turn.ts';
import { offTargetWithoutDefinition } from '../../runs/review-wishes.ts';
import { hasReviews } from '../../runs/reviewed.ts';
import { validatedDefinitions } from '../../runs/validated-definitions.ts';
import { openWriters } from '../../runs/writers.ts';
import { record } from '../../store/access/audit.ts';
import { inTransaction } from '../../store/core/open.ts';
import { queueLetters } from '../../store/mail/outbox.ts';
import { actionsSent } from '../../store/push/journal.ts';
import { resultsOf } from '../../store/push/plans.ts';
import { keepTasks } from '../../store/work/tasks.ts';
import { asked } from '../audited.ts';
import { doingOf, type RemoteAsking } from '../context.ts';
import { storedPlan } from './stored.ts';

export interface Drafting {
  signal: AbortSignal;
  /** Of the plan to be made; `newPlanId` by default. */
  id?: string;
}

/**
 * Compares definitions, systems and what was last applied, and stores the plan with its tasks for people; writes to no
 * system.
 *
 * @param wish `only`: these procedures; without it levels no definition speaks of are looked at, too.
 * @throws Refusal when a definition in scope has a mistake, or there is none (nothing is contacted then), or somebody
 * else reads or writes the systems.
 */
export function draftPlan(asking: RemoteAsking, wish: Drafting & { only?: readonly string[] | undefined }) {
  return asked(asking, 'start-plan', 'plan', async () => {
    const { only } = wish;
    const definitions = await soundDefinitions(asking, only);
    // Without any definition the levels the reviews ask for are still work for people.
    if (definitions.length === 0 && !(only === undefined && (await hasReviews(asking.store))))
      throw new Refusal('nothing-defined', {});
    return draftOf(asking, definitions, { ...wish, everything: only === undefined });
  });
}

/** The plan of these very definitions. */
export async function draftOf(
  asking: RemoteAsking,
  definitions: readonly ServiceDefinition[],
  wish: Drafting & { everything: boolean },
): Promise<Plan> {
  const { city, services } = asking.configuration;
  const further = wish.everything
    ? await offTargetWithoutDefinition(asking.store, city, services, definitions)
    : undefined;
  const plan = await withInput(asking, definitions, wish, input =>
    makePlan({ ...input, ...(further && { offTarget: further.offTarget }) }),
  );
  return keep(asking, { ...plan, cases: casesOf(definitions) }, definitions, further?.covered);
}

/** The reverse of an applied plan, from the values before; stored, approved and applied like any other. @throws Refusal */
export function draftRollback(asking: RemoteAsking, wish: Drafting & { plan: string }): Promise<Plan> {
  return asked(asking, 'start-rollback', wish.plan, async () => {
    const { store, configuration } = asking;
    const { plan } = await storedPlan(store, wish.plan);
    const results = new Map((await resultsOf(store, plan.id)).map(({ number, state }) => [number, state]));
    const touched = new Set(plan.actions.map(({ change }) => change.target.procedure));
    const { definitions } = await loadDefinitions(configuration.services);
    const theirs = definitions.filter(({ procedure }) => touched.has(procedure));
    const sent = await actionsSent(store, plan.id);
    const back = await withInput(asking, theirs, wish, input => rollbackPlan(plan, results, input, sent));
    const cases = Object.entries(plan.cases ?? {}).filter(([procedure]) => touched.has(procedure));
    return keep(asking, { ...back, cases: Object.fromEntries(cases) }, theirs);
  });
}

/** Definitions without any mistake. @throws Refusal */
async function soundDefinitions({ configuration, store }: RemoteAsking, only: readonly string[] | undefined) {
  const { definitions, problems } = await validatedDefinitions(configuration, store, only);
  const wrong = problems
    .filter(({ warning }) => !warning)
    .map(problem => problemText({ ...problem, file: relative(configuration.services, problem.file) }));
  if (wrong.length > 0) throw new Refusal('definitions-wrong', { problems: wrong });
  return definitions;
}

function withInput(
  asking: RemoteAsking,
  definitions: readonly ServiceDefinition[],
  wish: Drafting,
  make: (input: Awaited<ReturnType<typeof planInput>>) => Plan,
): Promise<Plan> {
  const { store, now, log, actor } = asking;
  const id = wish.id ?? newPlanId(now().toISOString());
  const procedures = definitions.map(({ procedure }) => procedure);
  return inRemoteTurn(store, 'plan', { now, log }, async (fenced, lost) => {
    const signal = AbortSignal.any([wish.signal, lost]);
    const at = now().toISOString();
    const { writers, close } = await openWriters({ ...asking, store: fenced, signal, procedures });
    try {
      const wanted = { ...asking, store: fenced, signal, writers, definitions };
      return make(await planInput({ ...wanted, id, author: actor.name, at }));
    } finally {
      close();
    }
  });
}

/**
 * An empty plan is not kept: there is nothing to apply, but its tasks are. In the audit trail either way; whoever may
 * allow what holds it gets a letter.
 */
async function keep(
  asking: RemoteAsking,
  plan: Plan,
  named: readonly ServiceDefinition[],
  further: ReadonlyMap<string, readonly string[]> = new Map(),
): Promise<Plan> {
  // Where nothing could be told, tasks of earlier plans stand as they are.
  const indeterminate = new Set(
    (plan.unknown ?? []).map(({ system, procedure }) => `${system} ${procedure}`),
  );
  const procedures = Object.keys(plan.cases ?? {});
  const covered = new Map(
    asking.configuration.systems.map(({ profile: { name } }) => [
      name,
      [
        ...procedures.filter(procedure => !indeterminate.has(`${name} ${procedure}`)),
        ...(further.get(name) ?? []),
      ],
    ]),
  );
  const { id, createdAt: at, actions, tasks = [], holds, fingerprint } = plan;
  const letters = planApprovalLetters(asking.configuration, { plan, named });
  await inTransaction(asking.store, async inner => {
    if (actions.length > 0) await storePlan(inner, plan, asking.actor.identity);
    await queueLetters(inner, letters, at);
    await keepTasks(inner, tasks, { id, at, covered });
    await record(inner, {
      ...{ ...doingOf(asking), at, action: 'make-plan', target: id },
      after: { fingerprint, actions: actions.length, tasks: tasks.length, holds: holds.length },
      outcome: actions.length > 0 ? 'done' : 'nothing to change',
    });
  });
  return plan;
}

function casesOf(definitions: readonly ServiceDefinition[]): NonNullable<Plan['cases']> {
  return Object.fromEntries(
    definitions.map(({ procedure, cases }) => [procedure, cases.map(({ key, name }) => ({ key, name }))]),
  );
}

/** `P20261123T070000Z-041`: sorts by time and can be read aloud. */
export function newPlanId(at: string): string {
  return `P${at.slice(0, 19).replace(/[-:]/g, '')}Z-${at.slice(20, 23)}`;
}

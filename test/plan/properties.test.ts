import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onlineLevel } from '../../src/domain/level.ts';
import type { ActionState } from '../../src/domain/push.ts';
import type { ServiceState } from '../../src/domain/service-state.ts';
import { sameValue } from '../../src/plan/diff.ts';
import type { PlanInput } from '../../src/plan/input.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { waves } from '../../src/plan/order.ts';
import type { Plan, PlannedAction } from '../../src/plan/plan.ts';
import { prepareReadiness } from '../../src/plan/readiness.ts';
import { rollbackPlan } from '../../src/plan/rollback.ts';
import { coveredBy } from '../../src/plan/scope.ts';
import { staleness } from '../../src/plan/staleness.ts';
import { valueAt } from '../../src/plan/state.ts';
import { size } from '../support/thorough.ts';
import { city, input, ModelRemote, portal } from './model-city.ts';
import { standsOn } from './samples.ts';

function carriedOut(plan: Plan, remote: ModelRemote): ModelRemote {
  for (const action of plan.actions) remote.make(action);
  return remote;
}

const verified = (plan: Plan) =>
  new Map<number, ActionState>(plan.actions.map(({ number }) => [number, 'verified']));

function shuffled<T>(list: readonly T[], seed: number): T[] {
  return [...list]
    .map((value, at) => ({ value, key: Math.sin(seed + at * 7919) }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

function reordered(given: PlanInput, seed: number): PlanInput {
  const reverse = <T>(fields: Record<string, T>) => Object.fromEntries(Object.entries(fields).reverse());
  return {
    ...given,
    definitions: shuffled(given.definitions, seed),
    systems: shuffled(given.systems, seed),
    services: shuffled(given.services, seed).map(service => ({
      ...service,
      actual: service.actual && {
        ...service.actual,
        offerings: reverse(service.actual.offerings),
        cases: reverse(service.actual.cases),
      },
      applied: shuffled(service.applied, seed),
    })),
    city: { ...given.city, agencies: shuffled(given.city.agencies, seed) },
  };
}

describe('a plan carried out on a model of the remotes', () => {
  it('gives what the definitions say wherever it could be told, and leaves nothing for a second plan', () => {
    fc.assert(
      fc.property(input, given => {
        const remote = carriedOut(makePlan(given), new ModelRemote(given.services));
        for (const { procedure, level, cases, applies } of given.definitions) {
          for (const { profile } of given.systems) {
            const there = remote.actual(profile.name, procedure);
            const wanted = city.agencies
              .filter(
                ({ code, tier }) =>
                  (applies.tiers as string[]).includes(tier) || applies.agencies!.includes(code),
              )
              .map(({ code }) => code);
            for (const agency of coveredBy(wanted, profile, city))
              expect(there.offerings[agency]?.level).toBe(level);
            for (const one of cases) {
              const found = there.cases[one.key]!;
              if (found.value) expect(found.value.name).toBe(one.name);
              if (found.workflow !== undefined && one.workflow)
                expect(sameValue('set-workflow', found.workflow, one.workflow)).toBe(true);
              if (profile === portal && found.eform !== undefined && one.eform)
                expect(found.eform).toEqual(one.eform);
            }
          }
        }
        const second = makePlan({ ...given, services: remote.services() });
        expect(second.actions).toEqual([]);
        expect(second.holds).toEqual([]);
      }),
      { numRuns: size(100, 30) },
    );
  });

  it('touches nothing that no definition speaks of', () => {
    fc.assert(
      fc.property(input, given => {
        const remote = carriedOut(makePlan(given), new ModelRemote(given.services));
        for (const { system, procedure, actual, applied } of given.services) {
          const after = remote.actual(system, procedure);
          expect(after.cases['xa-la']).toEqual(actual!.cases['xa-la']);
          for (const [agency, row] of Object.entries(actual!.offerings)) {
            const ours = applied.some(({ target }) => target.agency === agency);
            if (!ours) expect(after.offerings[agency], `${agency} was not ours to take away`).toBeDefined();
            else if (after.offerings[agency] === undefined) expect(row).toBeDefined();
          }
        }
      }),
      { numRuns: size(100, 30) },
    );
  });

  it('is taken back by its rollback, all but what is known to be irreversible', () => {
    fc.assert(
      fc.property(input, given => {
        const plan = makePlan(given);
        const remote = carriedOut(plan, new ModelRemote(given.services));
        const back = rollbackPlan(plan, verified(plan), { ...given, id: 'P2', services: remote.services() });
        carriedOut(back, remote);
        // A level that stood there without what it promises is never put back by us: a person is told.
        expect(back.holds.filter(({ guard, approvable }) => guard === 'not-ready' && !approvable)).toEqual(
          [],
        );
        const { left = [], other: tasks = [] } = Object.groupBy(back.tasks!, ({ what }) =>
          what.includes('không gồm việc này') ? 'left' : 'other',
        );
        const isLeft = ({ system, change: { kind, target } }: PlannedAction) =>
          left.some(
            each =>
              each.system === system &&
              each.procedure === target.procedure &&
              (target.agency === undefined
                ? each.case === target.case && each.kind === kind
                : each.agencies.includes(target.agency)),
          );
        for (const action of plan.actions) {
          const { system, change, reversible } = action;
          if (isLeft(action)) continue;
          const now = valueAt(remote.actual(system, change.target.procedure), change.kind, change.target);
          if (
            reversible &&
            change.kind === 'set-level' &&
            plan.actions.some(
              each =>
                each.change.kind === 'create-offering' &&
                each.system === system &&
                each.change.target.procedure === change.target.procedure &&
                each.change.target.agency === change.target.agency,
            )
          ) {
            expect(now).toBeNull();
          } else if (reversible) expect(sameValue(change.kind, now!, change.before)).toBe(true);
          else if (change.kind === 'set-level') expect(now as number).toBeLessThanOrEqual(2);
        }
        const lasting = plan.actions.filter(({ reversible }) => !reversible);
        expect(tasks.length > 0).toBe(lasting.length > 0);
        expect(back.actions.every(({ standing }) => standing === 'changed-here')).toBe(true);
      }),
      { numRuns: size(100, 30) },
    );
  });

  it('never has a level stand on something that is not there yet, or no longer, unless a guard refused', () => {
    fc.assert(
      fc.property(input, given => {
        const remote = new ModelRemote(given.services);
        const plan = makePlan(given);
        watch(plan, remote, given);
        const back = rollbackPlan(plan, verified(plan), { ...given, services: remote.services() });
        watch(back, remote, given);
      }),
      { numRuns: size(100, 30) },
    );
  });
});

/** Carries a plan out; after each action no promise may be broken that stood before, where no guard had said so. */
function watch(plan: Plan, remote: ModelRemote, given: PlanInput): void {
  const refused = new Set(
    plan.holds
      .filter(({ guard }) => guard === 'not-ready')
      .flatMap(({ actions }) => actions.map(number => chain(plan.actions[number - 1]!))),
  );
  for (const action of plan.actions) {
    const { system, change } = action;
    const { procedure } = change.target;
    const before = broken(remote.actual(system, procedure), system, procedure, given);
    remote.make(action);
    if (refused.has(chain(action))) continue;
    const after = broken(remote.actual(system, procedure), system, procedure, given);
    expect(after.filter(each => !before.includes(each))).toEqual([]);
  }
}

const chain = ({ system, change }: Plan['actions'][number]) => `${system} ${change.target.procedure}`;

function broken(actual: ServiceState, system: string, procedure: string, given: PlanInput): string[] {
  const definition = given.definitions.find(each => each.procedure === procedure)!;
  const { profile } = given.systems.find(each => each.profile.name === system)!;
  const rowsAt = prepareReadiness(definition, actual, profile, given.national?.get(procedure));
  const online = Object.entries(actual.offerings).filter(([, { level }]) => (level ?? 0) >= onlineLevel);
  return online.flatMap(([agency]) =>
    rowsAt(agency)
      .filter(({ state }) => state === 'not-met')
      .map(({ condition }) => `${agency} ${condition}`),
  );
}

describe('making a plan', () => {
  it('does not depend on the order of anything that comes in', () => {
    fc.assert(
      fc.property(input, fc.nat(), (given, seed) => {
        const closed = given.services.map(service =>
          service.actual && !service.actual.exists && service.system === 'portal'
            ? { ...service, actual: { ...service.actual, cannotAdd: 'cổng không nhận thủ tục mới' } }
            : service,
        );
        for (const services of [given.services, closed]) {
          const plan = makePlan({ ...given, services });
          expect(makePlan(reordered({ ...given, services }, seed))).toEqual(plan);
        }
      }),
      { numRuns: size(100, 30) },
    );
  });

  it('puts every action after all it stands on, wave by wave', () => {
    fc.assert(
      fc.property(input, fc.nat(), (given, seed) => {
        const plan = makePlan(reordered(given, seed));
        expect(plan.actions.map(({ number }) => number)).toEqual(plan.actions.map((_, at) => at + 1));
        for (const action of plan.actions) {
          const needed = standsOn(action, plan);
          for (const number of needed) expect(number).toBeLessThan(action.number);
          const theirs = plan.actions.filter(other => chain(other) === chain(action) && other !== action);
          if (action.change.kind === 'set-level' && waves[action.wave] === 'set-level') {
            for (const other of theirs) {
              if (other.change.target.case !== undefined) expect(needed).toContain(other.number);
            }
          }
          for (const { number } of theirs.filter(
            other =>
              other.change.target.agency !== undefined &&
              other.change.target.agency === action.change.target.agency &&
              other.wave < action.wave,
          ))
            expect(needed).toContain(number);
        }
      }),
      { numRuns: size(100, 30) },
    );
  });

  it('never drops a guard: whatever is dangerous is named by a hold', () => {
    fc.assert(
      fc.property(
        input,
        fc.constantFrom('complete', 'partial', 'unreadable', 'none'),
        fc.nat(20),
        (given, status, maxChanges) => {
          const systems = given.systems.map(({ source, ...system }) =>
            status === 'none' ? system : { ...system, source: { ...source!, status } },
          );
          const plan = makePlan({ ...given, systems, settings: { ...given.settings, maxChanges } });
          const held = (guard: string) =>
            plan.holds.filter(each => each.guard === guard).flatMap(({ actions }) => actions);
          for (const { number, change } of plan.actions) {
            if (change.kind === 'set-level' && (change.after ?? 0) < (change.before ?? 0))
              expect(held('lowers-level')).toContain(number);
            if (change.kind === 'deactivate-offering') expect(held('deactivates')).toContain(number);
            if (change.kind === 'set-workflow') {
              const kept = change.after?.steps.map(({ name }) => name) ?? [];
              if (change.before?.steps.some(({ name }) => !kept.includes(name)))
                expect(held('drops-step')).toContain(number);
            }
            if (status !== 'complete') expect(held('source-suspicious')).toContain(number);
          }
          expect(plan.holds.some(({ guard }) => guard === 'too-many-changes')).toBe(
            plan.actions.length > maxChanges,
          );
          expect(plan.holds.some(({ guard }) => guard === 'source-suspicious')).toBe(
            status !== 'complete' && plan.actions.length > 0,
          );
        },
      ),
      { numRuns: size(100, 30) },
    );
  });

  it('is stale once carried out, and not before', () => {
    fc.assert(
      fc.property(input, fc.nat(), (given, seed) => {
        const plan = makePlan(given);
        expect(staleness(plan, { ...reordered(given, seed), id: 'P9', author: 'minh' })).toEqual({
          stale: false,
        });
        if (plan.actions.length === 0) return;
        const services = carriedOut(plan, new ModelRemote(given.services)).services();
        const later = staleness(plan, { ...given, services });
        expect(later.stale && later.item.length > 0).toBe(true);
      }),
      { numRuns: size(100, 30) },
    );
  });
});

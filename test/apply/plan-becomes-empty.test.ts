import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyPlan } from '../../src/apply/execute.ts';
import { storePlan } from '../../src/apply/stored-plan.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import type { Level } from '../../src/domain/level.ts';
import type { DesiredCase, ServiceDefinition } from '../../src/domain/service.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { rollbackPlan } from '../../src/plan/rollback.ts';
import { createLog } from '../../src/runs/log.ts';
import { planInput } from '../../src/runs/plan-input.ts';
import { openWriters } from '../../src/runs/writers.ts';
import { openStore } from '../../src/store/core/open.ts';
import { resultsOf } from '../../src/store/push/plans.ts';
import { ask } from '../adapters/opencps/ask.ts';
import type { SandboxCity } from '../sandbox/city/city.ts';
import { type RunningCity, startCity } from '../sandbox/city/servers.ts';
import type { SeedCase, SeedProcedure } from '../sandbox/seed.ts';
import { temporaryFolder } from '../support/command.ts';
import { smallCity } from '../support/small-city.ts';
import { size } from '../support/thorough.ts';
import { definition, cases as wholeCases } from './unready-city.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());
let count = 0;

interface Desk {
  servers: RunningCity['servers'];
  /** A plan of what the definitions say and the systems have now. */
  plan(): Promise<Plan>;
  /** What did not work, in words. */
  apply(plan: Plan): Promise<string[]>;
  rollback(plan: Plan): Promise<Plan>;
}

/** The real adapters on sandboxes of `city`, with what a program keeps between plans. */
async function atDesk<T>(
  city: SandboxCity,
  definitions: readonly ServiceDefinition[],
  work: (desk: Desk) => Promise<T>,
): Promise<T> {
  const running = await startCity(city);
  Object.assign(running.servers.oneStop.options, { indexLagMs: 20 });
  const file = await running.writeConfiguration(join(folder.path, `${++count}`));
  const configuration = await loadConfiguration(file, {});
  const store = await openStore(configuration.store);
  const { signal } = new AbortController();
  const log = createLog([], 'error');
  // Only the national record could tell a new service's name and field.
  const procedures = definitions.map(({ procedure }) => procedure);
  const open = await openWriters({ configuration, store, log, signal, procedures });
  const asked = { configuration, store, signal, definitions, writers: open.writers, author: 'Nguyễn Văn A' };
  const input = () => planInput({ ...asked, id: `P${++count}`, at: new Date().toISOString() });
  try {
    return await work({
      servers: running.servers,
      plan: async () => makePlan(await input()),
      async apply(plan) {
        await storePlan(store, plan);
        const casesOf = (code: string) => definitions.find(({ procedure }) => procedure === code)!.cases;
        const by = { by: 'Trần Thị B', origin: 'cli', signal };
        await applyPlan({
          lost: new AbortController().signal,
          planId: plan.id,
          store,
          writers: open.writers,
          casesOf,
          ...by,
        });
        const results = await resultsOf(store, plan.id);
        return results
          .filter(({ state }) => state !== 'verified' && state !== 'done')
          .map(({ number, state, message }) => `${describeAction(plan, number)} ${state}: ${message}`);
      },
      async rollback(plan) {
        const states = new Map((await resultsOf(store, plan.id)).map(({ number, state }) => [number, state]));
        return rollbackPlan(plan, states, await input());
      },
    });
  } finally {
    open.close();
    await store.close();
    await running.close();
  }
}

function describeAction({ actions }: Plan, number: number): string {
  const { system, change } = actions[number - 1]!;
  return `${system} ${change.kind} ${change.target.case ?? change.target.agency}`;
}

const words = (plan: Plan) =>
  plan.actions.map(({ number, reason }) => `${describeAction(plan, number)}: ${reason}`);

const commune = ['1.000894', '1.004873'];
const [whole] = wholeCases as [DesiredCase];

/** What the definition's author may have said, or left out. */
const desired = fc.record({
  level: fc.constantFrom<Level>(2, 3, 4),
  tiers: fc.constantFrom<ServiceDefinition['applies']['tiers'][]>(['commune'], ['commune', 'district']),
  onlinePayment: fc.boolean(),
  channels: fc.record({ online: fc.boolean(), post: fc.boolean() }),
  cases: fc
    .uniqueArray(
      fc.record({
        key: fc.constantFrom('default', 'cap-lai'),
        name: fc.constantFrom('', 'Mặc định', 'Cấp lại & đổi'),
        components: fc.constantFrom([], whole.components, [
          { ...whole.components[0]!, code: 'TK01' },
          { ...whole.components[0]!, name: 'Ảnh' },
        ]),
        eform: fc.constantFrom(null, whole.eform),
        workflow: fc.constantFrom(null, whole.workflow),
        deadlineHours: fc.constantFrom(24, 40),
        onlineDeadlineHours: fc.constantFrom(null, 24),
        deadlineUnit: fc.constantFrom('workingDay' as const, 'day' as const),
      }),
      { selector: ({ key }) => key, maxLength: 2 },
    )
    .filter(list => new Set(list.map(({ name }) => name)).size === list.length),
});

/** What others may have set up at a system. */
const there = fc.record({
  rows: fc.subarray([0, 1, 2]),
  level: fc.constantFrom<Level>(2, 3, 4),
  shownLevel: fc.constantFrom<(Level | undefined)[]>(undefined, 2, 4),
  cases: fc.uniqueArray(
    fc.record({
      key: fc.constantFrom('1', '2'),
      name: fc.constantFrom('', 'Mặc định', 'Có từ trước'),
      components: fc.constantFrom<SeedCase['components'][]>(
        [],
        [{ code: 'K9', name: 'Tờ khai', originals: 1, copies: 0, required: true }],
      ),
      deadlineHours: fc.constantFrom(24, 40),
      onlineDeadlineHours: fc.constantFrom(null, 16),
      onlineClosed: fc.boolean(),
    }),
    { selector: ({ key }) => key, maxLength: 2 },
  ),
});

type There = typeof there extends fc.Arbitrary<infer Value> ? Value : never;

/** Puts what others have set up in the place of what the city has of the procedure. */
function place(procedure: SeedProcedure, { rows, level, shownLevel, cases }: There): void {
  const {
    offerings,
    cases: [model],
  } = procedure;
  procedure.offerings = rows.flatMap(at => (offerings[at] ? [{ ...offerings[at], level }] : []));
  if (shownLevel !== undefined) procedure.shownLevel = shownLevel;
  procedure.cases = cases.map(
    (each): SeedCase => ({
      ...model!,
      ...each,
      key: `${procedure.code}_${each.key}`,
      agencies: null,
      eform: null,
    }),
  );
}

function cityWith(portal: There, oneStop: There): SandboxCity {
  const city = smallCity();
  for (const [system, given] of [
    ['portal', portal],
    ['oneStop', oneStop],
  ] as const) {
    const procedure = city.seeds[system].procedures.find(({ code }) => code.startsWith(commune[0]!))!;
    place(procedure, given);
  }
  return city;
}

describe('a plan', () => {
  it('becomes empty once applied, whatever was said, left out, and there before', async () => {
    await fc.assert(
      fc.asyncProperty(desired, there, there, async ({ tiers, ...rest }, portal, oneStop) => {
        const wish = definition(commune[0]!, { ...rest, applies: { tiers: tiers! } });
        await atDesk(cityWith(portal, oneStop), [wish], async desk => {
          const plan = await desk.plan();
          expect(plan.unknown).toEqual([]);
          expect(await desk.apply(plan)).toEqual([]);
          expect(words(await desk.plan())).toEqual([]);
        });
      }),
      { numRuns: size(12, 5) },
    );
  }, 480_000);
});

describe('a first push', () => {
  it('is taken back by its rollback at both systems, so that nobody offers the service any more', async () => {
    const nothing = { rows: [], level: 2 as const, shownLevel: undefined, cases: [] };
    const wish = definition(commune[0]!, { cases: wholeCases });
    await atDesk(cityWith(nothing, nothing), [wish], async desk => {
      const plan = await desk.plan();
      expect(await desk.apply(plan)).toEqual([]);
      const back = await desk.rollback(plan);
      expect(back.unknown).toEqual([]);
      expect(await desk.apply(back)).toEqual([]);
      // All that is left to take back is the case itself, which a person decides about.
      expect(back.tasks!.map(({ system, kind }) => `${system} ${kind}`)).toEqual(
        expect.arrayContaining(['oneStop set-case', 'portal set-case']),
      );
      const again = await desk.plan();
      expect(again.actions.filter(({ change }) => change.kind === 'create-offering')).toHaveLength(
        plan.actions.filter(({ change }) => change.kind === 'create-offering').length,
      );
    });
  }, 120_000);
});

describe('a case that a broken push has left half made', () => {
  it('is finished by the next plan, although all that a definition says of it is there', async () => {
    const nothing = { rows: [0, 1, 2], level: 2 as const, shownLevel: undefined, cases: [] };
    const bare = { ...whole, components: [], eform: null, workflow: null };
    const wish = definition(commune[0]!, { level: 2, cases: [bare] });
    await atDesk(cityWith(nothing, nothing), [wish], async desk => {
      const { oneStop } = desk.servers;
      oneStop.set('refuse', { '/parts': 'hỏng' });
      expect(await desk.apply(await desk.plan())).toEqual([
        expect.stringContaining('oneStop set-case default failed'),
      ]);
      oneStop.set('refuse', {});
      const next = await desk.plan();
      expect(words(next)).toEqual([expect.stringMatching(/^oneStop set-case default: .*Kết quả giải quyết/)]);
      expect(await desk.apply(next)).toEqual([]);
      expect(words(await desk.plan())).toEqual([]);
      expect(
        oneStop.writes!.filter(({ path, body }) => /\/parts$/.test(path) && body.includes('KQ01')),
      ).toHaveLength(1);
    });
  }, 120_000);
});

describe('a service a system lacks', () => {
  it('is work for people where its adapter cannot make it, with the words of each adapter', async () => {
    const city = smallCity();
    for (const system of ['portal', 'oneStop'] as const) {
      const { procedures } = city.seeds[system];
      procedures.splice(
        procedures.findIndex(({ code }) => code.startsWith(commune[0]!)),
        1,
      );
    }
    await atDesk(city, [definition(commune[0]!, { cases: wholeCases })], async desk => {
      const plan = await desk.plan();
      expect(words(plan)).toEqual([]);
      const tasks = plan
        .tasks!.filter(({ kind }) => kind === 'create-offering')
        .map(({ system, what }) => [system, what]);
      expect(tasks).toEqual([
        ['oneStop', expect.stringContaining('không biết tên và lĩnh vực theo CSDL quốc gia')],
        ['portal', expect.stringContaining('nhập thủ tục từ CSDL quốc gia ngay trên cổng')],
      ]);
    });
  }, 120_000);
});

it('a plan says which other procedures have the process and papers it changes', async () => {
  const definitions = commune.map(code => definition(code, { cases: wholeCases, level: 3 }));
  const city = smallCity();
  await atDesk(city, definitions, async ({ servers, plan }) => {
    const desk = servers.oneStop;
    const rows = async (path: string) => [(await ask(desk, path)).json().data ?? []].flat();
    const configs = (await rows('/serviceconfigs?start=0&end=0')) as Record<string, string>[];
    const optionsOf = async (code: string) =>
      Promise.all(
        configs
          .filter(({ serviceCode }) => serviceCode!.startsWith(code))
          .map(async ({ serviceConfigId: id }) => ({
            id,
            options: await rows(`/serviceconfigs/${id}/processes`),
          })),
      );
    const [first] = await optionsOf(commune[0]!);
    const { dossierTemplateId, serviceProcessId } = first!.options[0];
    for (const { id, options } of await optionsOf(commune[1]!))
      for (const { processOptionId, optionName, seqOrder } of options) {
        const form = { optionName, seqOrder, dossierTemplateId, serviceProcessId };
        await ask(desk, `/serviceconfigs/${id}/processes/${processOptionId}`, { method: 'PUT', form });
      }
    const holds = (await plan()).holds.filter(({ guard }) => guard === 'shared-with-others');
    const told = holds.map(({ message }) => message).join('\n');
    for (const code of commune) expect(told).toContain(code);
  });
});

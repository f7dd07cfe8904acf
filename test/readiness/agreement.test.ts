import fc from 'fast-check';
import { expect, it } from 'vitest';
import { validateDefinition } from '../../src/definitions/validate.ts';
import { contentFacts } from '../../src/domain/case-facts.ts';
import type { CaseFacts, Fee } from '../../src/domain/procedure.ts';
import type { DesiredComponent, ServiceDefinition } from '../../src/domain/service.ts';
import type { CaseState, OfferingState, ServiceState } from '../../src/domain/service-state.ts';
import { prepareReadiness } from '../../src/plan/readiness.ts';
import { type HostedCondition, hostedConditions, type ReadinessState } from '../../src/readiness/answer.ts';
import type { NationalFacts } from '../../src/readiness/needs.ts';
import type { ProcedureGroup, Rule } from '../../src/reconcile/rule.ts';
import { rule as invalidEform } from '../../src/reconcile/rules/invalid-eform.ts';
import { rule as noComponents } from '../../src/reconcile/rules/no-components.ts';
import { rule as noEform } from '../../src/reconcile/rules/no-eform.ts';
import { rule as noOnlinePayment } from '../../src/reconcile/rules/no-online-payment.ts';
import { rule as noWorkflow } from '../../src/reconcile/rules/no-workflow.ts';
import { rule as onlineClosed } from '../../src/reconcile/rules/online-closed.ts';
import { rule as unsoundWorkflow } from '../../src/reconcile/rules/unsound-workflow.ts';
import { checklistOf } from '../../src/report/readiness/checklist.ts';
import type { SnapshotProcedure } from '../../src/snapshot/model.ts';
import { flow, form, paper } from '../plan/model-city.ts';
import { city, context, group, judged, record } from '../reconcile/support.ts';

const code = '1.000001';
const units = ['H13.1', 'H13.5.1', 'H13.5.2'] as const;
const profile = city().systems.find(({ name }) => name === 'portal')!;

/** Which rules speak of which condition. */
const rulesOf: Record<HostedCondition, readonly Rule[]> = {
  eform: [noEform, invalidEform],
  workflow: [noWorkflow, unsoundWorkflow],
  components: [noComponents],
  channel: [onlineClosed],
  payment: [noOnlinePayment],
};

/** A process that ends in done or denied. */
function twoEnds() {
  const { steps, transitions } = flow(['Thẩm định']);
  const denied = { ...steps.at(-1)!, id: 'denied', name: 'Từ chối' };
  return {
    steps: [...steps, denied],
    transitions: [...transitions, { from: 'Thẩm định', to: 'denied', action: 'Từ chối' }],
  };
}
const nobody = {
  ...flow(['Thẩm định']),
  steps: flow(['Thẩm định']).steps.map(({ role: _, ...step }) => step),
};

const value = fc.record({
  deadlineHours: fc.constantFrom(8, 40),
  onlineDeadlineHours: fc.constantFrom(null, 8, 40),
  deadlineUnit: fc.constant('workingDay' as const),
  online: fc.boolean(),
  onlinePayment: fc.boolean(),
});
const contents = {
  components: fc.constantFrom<DesiredComponent[]>([], [paper('Đơn đề nghị')]),
  eform: fc.constantFrom(null, form('ten'), form('ten', 'ten'), { components: [] }, form('ten', 'ngay')),
  workflow: fc.constantFrom(null, flow(['Thẩm định']), twoEnds(), nobody, flow(['A', 'B', 'C'])),
};

interface AnyCase {
  key: string;
  name: string;
  agencies: string[] | null;
  state: CaseState;
}
/** Some parts of some could not be read. */
const anyCases: fc.Arbitrary<AnyCase[]> = fc.subarray(['Cấp mới', 'Cấp lại', 'Gia hạn']).chain(names =>
  fc.tuple(
    ...names.map(name =>
      fc
        .record({
          agencies: fc.option(fc.subarray([...units]), { nil: null }),
          state: fc.record(
            { ...contents, value: value.map(rest => ({ name, ...rest })) },
            { requiredKeys: [] },
          ),
        })
        .map(one => ({ key: `case ${name}`, name, ...one })),
    ),
  ),
);
const anyOffering: fc.Arbitrary<OfferingState> = fc.record(
  { level: fc.constantFrom(4, 4, 2, null), account: fc.boolean(), onlineClosed: fc.boolean() },
  { requiredKeys: ['level'] },
);
const fees: fc.Arbitrary<Fee[] | undefined> = fc.constantFrom(
  ...[[{ amount: 50_000, text: '' }], [{ amount: 0, text: 'Không' }], [{ text: 'theo quy định' }], []],
  undefined,
);
const nationalCases: fc.Arbitrary<CaseFacts[]> = fc
  .subarray(['Cấp mới', 'Cấp lại', 'Khác'])
  .chain(names =>
    fc.tuple(
      ...names.map(name =>
        fc
          .constantFrom<CaseFacts['components']>(null, [{ name: 'Đơn đề nghị' }], undefined)
          .map(components => ({ key: name, name, agencies: null, components })),
      ),
    ),
  );
const anyNational: fc.Arbitrary<NationalFacts | undefined> = fc.option(
  fc.record({ fees, cases: fc.option(nationalCases, { nil: undefined }) }),
  { nil: undefined },
);
const anyState = fc.record({
  cases: anyCases,
  offerings: fc.tuple(anyOffering, anyOffering, fc.option(anyOffering, { nil: undefined })),
  national: anyNational,
  read: fc.constantFrom('whole', 'whole', 'whole', 'no details', 'never'),
});
type AnyState = typeof anyState extends fc.Arbitrary<infer State> ? State : never;

const factsOf = ({ key, name, agencies, state }: AnyCase): CaseFacts => ({
  ...{ key, name, agencies },
  ...contentFacts(state),
});

function snapshotOf({ cases, offerings, read }: AnyState): SnapshotProcedure | undefined {
  if (read === 'never') return undefined;
  return record(code, {
    detailed: read === 'whole',
    ...(read === 'whole' && { cases: cases.map(factsOf) }),
    offerings: offerings.flatMap((offering, at) =>
      offering ? [{ ...offering, agency: units[at]!, rows: [units[at]!] }] : [],
    ),
  });
}

function groupOf(given: AnyState): ProcedureGroup {
  const { fees: due, cases } = given.national ?? {};
  const national = record(code, {
    detailed: given.national !== undefined,
    facts: due ? { fees: due } : {},
    ...(cases && { cases: [...cases] }),
  });
  const portal = snapshotOf(given);
  return group(contextOf(given), code, { national, ...(portal && { portal }) });
}

function contextOf({ read }: AnyState) {
  return context({ snapshots: { portal: { status: read === 'never' ? 'partial' : 'complete' } } });
}

/** What the page says of a unit, condition by condition, from the portal alone. */
function pageOf(given: AnyState, unit: string, definition?: ServiceDefinition) {
  const takenAt = '2021-09-01T02:00:00.000Z';
  const systems = city().systems.map(system => ({
    ...system,
    hosts: system.name === 'portal' ? system.hosts : [],
    takenAt: system.name === 'portal' && given.read === 'never' ? null : takenAt,
  }));
  return checklistOf(groupOf(given), unit, systems, definition).rows;
}
const stateOf = (rows: readonly { id: string; state: ReadinessState }[], condition: string) =>
  rows.find(({ id }) => id === condition)?.state;

const definitionOf = (given: AnyState, changed: Partial<ServiceDefinition>): ServiceDefinition => ({
  ...{ procedure: code, name: 'Đăng ký khai sinh', folder: 'services/1.000001', level: 4 },
  applies: { agencies: [...units] },
  cases: given.cases.map(({ key, name }) => ({
    ...{ key, name, components: [paper('Đơn đề nghị')], eform: null, workflow: null },
    ...{ deadlineHours: 40, onlineDeadlineHours: null, deadlineUnit: 'workingDay' },
  })),
  ...{ fees: [], onlinePayment: false, channels: { online: true, post: true }, readiness: [] },
  ...changed,
});
const anyFees = fc.constantFrom<ServiceDefinition['fees']>(
  [],
  [{ name: 'Phí', kind: 'phí', amount: 50_000 }],
);

it('rules speak of an offering exactly where the page has a condition as not met', () => {
  fc.assert(
    fc.property(anyState, given => {
      const of = contextOf(given);
      const said = Object.fromEntries(
        hostedConditions.map(condition => [
          condition,
          new Set(
            judged(rulesOf[condition], of, groupOf(given)).findings.flatMap(
              ({ units: about }) => about ?? [],
            ),
          ),
        ]),
      );
      for (const [at, unit] of units.entries()) {
        if (given.offerings[at]?.level !== 4) continue;
        const rows = pageOf(given, unit);
        const covered = given.cases.some(({ agencies }) => agencies?.includes(unit) ?? true);
        for (const condition of hostedConditions) {
          const state = stateOf(rows, condition);
          const speaks = said[condition]!.has(unit);
          if (speaks) expect([unit, condition, state]).toEqual([unit, condition, 'not-met']);
          // That no case is open to a unit is said once, by the rules about what a case holds.
          const once = !covered && (condition === 'channel' || condition === 'payment');
          if (state === 'not-met' && !once)
            expect([unit, condition, speaks]).toEqual([unit, condition, true]);
        }
      }
    }),
    { numRuns: 500 },
  );
});

it('the guard of a plan says of every unit what the page says', () => {
  fc.assert(
    fc.property(anyState, anyFees, (given, defined) => {
      const definition = definitionOf(given, { fees: defined });
      const state: ServiceState = {
        ...{ procedure: code, exists: true, remote: null },
        offerings: Object.fromEntries(
          given.offerings.flatMap((offering, at) => (offering ? [[units[at]!, offering]] : [])),
        ),
        cases: Object.fromEntries(
          given.cases.map(one => [one.key, { ...one.state, facts: factsOf(one) } satisfies CaseState]),
        ),
      };
      const rowsAt = prepareReadiness(definition, state, profile, given.national);
      const whole = { ...given, read: 'whole' } as const;
      for (const unit of units) {
        const guard = rowsAt(unit).map(({ key, ...rest }) => ({ ...rest, id: key as string }));
        const page = pageOf(whole, unit, definition);
        for (const condition of [...hostedConditions, 'result'])
          expect([unit, condition, stateOf(guard, condition)]).toEqual([
            unit,
            condition,
            stateOf(page, condition),
          ]);
      }
    }),
    { numRuns: 300 },
  );
});

it('validate refuses what would keep a system that does what a definition says from being ready', () => {
  const defined = fc.record({ ...contents, value });
  fc.assert(
    fc.property(
      fc.array(defined, { minLength: 1, maxLength: 2 }),
      fc.record({ fees: anyFees, onlinePayment: fc.boolean(), national: anyNational }),
      fc.record({ online: fc.boolean(), post: fc.boolean() }),
      fc.constantFrom('met', 'not-met', 'unknown', undefined),
      (found, { national, ...more }, channels, electronic) => {
        const cases = found.map(({ value: times, ...parts }, at) => {
          const { online: _, onlinePayment: __, ...deadlines } = times;
          return { key: `c${at}`, name: ['Cấp mới', 'Cấp lại'][at]!, ...parts, ...deadlines };
        });
        const readiness = electronic
          ? [{ condition: 'Kết quả điện tử', state: electronic, source: 'Công văn 12' }]
          : [];
        const definition = definitionOf({ cases: [] } as unknown as AnyState, {
          ...{ ...more, cases, channels, readiness },
        });
        const complaints = validateDefinition(definition, {
          ...{
            agencies: city().agencies,
            roles: { 'chuyên viên': {} },
            workflowSystems: [],
            hostsOf: () => undefined,
            formChecks: [],
          },
          hosts: profile.hosts,
          national: national && {
            ...{ code, detailed: true, facts: { fees: national.fees } },
            ...(national.cases && { cases: [...national.cases] }),
          },
        });
        const state: ServiceState = {
          ...{ procedure: code, exists: true, remote: null },
          offerings: { [units[0]]: { level: 4, account: false }, [units[1]]: { level: 4, account: true } },
          cases: Object.fromEntries(
            cases.map(({ key, components, eform, workflow, ...rest }) => {
              const set = { ...rest, online: channels.online, onlinePayment: more.onlinePayment };
              return [key, { components, eform, workflow, value: set }];
            }),
          ),
        };
        const rowsAt = prepareReadiness(definition, state, profile, national);
        const stateAt = (key: string, unit: string = units[0]) =>
          rowsAt(unit).find(row => row.key === key)!.state;
        const told = (part: string, path = '', warning = false) =>
          complaints.some(
            each =>
              each.part === part &&
              (warning || !each.warning) &&
              each.path.join('.').includes(path) &&
              !/TODO/.test(each.reason),
          );
        if (stateAt('eform') === 'not-met') expect(told('eform')).toBe(true);
        expect(told('workflow')).toBe(stateAt('workflow') === 'not-met');
        expect(told('service', 'channels.online')).toBe(stateAt('channel') === 'not-met');
        expect(told('service', 'channels.post')).toBe(stateAt('result') !== 'met');
        // With an account of its own a unit is ready, without one it is not: a definition knows neither.
        expect(told('service', 'payment.online', true)).toBe(stateAt('payment') === 'not-met');
        expect(stateAt('payment', units[1])).not.toBe('not-met');
        if (national?.cases && stateAt('components') === 'not-met')
          expect(told('service', 'components')).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

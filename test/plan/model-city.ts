import fc from 'fast-check';
import type { AppliedValue } from '../../src/domain/applied.ts';
import type { City, SystemProfile } from '../../src/domain/city.ts';
import type { Level } from '../../src/domain/level.ts';
import { type Change, type ChangeKind, changeKinds } from '../../src/domain/push.ts';
import type {
  DesiredCase,
  DesiredComponent,
  DesiredWorkflow,
  ServiceDefinition,
} from '../../src/domain/service.ts';
import type { CaseState, ServiceState } from '../../src/domain/service-state.ts';
import type { PlanInput, PlanService, PlanSystem } from '../../src/plan/input.ts';
import { valueHash } from '../../src/plan/normal.ts';
import type { PlannedAction } from '../../src/plan/plan.ts';
import { valueAt } from '../../src/plan/state.ts';

/** A small city with two systems, and arbitraries for what may be wished and what may be there. */
export const portal: SystemProfile = {
  name: 'portal',
  role: 'portal',
  hosts: ['components', 'eform', 'workflow', 'payment', 'channel'],
  covers: null,
};
export const oneStop: SystemProfile = {
  name: 'oneStop',
  role: 'oneStop',
  hosts: ['components', 'workflow'],
  covers: ['commune', 'H13.1'],
};

export const city: City = {
  locality: 'H13',
  agencies: [
    { code: 'H13.1', name: 'Sở Y tế', tier: 'province' },
    { code: 'H13.2', name: 'Sở Tư pháp', tier: 'province' },
    { code: 'H13.3.1', name: 'Xã Mỹ Khánh', tier: 'commune' },
    { code: 'H13.3.2', name: 'Xã Nhơn Nghĩa', tier: 'commune' },
    { code: 'H13.3.3', name: 'Xã Giai Xuân', tier: 'commune' },
  ],
  fields: {},
  applies: [],
  systems: [{ name: 'national', role: 'national', hosts: [], covers: null }, portal, oneStop],
  rules: {},
};

const allKinds: ReadonlySet<ChangeKind> = new Set(changeKinds);
const whole = {
  status: 'complete',
  error: null,
  takenAt: '2026-11-22T00:00:00.000Z',
  offerings: 1000,
} as const;
export const wholeSystem = (profile: SystemProfile): PlanSystem => ({
  profile,
  kinds: allKinds,
  source: whole,
});

const procedures = ['1.000001', '1.000002', '2.000003'] as const;
const caseKeys = ['default', 'again'] as const;

export function form(...keys: string[]): Record<string, unknown> {
  return {
    display: 'form',
    components: keys.map(key => ({ type: 'textfield', key, label: key, input: true })),
  };
}

/** Start, the named steps one after the other, end; `hours` each. */
export function flow(names: readonly string[], hours = 8, prefix = ''): DesiredWorkflow {
  const middle = names.map(name => ({
    ...{ id: `${prefix}${name}`, name, kind: 'step' as const, role: 'chuyên viên' },
    ...{ hours, onlineHours: hours },
  }));
  const steps = [
    { id: `${prefix}start`, name: 'Bắt đầu', kind: 'start' as const, hours: 0, onlineHours: 0 },
    ...middle,
    { id: `${prefix}end`, name: 'Kết thúc', kind: 'end' as const, hours: 0, onlineHours: 0 },
  ];
  const transitions = steps
    .slice(1)
    .map((step, at) => ({ from: steps[at]!.id, to: step.id, action: 'Chuyển' }));
  return { steps, transitions };
}

export const paper = (name: string, more: Partial<DesiredComponent> = {}): DesiredComponent => ({
  ...{ name, originals: 1, copies: 0, required: true },
  ...more,
});

const levels = fc.constantFrom<Level>(1, 2, 3, 4);
const components = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('Đơn đề nghị', 'Giấy khai sinh', 'Bản vẽ'),
    originals: fc.nat(2),
    copies: fc.nat(2),
    required: fc.boolean(),
  }),
  { selector: ({ name }) => name },
);
const forms = fc.constantFrom(form('ten'), form('ten', 'ngay'), form('ngay', 'ten'), form('diaChi'));
const workflows = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom('Tiếp nhận', 'Thẩm định', 'Phê duyệt'), { minLength: 1 }),
    fc.integer({ min: 1, max: 8 }),
  )
  .map(([names, hours]) => flow(names, hours));
const nullable = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 4 });

const deadlines = {
  deadlineHours: fc.constantFrom(40, 80),
  onlineDeadlineHours: fc.constantFrom(null, 32),
  deadlineUnit: fc.constantFrom('workingDay' as const, 'day' as const),
};
const caseNames = fc.constantFrom('Cấp mới', 'Cấp lại');

function desiredCase(key: string): fc.Arbitrary<DesiredCase> {
  return fc.record({
    key: fc.constant(key),
    name: caseNames,
    ...{ components, eform: nullable(forms), workflow: nullable(workflows), ...deadlines },
  });
}

function definition(procedure: string): fc.Arbitrary<ServiceDefinition> {
  return fc.record({
    procedure: fc.constant(procedure),
    name: fc.constant(`Thủ tục ${procedure}`),
    folder: fc.constant('services'),
    applies: fc.record({
      tiers: fc.subarray(['province', 'commune'] as const).map(list => [...list]),
      agencies: fc.subarray(['H13.2', 'H13.3.1']),
    }),
    level: levels,
    cases: fc.subarray([...caseKeys], { minLength: 1 }).chain(keys => fc.tuple(...keys.map(desiredCase))),
    fees: fc.constantFrom([], [{ name: 'Phí thẩm định', kind: 'phí' as const, amount: 50_000 }]),
    onlinePayment: fc.boolean(),
    channels: fc.record({ online: fc.boolean(), post: fc.boolean() }),
    readiness: fc.constantFrom(
      [],
      [{ condition: 'Chữ ký số', state: 'unknown' as const, source: '' }],
      [{ condition: 'Chữ ký số', state: 'met' as const, source: 'Công văn 12' }],
    ),
  });
}

/** A key left out = could not tell. */
const actualCase: fc.Arbitrary<CaseState> = fc.record(
  {
    value: fc.record({ name: caseNames, online: fc.boolean(), onlinePayment: fc.boolean(), ...deadlines }),
    components,
    eform: nullable(forms),
    workflow: nullable(workflows),
  },
  { requiredKeys: [] },
);
const row = fc.record({ level: nullable(levels) });

function actualService(procedure: string): fc.Arbitrary<ServiceState> {
  return fc
    .record({
      exists: fc.boolean(),
      offerings: fc.dictionary(fc.constantFrom(...city.agencies.map(({ code }) => code)), row, {
        noNullPrototype: true,
      }),
      cases: fc.dictionary(fc.constantFrom(...caseKeys, 'xa-la'), actualCase, { noNullPrototype: true }),
    })
    .map(({ exists, offerings, cases }) => ({
      ...{ procedure, exists, remote: null },
      ...(exists ? { offerings, cases } : { offerings: {}, cases: {} }),
    }));
}

const stamp = { planId: 'P0', at: '2026-11-01T00:00:00.000Z' };

/** Whatever we may have set before: some of it as it is now, some of it otherwise. */
function appliedValues(actual: ServiceState): fc.Arbitrary<AppliedValue[]> {
  const { procedure } = actual;
  const held = Object.entries(actual.offerings).flatMap(([agency, { level }]) => [
    { kind: 'set-level', target: { procedure, agency }, value: level, ...stamp } as AppliedValue,
    { kind: 'set-level', target: { procedure, agency }, value: 2, ...stamp } as AppliedValue,
  ]);
  const configured = Object.entries(actual.cases).flatMap(([key, found]) =>
    found.workflow === undefined
      ? []
      : [
          {
            kind: 'set-workflow',
            target: { procedure, case: key },
            value: found.workflow,
            ...stamp,
          } as AppliedValue,
        ],
  );
  const keyOf = ({ kind, target }: AppliedValue) => JSON.stringify([kind, target]);
  return fc
    .subarray([...held, ...configured])
    .map(values => [...new Map(values.map(value => [keyOf(value), value])).values()]);
}

function service(system: string, procedure: string): fc.Arbitrary<PlanService> {
  return actualService(procedure).chain(actual =>
    appliedValues(actual).map(applied => ({ system, procedure, actual, applied })),
  );
}

export const base = {
  id: 'P20261123T0700Z-1',
  createdAt: '2026-11-23T07:00:00.000Z',
  author: 'lan',
  due: null,
  settings: { maxChanges: 500, maxShare: 0.25, windows: [] },
} as const;

export const input: fc.Arbitrary<PlanInput> = fc
  .subarray([...procedures], { minLength: 1 })
  .chain(codes =>
    fc.record({
      definitions: fc.tuple(...codes.map(definition)),
      services: fc.tuple(...codes.flatMap(code => [service('portal', code), service('oneStop', code)])),
    }),
  )
  .map(({ definitions, services }) => ({
    ...{ ...base, city, definitions, services },
    systems: [wholeSystem(portal), wholeSystem(oneStop)],
  }));

/** Two remote systems that do what they are told, change by change, and refuse what rests on something outdated. */
export class ModelRemote {
  readonly #services = new Map<string, ServiceState>();
  readonly #applied = new Map<string, Map<string, AppliedValue>>();

  constructor(services: readonly PlanService[]) {
    for (const { system, procedure, actual, applied } of services) {
      this.#services.set(`${system} ${procedure}`, structuredClone(actual!));
      const values = new Map(applied.map(each => [JSON.stringify([each.kind, each.target]), each]));
      this.#applied.set(`${system} ${procedure}`, values);
    }
  }

  actual(system: string, procedure: string): ServiceState {
    return structuredClone(this.#services.get(`${system} ${procedure}`)!);
  }

  services(): PlanService[] {
    return [...this.#services].map(([key, actual]) => {
      const [system, procedure] = key.split(' ') as [string, string];
      const applied = [...this.#applied.get(key)!.values()];
      return { system, procedure, actual: structuredClone(actual), applied };
    });
  }

  make({ system, change, precondition }: PlannedAction): void {
    const key = `${system} ${change.target.procedure}`;
    const there = this.#services.get(key)!;
    const now = valueAt(there, change.kind, change.target);
    if (now === undefined || valueHash(change.kind, now) !== precondition) {
      throw new Error(
        `${change.kind} at ${JSON.stringify(change.target)} does not find what it is to replace`,
      );
    }
    set(there, structuredClone(change));
    const { kind, target, after } = change;
    const applied = {
      kind,
      target,
      value: after,
      planId: 'P1',
      at: '2026-11-23T07:00:00.000Z',
    } as AppliedValue;
    this.#applied.get(key)!.set(JSON.stringify([kind, target]), applied);
  }
}

function set(there: ServiceState, change: Change): void {
  there.exists = true;
  const { target } = change;
  if (target.case !== undefined) {
    there.cases[target.case] ??= { components: [], eform: null, workflow: null };
  }
  const found = there.cases[target.case ?? ''];
  switch (change.kind) {
    case 'set-case':
      if (change.after) found!.value = change.after;
      else delete there.cases[target.case!];
      break;
    case 'set-components':
      found!.components = change.after ?? [];
      break;
    case 'set-eform':
      found!.eform = change.after;
      break;
    case 'set-workflow':
      found!.workflow = change.after;
      break;
    case 'create-offering':
      there.offerings[target.agency!] = { ...change.after! };
      break;
    case 'set-level':
      there.offerings[target.agency!]!.level = change.after;
      break;
    case 'deactivate-offering':
      delete there.offerings[target.agency!];
  }
}

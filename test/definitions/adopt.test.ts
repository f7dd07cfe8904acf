import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { adoptedFiles } from '../../src/definitions/adopt.ts';
import { dossierStates } from '../../src/definitions/workflow-schema.ts';
import type { DesiredWorkflow, ServiceDefinition } from '../../src/domain/service.ts';
import type { CaseState, ServiceState } from '../../src/domain/service-state.ts';
import { cleanText } from '../../src/domain/text.ts';
import { definitionOf, form, load, rightFiles, validate } from './support.ts';

const base = async (): Promise<ServiceDefinition> => ({ ...(await definitionOf(rightFiles)), folder: '' });

const actual = (cases: ServiceState['cases'], more: Partial<ServiceState> = {}): ServiceState => ({
  procedure: '1.000656',
  exists: true,
  offerings: { 'H13.20.1': { level: 4 } },
  cases,
  remote: null,
  ...more,
});

const from = {
  name: 'portal',
  day: '2026-11-29',
  hosts: [
    'components' as const,
    'eform' as const,
    'workflow' as const,
    'payment' as const,
    'channel' as const,
  ],
};

const value = {
  name: '',
  deadlineHours: 24,
  onlineDeadlineHours: null,
  deadlineUnit: 'workingDay' as const,
  online: true,
  onlinePayment: false,
};

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map(one => cleanText(one))
  .filter(one => one !== '' && !one.includes('TODO'));
const hours = fc.oneof(
  fc.integer({ min: 0, max: 100 }).map(days => days * 8),
  fc.integer({ min: 0, max: 999 }).map(quarters => quarters / 4),
);

const anyWorkflow: fc.Arbitrary<DesiredWorkflow> = fc
  .record({
    steps: fc.array(
      fc.record(
        {
          name: text,
          kind: fc.constantFrom('start' as const, 'step' as const, 'end' as const),
          role: text,
          hours,
          onlineHours: hours,
          state: fc.constantFrom(...dossierStates),
          mayReturn: fc.boolean(),
        },
        { requiredKeys: ['name', 'kind', 'hours', 'onlineHours'] },
      ),
      { minLength: 1, maxLength: 4 },
    ),
    action: fc.oneof(text, fc.constant('')),
  })
  .map(({ steps, action }) => ({
    steps: steps.map((step, at) => ({ id: `s-${at}`, ...step })),
    transitions: steps.slice(1).map((_, at) => ({ from: `s-${at}`, to: `s-${at + 1}`, action })),
  }));

const anyCase: fc.Arbitrary<CaseState> = fc.record({
  value: fc.record({
    name: fc.oneof(text, fc.constant('')),
    deadlineHours: hours,
    onlineDeadlineHours: fc.option(hours, { nil: null }),
    deadlineUnit: fc.constantFrom('workingDay' as const, 'day' as const),
    online: fc.constant(true),
    onlinePayment: fc.constant(false),
  }),
  components: fc.array(
    fc.record(
      {
        code: text,
        name: text,
        originals: fc.integer({ min: 0, max: 9 }),
        copies: fc.integer({ min: 0, max: 9 }),
        required: fc.boolean(),
      },
      { requiredKeys: ['name', 'originals', 'copies', 'required'] },
    ),
    { maxLength: 3 },
  ),
  eform: fc.constantFrom(null, form, { display: 'form', components: [], title: 'ả' }),
  workflow: fc.option(anyWorkflow, { nil: null }),
});

describe('what a system has, written down as a definition', () => {
  it('asks for exactly what is there, whatever that is', async () => {
    const definition = await base();
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.stringMatching(/^[a-z0-9][A-Za-z0-9._-]{0,20}$/), anyCase, {
          minKeys: 1,
          maxKeys: 3,
          noNullPrototype: true,
        }),
        async cases => {
          fc.pre(
            new Set(Object.keys(cases).map(key => key.toLowerCase())).size === Object.keys(cases).length,
          );
          const found = await definitionOf(adoptedFiles(actual(cases), { from, base: definition }));
          const asActual = found.cases.map(
            ({
              key,
              name,
              components,
              eform,
              workflow,
              deadlineHours,
              onlineDeadlineHours,
              deadlineUnit,
            }) => [
              key,
              {
                value: {
                  name,
                  deadlineHours,
                  onlineDeadlineHours,
                  deadlineUnit,
                  online: found.channels.online,
                  onlinePayment: found.onlinePayment,
                },
                components,
                eform,
                workflow,
              },
            ],
          );
          expect(Object.fromEntries(asActual)).toEqual(cases);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('takes what no system tells from the definition there was', async () => {
    const definition = await base();
    const { procedure, name, readiness, fees, channels, level, applies } = await definitionOf(
      adoptedFiles(actual({ default: { value } }), { from, base: definition }),
    );
    expect({ procedure, name, readiness, fees, channels }).toEqual({
      procedure: '1.000656',
      name: definition.name,
      readiness: definition.readiness,
      fees: [],
      channels: { online: true, post: true },
    });
    expect({ level, applies }).toEqual({ level: 4, applies: { agencies: ['H13.20.1'] } });
  });

  it.each([
    [
      'each that is named and told',
      [
        { amount: 8000, text: 'Lệ phí cấp bản sao: 8.000 đồng' },
        { amount: 8000, text: 'Phí khai thác: 8.000 đồng' },
        { amount: 0, text: 'Miễn lệ phí' },
      ],
      [
        { name: 'Lệ phí cấp bản sao', kind: 'lệ phí', amount: 8000 },
        { name: 'Phí khai thác', kind: 'phí', amount: 8000 },
      ],
    ],
    ['none where it says there is none', null, []],
    ['nothing where it was not told', undefined, 'unknown'],
    ['nothing where one is unclear', [{ text: 'Theo quy định' }, { amount: 8000, text: 'Phí' }], 'unknown'],
    ['nothing where a kind is not said', [{ amount: 8000, text: '8.000 đồng' }], 'unknown'],
  ])('takes the fees the system has told: %s', (_, fees, expected) => {
    const files = adoptedFiles(actual({ default: { value } }), { from, fees, name: 'Cấp bản sao' });
    expect(parse(files['service.yaml']!).fees).toEqual(expected);
  });

  it('says neither where cases are open and closed, whatever the definition said before', async () => {
    const closed = { ...value, online: false, onlinePayment: !value.onlinePayment };
    const files = adoptedFiles(actual({ default: { value }, 'truong-hop-2': { value: closed } }), {
      from,
      base: await base(),
    });
    const { channels, payment } = parse(files['service.yaml']!);
    expect({ online: channels.online, payment }).toEqual({
      online: 'unknown',
      payment: { online: 'unknown' },
    });
  });

  it('keeps of the base what the system could not tell', async () => {
    const definition = await base();
    const { cases } = await definitionOf(adoptedFiles(actual({ default: {} }), { from, base: definition }));
    expect(cases).toEqual(definition.cases);
  });

  it('leaves to a person what neither tells', async () => {
    const { lines, definitions } = await load(adoptedFiles(actual({ default: { value } }), { from }));
    expect(definitions).toEqual([]);
    expect(lines.map(line => line.replace(/^\S+ /, ''))).toEqual(
      expect.arrayContaining([
        'name: còn TODO: cần người điền',
        'cases[0].components[0].name: còn TODO: cần người điền',
      ]),
    );
    expect(adoptedFiles(actual({}), { from, name: 'Khai tử' })['service.yaml']).toContain('name: Khai tử');
  });

  it('does not turn a form nobody can read into none', async () => {
    const definition = await base();
    const files = adoptedFiles(actual({ default: { value, eform: { raw: '{"components":' } } }), {
      from,
      base: definition,
    });
    expect((await load(files)).lines[0]).toMatch(/^eform\.json:2: TODO: còn TODO/);
  });

  it('is about the offerings of the commonest level, and says which are not', async () => {
    const offerings = {
      'H13.20.1': { level: 4 as const },
      'H13.20.2': { level: 4 as const },
      'H13.3': { level: 2 as const },
      H13: { level: null },
    };
    const service = adoptedFiles(actual({ default: { value } }, { offerings }), { from })['service.yaml']!;
    expect(parse(service)).toMatchObject({ level: 4, applies: { agencies: ['H13.20.1', 'H13.20.2'] } });
    expect(service).toContain('# Ở mức khác, không thuộc tệp này: H13, H13.3.');
  });

  it('is what validate takes: a process that ends in done or denied, quicker than it must be', async () => {
    const definition = await base();
    const [known] = definition.cases;
    const { steps, transitions } = known!.workflow!;
    const denied = { ...steps.at(-1)!, id: 'denied', name: 'Từ chối' };
    const workflow = {
      steps: [...steps, denied],
      transitions: [...transitions, { from: steps[1]!.id, to: 'denied', action: 'Từ chối' }],
    };
    const deadlineHours = known!.deadlineHours * 2;
    const files = adoptedFiles(actual({ default: { value: { ...value, deadlineHours }, workflow } }), {
      from,
      base: definition,
    });
    const said = await validate(files as Record<string, string>);
    expect(said).toEqual([expect.stringMatching(/^cảnh báo workflow\.yaml:2: steps: các bước cộng lại/)]);
  });

  it('gives a case a name of its own where the key is none for a file', async () => {
    const definition = await base();
    const files = adoptedFiles(actual({ 'Cấp mới/lại': { value } }), { from, base: definition });
    expect(files['service.yaml']).toContain('Mã ở hệ thống của truong-hop-1: Cấp mới/lại');
    expect(parse(files['service.yaml']!).cases[0].key).toBe('truong-hop-1');
  });
});

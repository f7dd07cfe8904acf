import { describe, expect, it } from 'vitest';
import {
  asksPayment,
  deadlineHours,
  decodeProcess,
  judgeProcess,
  toWorkflow,
} from '../../../adapters/opencps/read/process.ts';
import {
  type ActionRow,
  actionRow,
  processDetail,
  type StepRow,
  stepRow,
} from '../../../adapters/opencps/schema.ts';

const step = (stepCode: string, dossierStatus: string, durationCount: unknown = '1'): StepRow =>
  stepRow.parse({ stepCode, stepName: `Bước ${stepCode}`, dossierStatus, durationCount });
const action = (preStepCode: string, postStepCode: string, requestPayment: unknown = '0'): ActionRow =>
  actionRow.parse({
    processActionId: `${preStepCode}-${postStepCode}`,
    preStepCode,
    postStepCode,
    requestPayment,
  });
const process = (durationCount: unknown, durationUnit: unknown) =>
  processDetail.parse({ serviceProcessId: 1, durationCount, durationUnit });

/** Filing → 110 → 200 → 400 done; 300 denied on the way. */
const steps = [
  step('110', 'receiving', '0,5'),
  step('200', 'processing', 2),
  step('400', 'done', 0),
  step('300', 'denied', 0),
];
const actions = [
  action('', '110'),
  action('110', '200'),
  action('200', '400'),
  action('200', '300'),
  action('200', ''),
];
const roles = new Map([
  ['110', 'Một cửa'],
  ['200', 'Chuyên viên'],
]);

function judge(
  change: { steps?: StepRow[]; actions?: ActionRow[]; roles?: Map<string, string | null> } = {},
) {
  const used = { steps, actions, roles, ...change };
  return judgeProcess(toWorkflow(process(3, 0), used.steps, used.actions, used.roles), used.steps);
}

describe('what a process of OpenCPS shows of signatures and other bodies', () => {
  const rows = (change: Record<string, unknown>, status = 'processing') => ({
    steps: [step('110', status)],
    actions: [actionRow.parse({ processActionId: 1, postStepCode: '110', ...change })],
  });
  const shown = (given: ReturnType<typeof rows>) => decodeProcess(given).technical;
  const plain = { eSignature: false, createDossiers: '' };

  it.each([
    ['nothing of either', rows(plain), { signature: false, transfer: false }],
    ['an action that signs', rows({ ...plain, eSignature: 'true' }), { signature: true, transfer: false }],
    [
      'files made at another body',
      rows({ ...plain, createDossiers: '1.000001@STP' }),
      { signature: false, transfer: true },
    ],
    ['a step at another body', rows(plain, 'interoperating'), { signature: false, transfer: true }],
    ['flags that do not come at all', rows({}), undefined],
    ['a flag nobody understands', rows({ ...plain, eSignature: 'có' }), { transfer: false }],
  ])('%s', (_title, given, expected) => {
    expect(shown(given)).toEqual(expected);
  });

  it('is nothing where neither steps nor actions could be read', () => {
    expect(decodeProcess({})).not.toHaveProperty('technical');
  });
});

describe('a process of OpenCPS', () => {
  it('is sound with several ends, loops and actions that stay where they are', () => {
    expect(judge()).toMatchObject({ defects: [], longestHours: 20 });
    const loop = [...actions, action('200', '110')];
    expect(judge({ actions: loop }).defects).toEqual([]);
  });

  it.each([
    ['nobody creates a dossier', { actions: actions.slice(1) }, 'no-start'],
    ['nothing ends it', { steps: steps.slice(0, 2), actions: actions.slice(0, 2) }, 'no-end'],
    [
      'it only ever ends in refusal',
      {
        steps: steps.filter(({ stepCode }) => stepCode !== '400'),
        actions: actions.filter(({ postStepCode }) => postStepCode !== '400'),
      },
      'no-end',
    ],
    [
      'a step leads nowhere',
      { steps: [...steps, step('250', 'processing')], actions: [...actions, action('110', '250')] },
      'dead-end-step',
    ],
    [
      'a step is never reached',
      { steps: [...steps, step('250', 'processing')], actions: [...actions, action('250', '400')] },
      'unreachable-step',
    ],
    [
      'an action leads to a step that is not there',
      { actions: [...actions, action('200', '999')] },
      'broken-transition',
    ],
    [
      'a step has no role',
      {
        roles: new Map([
          ['110', null],
          ['200', 'x'],
        ]),
      },
      'no-performer',
    ],
    ['its steps take no time', { steps: steps.map(each => ({ ...each, durationCount: 0 })) }, 'no-hours'],
  ] as const)('is unsound when %s', (_what, change, defect) => {
    const { defects } = judge(change as Parameters<typeof judge>[0]);
    expect(defects.map(each => each.defect)).toEqual([defect]);
  });

  it('may lack a role at a finished step, and says nothing of roles it could not read', () => {
    expect(judge({ roles: new Map() }).defects).toEqual([]);
  });

  it('counts in hours, eight to a day', () => {
    expect(deadlineHours(process('3.0', '0'))).toBe(24);
    expect(deadlineHours(process(4, 1))).toBe(4);
    expect(deadlineHours(process('2,5', undefined))).toBe(20);
    expect(deadlineHours(process(0, 0))).toBeNull();
    const hours = (unit: number) =>
      toWorkflow(process(3, unit), steps, [], roles).steps.map(each => each.hours);
    expect(hours(0)).toEqual([4, 16, 0, 0]);
    expect(hours(1)).toEqual([0.5, 2, 0, 0]);
  });

  it('asks for payment online with an advance or a settlement, not with what moves a payment along', () => {
    expect(['0', '1', '2', '3', '4', '5'].map(kind => asksPayment([action('110', '200', kind)]))).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('has one hash however the lists are ordered, and another when a step changes', () => {
    expect(judge({ steps: [...steps].reverse(), actions: [...actions].reverse() }).hash).toBe(judge().hash);
    expect(judge({ roles: new Map([['110', 'Một cửa']]) }).hash).not.toBe(judge().hash);
  });
});

import { expect, it } from 'vitest';
import type { CaseFacts, Fee } from '../../../src/domain/procedure.ts';
import type { CrossRule, NationalRule, SystemRule } from '../../../src/reconcile/rule.ts';
import { rule as componentsDiffer } from '../../../src/reconcile/rules/components-differ.ts';
import { rule as deadlineDiffers } from '../../../src/reconcile/rules/deadline-differs.ts';
import { rule as decisionDiffers } from '../../../src/reconcile/rules/decision-differs.ts';
import { rule as exposedAboveLevel } from '../../../src/reconcile/rules/exposed-above-level.ts';
import { rule as feeDiffers } from '../../../src/reconcile/rules/fee-differs.ts';
import { rule as fieldDiffers } from '../../../src/reconcile/rules/field-differs.ts';
import { rule as invalidEform } from '../../../src/reconcile/rules/invalid-eform.ts';
import { rule as levelDiffers } from '../../../src/reconcile/rules/level-differs.ts';
import { rule as missingOffering } from '../../../src/reconcile/rules/missing-offering.ts';
import { rule as nameTwice } from '../../../src/reconcile/rules/name-twice.ts';
import { rule as noComponents } from '../../../src/reconcile/rules/no-components.ts';
import { rule as noEform } from '../../../src/reconcile/rules/no-eform.ts';
import { rule as noOnlinePayment } from '../../../src/reconcile/rules/no-online-payment.ts';
import { rule as noWorkflow } from '../../../src/reconcile/rules/no-workflow.ts';
import { rule as offeredOutsideScope } from '../../../src/reconcile/rules/offered-outside-scope.ts';
import { rule as onlineClosed } from '../../../src/reconcile/rules/online-closed.ts';
import { rule as unevenLevel } from '../../../src/reconcile/rules/uneven-level.ts';
import { rule as unknownProcedure } from '../../../src/reconcile/rules/unknown-procedure.ts';
import { rule as unmappedProcedure } from '../../../src/reconcile/rules/unmapped-procedure.ts';
import { rule as unsoundWorkflow } from '../../../src/reconcile/rules/unsound-workflow.ts';
import { rule as withdrawnStillOffered } from '../../../src/reconcile/rules/withdrawn-still-offered.ts';
import type { SnapshotProcedure } from '../../../src/snapshot/model.ts';
import { context, findingsOf, group, offering, record } from '../support.ts';

/*
 * All that an official is shown of a finding: what stands on which side, of which case and which units, and the systems it
 * rests on. Elsewhere is when it is found.
 */

const code = '1.004194';
const of = context();
const [near, far] = ['H13.5.1', 'H13.5.2'] as const;
const nameOf = { [near]: 'UBND phường Cái Khế', [far]: 'UBND phường An Hòa' };

/** Of the portal: offered at two communes, by one case unless said otherwise. */
const portal = (change: Parameters<typeof record>[1] = {}) =>
  record(code, { offerings: [offering(near), offering(far)], ...change });
const one = (change: Partial<CaseFacts> = {}): CaseFacts => ({
  ...{ key: 'c1', name: 'Cấp mới', agencies: null },
  ...change,
});
const withCase = (change: Partial<CaseFacts>) => portal({ cases: [one(change)] });

const both = { agencies: [near, far], agencyCount: 2 };
const bothNamed = { agencies: { first: [nameOf[near], nameOf[far]], more: 0 } };
const onlyFar = { agencies: [far], agencyCount: 1 };
const onlyFarNamed = { agencies: { first: [nameOf[far]], more: 0 } };
const ofCase = { source: 'portal', case: { key: 'c1', name: 'Cấp mới' } };
const ofNone = { source: 'portal', case: null };
const compared = { sources: ['portal', 'national'] };
const fee = (amount: number): Fee => ({ amount, text: `${amount}` });
const days = (amount: number) => ({ amount, unit: 'workingDay', text: `${amount} ngày` }) as const;

type Records = Partial<Record<'national' | 'portal' | 'oneStop', SnapshotProcedure>>;
type Expected = { params: object; evidence: object; systems: string[] };

it.each<[title: string, SystemRule | CrossRule | NationalRule, Records, Expected]>([
  [
    'a form that is missing',
    noEform,
    { portal: withCase({ eform: null }) },
    {
      params: { problem: 'none', case: 'Cấp mới', ...bothNamed },
      evidence: { ...ofCase, eform: null, ...both },
      systems: ['portal'],
    },
  ],
  [
    'an empty form',
    noEform,
    { portal: withCase({ eform: { state: 'empty', reason: 'không có ô', hash: 'h' } }) },
    {
      params: { problem: 'empty', reason: 'không có ô', case: 'Cấp mới', ...bothNamed },
      evidence: { ...ofCase, eform: { state: 'empty', reason: 'không có ô' }, ...both },
      systems: ['portal'],
    },
  ],
  [
    'an empty form of a case without a name, nobody said why',
    noEform,
    { portal: portal({ cases: [{ key: 'c1', agencies: null, eform: { state: 'empty', hash: 'h' } }] }) },
    {
      params: { problem: 'empty', ...bothNamed },
      evidence: {
        ...{ source: 'portal', case: { key: 'c1', name: null } },
        ...{ eform: { state: 'empty', reason: null }, ...both },
      },
      systems: ['portal'],
    },
  ],
  [
    'no case with a form',
    noEform,
    { portal: withCase({ agencies: [near], eform: { state: 'usable', hash: 'h' } }) },
    {
      params: { problem: 'no-case', ...onlyFarNamed },
      evidence: { ...ofNone, ...onlyFar },
      systems: ['portal'],
    },
  ],
  [
    'a form with a fault',
    invalidEform,
    { portal: withCase({ eform: { state: 'invalid', reason: 'hai ô cùng khóa', hash: 'h' } }) },
    {
      params: { reason: 'hai ô cùng khóa', case: 'Cấp mới', ...bothNamed },
      evidence: { ...ofCase, eform: { state: 'invalid', reason: 'hai ô cùng khóa', hash: 'h' }, ...both },
      systems: ['portal'],
    },
  ],
  [
    'a form with a fault that nobody names',
    invalidEform,
    { portal: withCase({ eform: { state: 'invalid', hash: 'h' } }) },
    {
      params: { case: 'Cấp mới', ...bothNamed },
      evidence: { ...ofCase, eform: { state: 'invalid', reason: 'không đọc được', hash: 'h' }, ...both },
      systems: ['portal'],
    },
  ],
  [
    'no workflow',
    noWorkflow,
    { portal: withCase({ workflow: null }) },
    {
      params: { problem: 'none', case: 'Cấp mới', ...bothNamed },
      evidence: { ...ofCase, ...both },
      systems: ['portal'],
    },
  ],
  [
    'no case with a workflow',
    noWorkflow,
    { portal: withCase({ agencies: [near] }) },
    {
      params: { problem: 'no-case', ...onlyFarNamed },
      evidence: { ...ofNone, ...onlyFar },
      systems: ['portal'],
    },
  ],
  [
    'a workflow with a fault, told twice',
    unsoundWorkflow,
    {
      portal: withCase({
        workflow: {
          ...{ hash: 'h', longestHours: 50 },
          defects: [
            { defect: 'no-end' },
            { defect: 'no-end' },
            { defect: 'unreachable-step', step: 'Thẩm định', detail: 'b1' },
          ],
        },
        deadlineHours: 40,
        onlineDeadlineHours: 60,
      }),
    },
    {
      params: {
        deadlineHours: 40,
        faults: {
          first: [
            { defect: { defect: 'no-end' } },
            { defect: { defect: 'unreachable-step', step: 'Thẩm định', detail: 'b1' } },
            { overrun: { how: 'in-person', hours: 50, deadline: 40 } },
          ],
          more: 0,
        },
        ...{ case: 'Cấp mới', ...bothNamed },
      },
      evidence: {
        ...ofCase,
        defects: [
          { defect: 'no-end' },
          { defect: 'no-end' },
          { defect: 'unreachable-step', step: 'Thẩm định', detail: 'b1' },
        ],
        overruns: [expect.stringContaining('50')],
        workflow: { hash: 'h', longestHours: 50, longestOnlineHours: null },
        ...{ deadlineHours: 40, onlineDeadlineHours: 60, ...both },
      },
      systems: ['portal'],
    },
  ],
  [
    'a workflow with a fault where no deadline is told',
    unsoundWorkflow,
    {
      portal: withCase({
        workflow: { hash: 'h', longestOnlineHours: 9, defects: [{ defect: 'no-end' }] },
      }),
    },
    {
      params: {
        faults: { first: [{ defect: { defect: 'no-end' } }], more: 0 },
        ...{ case: 'Cấp mới', ...bothNamed },
      },
      evidence: {
        ...{ ...ofCase, defects: [{ defect: 'no-end' }], overruns: [] },
        workflow: { hash: 'h', longestHours: null, longestOnlineHours: 9 },
        ...{ deadlineHours: null, onlineDeadlineHours: null, ...both },
      },
      systems: ['portal'],
    },
  ],
  [
    'nothing to pay with',
    noOnlinePayment,
    {
      national: record(code, { facts: { fees: [fee(8000)] } }),
      portal: portal({
        cases: [one({ onlinePayment: false })],
        offerings: [offering(near, 4, { account: true }), offering(far, 4)],
      }),
    },
    {
      params: { case: 'Cấp mới', ...onlyFarNamed },
      evidence: { ...ofCase, onlinePayment: false, nationalFees: [fee(8000)], ...onlyFar },
      systems: ['national', 'portal'],
    },
  ],
  [
    'units that do not take files online',
    onlineClosed,
    {
      portal: portal({
        cases: [one()],
        offerings: [offering(near, 4, { onlineClosed: false }), offering(far, 4, { onlineClosed: true })],
      }),
    },
    {
      params: { closed: 'offerings', ...onlyFarNamed },
      evidence: { ...ofNone, ...onlyFar },
      systems: ['portal'],
    },
  ],
  [
    'cases that cannot be filed online',
    onlineClosed,
    {
      portal: portal({
        cases: [
          one({ agencies: [far], onlineClosed: true }),
          one({ key: 'c2', agencies: [near], onlineClosed: false }),
          one({ key: 'c3', agencies: [near], onlineClosed: true }),
        ],
      }),
    },
    {
      params: { closed: 'cases', case: 'Cấp mới', ...onlyFarNamed },
      evidence: { ...ofCase, closedCases: ['c1', 'c3'], ...onlyFar },
      systems: ['portal'],
    },
  ],
  [
    'papers that differ',
    componentsDiffer,
    {
      national: record(code, {
        cases: [one({ key: 'n1', components: [{ name: 'A' }, { name: 'B' }, { name: 'C' }] })],
      }),
      portal: withCase({ components: [{ name: 'A' }, { name: 'X' }] }),
    },
    {
      params: {
        ...{ expected: 3, actual: 2, case: 'Cấp mới', ...bothNamed },
        missing: { first: ['B', 'C'], more: 0 },
        surplus: { first: ['X'], more: 0 },
      },
      evidence: {
        ...{ ...ofCase, missing: ['B', 'C'], surplus: ['X'], ...both },
        nationalCase: { key: 'n1', name: 'Cấp mới' },
      },
      systems: ['national', 'portal'],
    },
  ],
  [
    'papers that differ from those of a case without a name',
    componentsDiffer,
    {
      national: record(code, { cases: [{ key: 'n1', agencies: null, components: [{ name: 'A' }] }] }),
      portal: withCase({ components: [{ name: 'A' }, { name: 'X' }] }),
    },
    {
      params: {
        ...{ expected: 1, actual: 2, case: 'Cấp mới', ...bothNamed },
        missing: { first: [], more: 0 },
        surplus: { first: ['X'], more: 0 },
      },
      evidence: {
        ...{ ...ofCase, missing: [], surplus: ['X'], ...both },
        nationalCase: { key: 'n1', name: null },
      },
      systems: ['national', 'portal'],
    },
  ],
  [
    'no papers',
    noComponents,
    {
      national: record(code, { cases: [one({ components: [{ name: 'A' }, { name: 'B' }] })] }),
      portal: withCase({ components: [] }),
    },
    {
      params: { problem: 'none', papers: 2, case: 'Cấp mới', ...bothNamed },
      evidence: { ...ofCase, nationalComponents: 2, localComponents: 0, ...both },
      systems: ['national', 'portal'],
    },
  ],
  [
    'no case with papers',
    noComponents,
    {
      national: record(code, { cases: [one({ components: [{ name: 'A' }, { name: 'B' }] })] }),
      portal: withCase({ agencies: [near], components: [{ name: 'A' }] }),
    },
    {
      params: { problem: 'no-case', papers: 2, ...onlyFarNamed },
      evidence: { ...ofNone, nationalComponents: 2, localComponents: 0, ...onlyFar },
      systems: ['national', 'portal'],
    },
  ],
  [
    'fees that differ, each amount once and in order',
    feeDiffers,
    {
      national: record(code, { facts: { fees: [fee(9000), fee(0), fee(8000), fee(9000)] } }),
      portal: portal({ facts: { fees: [fee(10_000), fee(8000)] } }),
    },
    {
      params: { expected: [8000, 9000], actual: [8000, 10_000], national: 'national' },
      evidence: {
        national: [fee(9000), fee(0), fee(8000), fee(9000)],
        local: [fee(10_000), fee(8000)],
        ...{ ...compared, ...both },
      },
      systems: ['national', 'portal'],
    },
  ],
  [
    'a fee that is asked for on one side only',
    feeDiffers,
    {
      national: record(code, { facts: { fees: null } }),
      portal: portal({ facts: { fees: [fee(10_000)] } }),
    },
    {
      params: { expected: [], actual: [10_000], national: 'national' },
      evidence: { national: [], local: [fee(10_000)], ...compared, ...both },
      systems: ['national', 'portal'],
    },
  ],
  [
    'fields that differ',
    fieldDiffers,
    {
      national: record(code, { facts: { fields: [{ code: 'G1', name: 'Hộ tịch' }, { code: 'G2' }] } }),
      portal: portal({ facts: { fields: [{ code: 'L1', name: 'Chứng thực' }] } }),
    },
    {
      params: { expected: ['Hộ tịch', 'G2'], actual: ['Chứng thực'], national: 'national' },
      evidence: {
        national: [{ code: 'G1', name: 'Hộ tịch' }, { code: 'G2' }],
        local: [{ code: 'L1', name: 'Chứng thực' }],
        ...{ ...compared, ...both },
      },
      systems: ['national', 'portal'],
    },
  ],
  [
    'decisions that differ',
    decisionDiffers,
    {
      national: record(code, { facts: { decision: 'Quyết định  số 12/QĐ-BTP' } }),
      portal: portal({ facts: { decision: '13/QĐ-BTP' } }),
    },
    {
      params: { expected: 'Quyết định số 12/QĐ-BTP', actual: '13/QĐ-BTP', national: 'national' },
      evidence: { national: 'Quyết định  số 12/QĐ-BTP', local: '13/QĐ-BTP', ...compared, ...both },
      systems: ['national', 'portal'],
    },
  ],
  [
    'deadlines that differ, of the procedure and of its cases',
    deadlineDiffers,
    {
      national: record(code, { facts: { deadlines: [days(3), { text: 'Ngay' }, days(3)] } }),
      portal: portal({
        facts: { deadlines: [days(3), days(5)] },
        cases: [
          one({ deadlineHours: 20 }),
          one({ key: 'c2', name: '', deadlineHours: 80, deadlineUnit: 'day', agencies: [near] }),
          one({ key: 'c3', deadlineHours: 90, agencies: ['H13.1'] }),
          one({ key: 'c4', deadlineHours: 24 }),
          one({ key: 'c5', deadlineHours: 0 }),
          one({ key: 'c6', deadlineHours: null }),
        ],
      }),
    },
    {
      params: {
        expected: [{ amount: 3, unit: 'workingDay' }],
        actual: [
          { amount: 5, unit: 'workingDay' },
          { amount: 20, unit: 'hour' },
          { amount: 10, unit: 'day' },
        ],
        national: 'national',
      },
      evidence: {
        national: [days(3), { text: 'Ngay' }, days(3)],
        local: [
          { of: 'thủ tục', value: '5 ngày làm việc' },
          { of: 'trường hợp «Cấp mới»', value: '20 giờ' },
          { of: 'trường hợp «c2»', value: '10 ngày' },
        ],
        ...{ ...compared, ...both },
      },
      systems: ['national', 'portal'],
    },
  ],
  [
    'levels that differ between systems',
    levelDiffers,
    {
      portal: portal(),
      oneStop: record(code, { offerings: [offering(near, 4), offering(far, null)] }),
    },
    {
      params: {
        shown: [
          { system: 'portal', role: 'portal', level: 4 },
          { system: 'oneStop', role: 'oneStop', level: null },
        ],
      },
      evidence: { levels: { portal: 4, oneStop: null } },
      systems: ['portal', 'oneStop'],
    },
  ],
  [
    'a level shown that a unit does not have',
    exposedAboveLevel,
    { portal: portal({ facts: { shownLevel: 4 }, offerings: [offering(near, 4), offering(far, null)] }) },
    {
      params: { level: null, shown: 4 },
      evidence: { offeringLevel: null, shownLevel: 4, source: 'portal' },
      systems: ['portal'],
    },
  ],
  [
    'levels that are uneven',
    unevenLevel,
    {
      portal: portal({
        offerings: [
          ...[offering(near, 4), offering(far, null), offering('H13.6.1', 4)],
          offering('H13.7', 3),
        ],
      }),
    },
    {
      params: {
        ...{ tier: 'commune', usual: 4, alike: 2 },
        others: { first: [{ code: far, name: nameOf[far], level: null }], more: 0 },
      },
      evidence: {
        ...{ tier: 'commune', levels: { [far]: null }, counts: { none: 1, 4: 2 }, source: 'portal' },
        ...onlyFar,
      },
      systems: ['portal'],
    },
  ],
  [
    'what is offered although withdrawn',
    withdrawnStillOffered,
    { national: record(code, { facts: { active: false } }), portal: portal({ unmappedOfferings: 3 }) },
    {
      params: { rows: 5 },
      evidence: { unmappedOfferings: 3, forms: [code], national: { active: false }, ...both },
      systems: ['national', 'portal'],
    },
  ],
  [
    'what no list has',
    unknownProcedure,
    { portal: portal() },
    {
      params: { rows: 2 },
      evidence: { forms: [code], name: 'Đăng ký khai sinh', source: 'portal', ...both },
      systems: ['national', 'portal'],
    },
  ],
  [
    'what nobody mapped',
    unmappedProcedure,
    { portal: portal({ mapped: false, facts: { name: null } }) },
    {
      params: { code },
      evidence: { forms: [code], name: null, suggestions: [], ...both },
      systems: ['national', 'portal'],
    },
  ],
])('%s', (_, rule, records, expected) => {
  const found = findingsOf(rule as SystemRule, of, group(of, code, records));
  expect(
    found.map(({ statement, evidence, systems }) => ({ params: statement.params, evidence, systems })),
  ).toEqual([expected]);
});

it('uneven levels tier by tier, in the order of the units', () => {
  const uneven = [
    ...[offering('H13.1', 3), offering('H13.2', 4), { ...offering('H13.5'), level: undefined }],
    ...[offering(near, 2), offering(far, 2), offering('H13.6', 4), offering('H13.6.1', 3)],
  ];
  const found = findingsOf(unevenLevel, of, group(of, code, { portal: portal({ offerings: uneven }) }));
  expect(found).toMatchObject([
    { key: 'province', units: ['H13.1'], evidence: { levels: { 'H13.1': 3 }, counts: { 3: 1, 4: 1 } } },
    { key: 'commune', units: ['H13.6.1'], evidence: { levels: { 'H13.6.1': 3 }, counts: { 2: 2, 3: 1 } } },
  ]);
  expect(found).toHaveLength(2);
});

it('where a procedure is to be offered, by the record and by a decision of the city', () => {
  const applies = [
    { procedure: code, add: ['H13.1'], reason: 'QĐ 12' },
    { procedure: code, remove: [far], reason: 'QĐ 13' },
  ];
  const decided = context({ city: { applies } });
  const tiers = ['commune' as const];
  const records = (portal: SnapshotProcedure) =>
    group(decided, code, { national: record(code, { facts: { tiers } }), portal });
  const shown = (rule: SystemRule, portal: SnapshotProcedure) =>
    findingsOf(rule, decided, records(portal))
      .filter(({ system }) => system === 'portal')
      .map(({ agency, statement, evidence, systems }) => ({
        ...{ agency, params: statement.params, evidence, systems },
      }));
  const systems = ['national', 'portal'];

  expect(shown(missingOffering, portal({ offerings: [offering('H13.6.1')], unmappedOfferings: 2 }))).toEqual([
    {
      agency: 'H13.1',
      params: { reason: 'not-offered', because: 'QĐ 12' },
      evidence: {
        national: { tiers },
        portal: { listed: true, active: true, unmappedOfferings: 2 },
        override: 'QĐ 12',
      },
      systems,
    },
    {
      agency: near,
      params: { reason: 'not-offered' },
      evidence: { national: { tiers }, portal: { listed: true, active: true, unmappedOfferings: 2 } },
      systems,
    },
  ]);
  const off = portal({ offerings: [], facts: { active: false } });
  expect(shown(missingOffering, off)[1]).toEqual({
    agency: near,
    params: { reason: 'not-in-use' },
    evidence: { national: { tiers }, portal: { listed: true, active: false } },
    systems,
  });
  const outside = [{ ...offering('H13.2'), level: undefined }, offering(far, 3)];
  expect(shown(offeredOutsideScope, portal({ offerings: outside }))).toEqual([
    {
      agency: 'H13.2',
      params: { tiers },
      evidence: { national: { tiers }, portal: { level: null }, tier: 'province' },
      systems,
    },
    {
      agency: far,
      params: { tiers, level: 3, override: 'QĐ 13' },
      evidence: { national: { tiers }, portal: { level: 3 }, tier: 'commune', override: 'QĐ 13' },
      systems,
    },
  ]);
});

it('the best of what somebody may have meant by a code that nobody mapped', () => {
  const suggestions = [
    { code: '1.000002', name: 'Đăng ký khai tử', score: 0.9 },
    { code: '1.000003', name: 'Khác', score: 0.5 },
  ];
  const suggested = context({ suggestions: { portal: { [code]: suggestions as never } } });
  const found = findingsOf(
    unmappedProcedure,
    suggested,
    group(suggested, code, { portal: portal({ mapped: false }) }),
  );
  expect(found).toMatchObject([
    {
      statement: { params: { code, suggestion: { code: '1.000002', name: 'Đăng ký khai tử' } } },
      evidence: { name: 'Đăng ký khai sinh', suggestions },
    },
  ]);
});

it('a name that another procedure has too', () => {
  const list = (of: string) => group(context(), of, { national: record(of) });
  const codes = ['1.000001', '1.000002', '1.000003'];
  const found = findingsOf(nameTwice as unknown as SystemRule, of, ...codes.map(list));
  expect(found).toMatchObject([
    {
      procedure: '1.000002',
      statement: { params: { others: { first: ['1.000001', '1.000003'], more: 0 } } },
      evidence: { name: 'Đăng ký khai sinh', otherCodes: ['1.000001', '1.000003'] },
      systems: ['national'],
    },
    {
      procedure: '1.000003',
      evidence: { name: 'Đăng ký khai sinh', otherCodes: ['1.000001', '1.000002'] },
    },
  ]);
});

import { expect, it } from 'vitest';
import type { ProcedureFacts } from '../../../src/domain/procedure.ts';
import { localisationOf } from '../../../src/reconcile/localisation.ts';
import { rule } from '../../../src/reconcile/rules/not-localised.ts';
import { context, findingsOf, group, record } from '../support.ts';

const code = '1.000001';
const national: ProcedureFacts = {
  decision: '163/QĐ-BTP',
  decisionDay: '2021-02-03',
  fees: [{ text: 'theo Nghị quyết của HĐND' }],
  receptionAddress: null,
};
const local: ProcedureFacts = { decision: null, fees: null };

function located(facts: ProcedureFacts, ...locals: (ProcedureFacts | undefined)[]) {
  return localisationOf(
    record(code, { facts }),
    locals.map((each, at) => ({ system: `s${at}`, record: each && record(code, { facts: each }) })),
  );
}

it('puts the national decision and its day beside the city’s', () => {
  const city = { decision: 'Quyết định số 1234/QĐ-UBND ngày 05 tháng 6 năm 2021' };
  expect(located(national, {}, city)).toMatchObject({
    national: { decision: '163/QĐ-BTP', day: '2021-02-03' },
    city: { decision: city.decision, day: '2021-06-05', system: 's1' },
  });
});

it.each<[string, ProcedureFacts, (ProcedureFacts | undefined)[], string[], string[]]>([
  ['everything', national, [local], ['city-decision', 'local-fee', 'reception-address'], []],
  [
    'nothing',
    { ...national, receptionAddress: 'Số 2 Hòa Bình' },
    [{ decision: '9/QĐ-UBND', fees: [{ amount: 8000, text: '' }] }],
    [],
    [],
  ],
  [
    'no fee that is set nationally',
    { ...national, fees: [{ amount: 5000, text: '' }] },
    [local],
    ['city-decision', 'reception-address'],
    [],
  ],
  [
    'what one of two systems has',
    national,
    [local, { decision: '9/QĐ-UBND', fees: [{ text: 'x' }] }],
    ['reception-address'],
    [],
  ],
  ['what no system tells', national, [{}], ['reception-address'], ['city-decision', 'local-fee']],
  [
    'a procedure the city does not offer yet',
    national,
    [undefined],
    ['reception-address'],
    ['city-decision', 'local-fee'],
  ],
])('tells what is missing from what nobody can tell: %s', (_title, facts, locals, missing, unknown) => {
  expect(located(facts, ...locals)).toMatchObject({ missing, unknown });
});

it('says nothing where the national record does not tell of its local part', () => {
  const { receptionAddress: _, ...indeterminate } = national;
  expect(located(indeterminate, local)).toBeUndefined();
});

it('is work for VP UBND, of what was read whole only', () => {
  const facts = { ...national, tiers: ['commune' as const] };
  const found = (of = context()) =>
    findingsOf(
      rule,
      of,
      group(of, code, { national: record(code, { facts }), portal: record(code, { facts: local }) }),
    );
  expect(found()).toMatchObject([
    {
      ...{ rule: 'not-localised', severity: 'minor', owner: 'regulatory', agency: null, system: 'national' },
      evidence: { missing: ['city-decision', 'local-fee', 'reception-address'] },
      message: expect.stringContaining('còn thiếu: quyết định công bố của thành phố; mức phí'),
    },
  ]);
  const partly = context({ snapshots: { portal: { status: 'partial', error: 'đứt' } } });
  expect(found(partly)).toMatchObject([{ evidence: { missing: ['reception-address'] } }]);
});

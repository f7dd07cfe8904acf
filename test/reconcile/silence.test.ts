import { expect, test } from 'vitest';
import type { RuleSummary } from '../../src/domain/run.ts';
import { rule as deadlineDiffers } from '../../src/reconcile/rules/deadline-differs.ts';
import { rule as feeDiffers } from '../../src/reconcile/rules/fee-differs.ts';
import { rule as missingOffering } from '../../src/reconcile/rules/missing-offering.ts';
import { rule as noWorkflow } from '../../src/reconcile/rules/no-workflow.ts';
import { isGone } from '../../src/store/runs/life.ts';
import { context, group, judged, offering, record } from './support.ts';

const fees = [{ amount: 8_000, text: '8.000 đồng' }];
const told = { fees, tiers: ['province' as const], fields: null, bodies: null };
const rules = [feeDiffers, missingOffering];

/** Outcomes over two procedures; which systems tell fees of which of them. */
function outcomes(tells: (system: string, at: number) => boolean, snapshots = {}) {
  const of = context({ snapshots });
  const groups = ['1.000001', '1.000002'].map((code, at) => {
    const shown = (system: string) =>
      record(code, {
        offerings: system === 'national' ? [] : [offering('H13.1'), offering('H13.2')],
        facts: { ...told, ...(!tells(system, at) && { fees: undefined as never }) },
      });
    return group(of, code, Object.fromEntries(of.systems.map(({ name }) => [name, shown(name)])));
  });
  return judged(rules, of, ...groups).result.outcomes;
}

test('a rule says which system costs it: the national list that never tells, or all others', () => {
  expect(outcomes(() => true)['fee-differs']).toMatchObject({ status: 'evaluated', skipped: [] });
  const national = outcomes(system => system !== 'national');
  expect(national['fee-differs']).toMatchObject({
    ...{ status: 'not-evaluated', skipped: ['national'] },
    reason: 'CSDL quốc gia về TTHC không cho biết điều quy tắc này cần.',
  });
  expect(national['missing-offering']?.status).toBe('evaluated');
  expect(outcomes(system => system === 'national')['fee-differs']).toMatchObject({
    ...{ status: 'not-evaluated', skipped: ['portal', 'oneStop'] },
  });
});

test('one that never tells beside others that do, or that does not tell of everything, is no news', () => {
  for (const tells of [
    (system: string) => system !== 'oneStop',
    (system: string, at: number) => system !== 'national' || at === 0,
  ])
    expect(outcomes(tells)['fee-differs']).toMatchObject({ status: 'evaluated', reason: null });
});

test('what is only missing since its turn has not come makes a rule partly judged, and no other', () => {
  const tells = (system: string, at: number) => system !== 'oneStop' || at === 0;
  const waiting = outcomes(tells, { oneStop: { waiting: true } });
  expect(waiting['fee-differs']).toMatchObject({
    ...{ status: 'partly', skipped: ['oneStop'] },
    reason: expect.stringMatching(/ còn chi tiết chưa đến lượt đọc\.$/),
  });
  expect(waiting['missing-offering']?.status).toBe('evaluated');
  // Nothing of it was read yet: that is no system which never tells.
  const none = outcomes(system => system !== 'national', { national: { waiting: true } });
  expect(none['fee-differs']?.status).toBe('partly');
});

test('a rule that found something was judged, whatever else is never told', () => {
  const days = (amount: number) => [{ amount, unit: 'workingDay' as const, text: `${amount} ngày` }];
  const of = context();
  const local = record('1.000001', {
    offerings: [offering('H13.1')],
    cases: [{ key: 'A', agencies: null }],
    facts: { deadlines: days(10) },
  });
  const { findings, result } = judged(
    deadlineDiffers,
    of,
    group(of, '1.000001', {
      national: record('1.000001', { facts: { deadlines: days(3) } }),
      portal: local,
      oneStop: local,
    }),
  );
  expect(findings).toHaveLength(2);
  expect(result.outcomes['deadline-differs']).toMatchObject({ status: 'partly', count: 2 });
});

test('a case about which nothing has been read yet is one of those', () => {
  const of = context({ snapshots: { portal: { waiting: true } } });
  const shown = record('1.000001', {
    offerings: [offering('H13.1')],
    cases: [{ key: '?', agencies: ['H13.1'] }],
    facts: told,
  });
  const { findings, result } = judged(
    noWorkflow,
    of,
    group(of, '1.000001', { national: record('1.000001', { facts: told }), portal: shown }),
  );
  expect(findings).toEqual([]);
  expect(result.outcomes['no-workflow']).toMatchObject({ status: 'partly', skipped: ['portal'] });
});

test('a list without bodies leaves open what applies to the province tier; of others it is known, and what was mended is gone', () => {
  const of = context();
  const procedures = { '1.000001': 'commune', '1.000002': 'province' } as const;
  const communes = ['H13.5.1', 'H13.5.2', 'H13.6.1'].map(agency => offering(agency));
  const groups = Object.entries(procedures).map(([code, tier]) =>
    group(of, code, {
      national: record(code, { facts: { tiers: [tier], fields: null } }),
      portal: record(code, { offerings: communes }),
      oneStop: record(code, { offerings: communes }),
    }),
  );
  const { findings, result } = judged(missingOffering, of, ...groups);
  expect(findings).toEqual([]);
  expect(result.outcomes['missing-offering']).toMatchObject({ status: 'partly', skipped: ['national'] });
  const gone = (procedure: string) => {
    const unseen = {
      rule: missingOffering.id,
      procedure,
      agency: 'H13.5.1',
      systems: ['national', 'portal'],
    };
    const all = new Set(of.systems.map(({ name }) => name));
    const outcomes = result.outcomes as Record<string, RuleSummary>;
    return isGone(unseen, { ...result, outcomes, runId: '', startedAt: '', complete: all, configured: all });
  };
  expect(Object.keys(procedures).map(gone)).toEqual([true, false]);
});

test('only the portal where people file is asked where a procedure applies by its own list', () => {
  const of = context();
  const shown = record('1.000001', {
    offerings: [offering('H13.5.1')],
    facts: { publication: { links: [], audiences: null } },
  });
  const { findings, result } = judged(
    missingOffering,
    of,
    group(of, '1.000001', {
      national: record('1.000001', { facts: { tiers: ['commune'], fields: null, bodies: null } }),
      portal: shown,
      oneStop: shown,
    }),
  );
  expect(findings.map(({ system, agency }) => `${system} ${agency}`)).toEqual([
    ...['portal H13.5.2', 'portal H13.6.1', 'oneStop H13.5.2', 'oneStop H13.6.1'],
  ]);
  expect(result.outcomes['missing-offering']?.status).toBe('evaluated');
});

import { expect, test } from 'vitest';
import type { Known } from '../../../src/domain/known.ts';
import type { Level } from '../../../src/domain/level.ts';
import type { ProcedureGroup } from '../../../src/reconcile/rule.ts';
import { gatherStatistics, offeringsOf } from '../../../src/report/documents/month-statistics.ts';
import { context, group, offering, record } from '../../reconcile/support.ts';

const of = context();
const systems = of.systems.map(({ name }) => name);
const head = { month: '2021-10', runId: 'R1', system: 'portal' };
const fee = (amount: number) => [{ amount, text: `${amount}` }];

function birth(portal: Known<Level>[], national: object = {}): ProcedureGroup {
  const agencies = ['H13.1', 'H13.5', 'H13.5.1'];
  return group(of, '1.000894', {
    national: record('1.000894', { facts: { fields: [{ name: 'Hộ tịch' }], ...national } }),
    portal: record('1.000894', {
      offerings: portal.map((level, at) => offering(agencies[at]!, 1, { level })),
    }),
  });
}

async function* stream(...groups: ProcedureGroup[]) {
  yield groups;
}

test('counts active offerings by level, tier, agency and field at the system people meet', async () => {
  const found = await gatherStatistics(head, of.city, systems, stream(birth([4, 3, null])));
  expect(found.total).toEqual({ 1: 0, 2: 0, 3: 1, 4: 1, none: 1, indeterminate: 0 });
  expect(found.tiers.province).toMatchObject({ 4: 1 });
  expect(found.agencies['H13.5']).toMatchObject({ 3: 1 });
  expect(found.fields['Hộ tịch']).toEqual(found.total);
  expect(found.procedures).toEqual({ offered: 1, atFour: 1 });
  expect(found.eligible).toBeNull();
});

test('counts a level nobody could tell as such, not as none', async () => {
  const found = await gatherStatistics(head, of.city, systems, stream(birth([undefined, null])));
  expect(found.total).toMatchObject({ indeterminate: 1, none: 1 });
  expect(offeringsOf(found.total)).toBe(2);
});

test('does not count what is switched off', async () => {
  const off = group(of, '1.000894', {
    portal: record('1.000894', { facts: { active: false }, offerings: [offering('H13.1', 4)] }),
  });
  expect(offeringsOf((await gatherStatistics(head, of.city, systems, stream(off))).total)).toBe(0);
});

test('holds eligible offerings, also those not offered yet, against those at level 4', async () => {
  const birthReviewed = birth([4, 4, 3]);
  const ground = { blocks: false, reasons: [], text: null };
  const target = (agency: string, level: 4 | null) => ({
    agency,
    level,
    why: 'review' as const,
    technical: ground,
    legal: ground,
    sources: [],
  });
  birthReviewed.reviewed = {
    procedure: '1.000894',
    targets: [target('H13.1', null), target('H13.5', 4), target('H13.5.1', 4), target('H13.6', 4)],
    conflicts: [],
  };
  const found = await gatherStatistics(head, of.city, systems, stream(birthReviewed), true);
  expect(found.eligible).toEqual({ offerings: 3, atFour: 1 });
  // As `review status` counts: what a decision names as at level 4 already is not reviewed, what waits for its appraisal is.
  birthReviewed.reviewed.targets = [
    { ...target('H13.1', null), unappraised: true },
    { ...target('H13.5', 4), why: 'already-online' },
    { ...target('H13.6', 4), why: 'already-online' },
    { ...target('H13.5.1', 4), why: 'decision' },
  ];
  const apart = await gatherStatistics(head, of.city, systems, stream(birthReviewed), true);
  expect(apart.eligible).toMatchObject({ offerings: 2 });
  expect(apart.announced).toMatchObject({ offerings: 2 });
  expect(apart.eligible!.atFour + apart.announced!.atFour).toBe(2);
});

test('counts online payment only where a fee is due, and says where it is unclear', async () => {
  const paid = birth([4, 4], { fees: fee(8000) });
  paid.records[1]!.offerings[0]!.account = true;
  paid.records[1]!.offerings[1]!.account = false;
  expect((await gatherStatistics(head, of.city, systems, stream(paid))).payment).toEqual({
    due: 2,
    payable: 1,
    indeterminate: 0,
  });
  const free = birth([4], { fees: fee(0) });
  expect((await gatherStatistics(head, of.city, systems, stream(free))).payment.due).toBe(0);
  expect((await gatherStatistics(head, of.city, systems, stream(birth([4])))).payment.indeterminate).toBe(1);
});

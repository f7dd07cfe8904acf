import { describe, expect, test } from 'vitest';
import type { Known } from '../../../src/domain/known.ts';
import type { Level } from '../../../src/domain/level.ts';
import type { ProcedureFacts } from '../../../src/domain/procedure.ts';
import type { Ground, Target } from '../../../src/domain/review.ts';
import { rule as exposedAboveLevel } from '../../../src/reconcile/rules/exposed-above-level.ts';
import { rule as levelDiffers } from '../../../src/reconcile/rules/level-differs.ts';
import { rule as unevenLevel } from '../../../src/reconcile/rules/uneven-level.ts';
import type { SnapshotProcedure } from '../../../src/snapshot/model.ts';
import { blocked, inOrder } from '../../review/support.ts';
import { context, findingsOf, group, offering, record } from '../support.ts';

const city = context();
const withdrawn = record('1.000001', { facts: { active: false } });

/** A record by level of each agency. */
function at(levels: Record<string, Known<Level>>, facts: ProcedureFacts = {}): SnapshotProcedure {
  const offerings = Object.entries(levels).map(([agency, level]) => ({ ...offering(agency), level }));
  return record('1.000001', { offerings, facts });
}

describe('level-differs', () => {
  const differing = (records: Partial<Record<string, SnapshotProcedure>>, of = city) =>
    findingsOf(levelDiffers, of, group(of, '1.000001', records));

  test('names the offering and what each system shows', () => {
    const portal = at({ 'H13.1': 4, 'H13.2': 4 });
    const oneStop = at({ 'H13.1': 3, 'H13.2': 4 });
    expect(differing({ portal, oneStop })).toMatchObject([
      {
        severity: 'major',
        owner: 'technical',
        agency: 'H13.1',
        system: null,
        message:
          'Thủ tục 1.000001 «Đăng ký khai sinh» tại Sở Y tế (H13.1) phải có cùng một mức độ ở các hệ thống nhưng đang khác nhau: Cổng DVC thành phố: mức độ 4; Hệ thống một cửa điện tử: mức độ 3.',
        evidence: { levels: { portal: 4, oneStop: 3 } },
        systems: ['portal', 'oneStop'],
      },
    ]);
  });

  test('a system that says "no level" differs from one that names a level', () => {
    const found = differing({ portal: at({ 'H13.1': null }), oneStop: at({ 'H13.1': 2 }) });
    expect(found).toMatchObject([{ evidence: { levels: { portal: null, oneStop: 2 } } }]);
  });

  test('a level nobody could tell differs from nothing', () => {
    expect(differing({ portal: at({ 'H13.1': undefined }), oneStop: at({ 'H13.1': 2 }) })).toEqual([]);
  });

  test('compares only offerings that both have, wherever they stand in their lists', () => {
    const portal = at({ 'H13.1': 4, 'H13.5': 2, 'H13.6': 3 });
    const oneStop = at({ 'H13.2': 2, 'H13.6': 4, 'H13.6.1': 4 });
    expect(differing({ portal, oneStop }).map(({ agency }) => agency)).toEqual(['H13.6']);
  });

  test('two that show the same levels, each at another unit, differ at both', () => {
    const portal = at({ 'H13.1': 4, 'H13.2': 3, 'H13.5': 4 });
    const oneStop = at({ 'H13.1': 4, 'H13.2': 4, 'H13.5': 3 });
    expect(differing({ portal, oneStop }).map(({ agency }) => agency)).toEqual(['H13.2', 'H13.5']);
  });

  test('compares as many systems as there are', () => {
    const systems = ['national', 'portal', 'oneStop', 'cu'].map(name => ({
      name,
      role: name,
      hosts: [],
      covers: null,
    }));
    const four = context({ city: { systems } });
    const records = {
      portal: at({ 'H13.1': 4 }),
      oneStop: at({ 'H13.2': 4 }),
      cu: at({ 'H13.1': 3, 'H13.2': 4 }),
    };
    expect(differing(records, four)).toMatchObject([
      { agency: 'H13.1', evidence: { levels: { portal: 4, cu: 3 } }, systems: ['portal', 'cu'] },
    ]);
  });

  test('says nothing of withdrawn or switched-off procedures', () => {
    const portal = at({ 'H13.1': 4 });
    expect(differing({ national: withdrawn, portal, oneStop: at({ 'H13.1': 3 }) })).toEqual([]);
    expect(differing({ portal, oneStop: at({ 'H13.1': 3 }, { active: false }) })).toEqual([]);
  });
});

describe('uneven-level', () => {
  const uneven = (portal: SnapshotProcedure, national?: SnapshotProcedure) =>
    findingsOf(unevenLevel, city, group(city, '1.000001', { portal, ...(national && { national }) }));

  test('names the minority of a tier', () => {
    const levels = { 'H13.5': 4, 'H13.5.1': 4, 'H13.5.2': 2, 'H13.6': 4, 'H13.6.1': 4 } as const;
    expect(uneven(at(levels))).toMatchObject([
      {
        severity: 'minor',
        owner: 'technical',
        procedure: '1.000001',
        agency: null,
        system: 'portal',
        key: 'commune',
        expected: 4,
        message:
          'Thủ tục 1.000001 «Đăng ký khai sinh» trên Cổng DVC thành phố: 2 đơn vị cấp xã ở mức độ 4, riêng UBND phường An Hòa (H13.5.2) mức độ 2.',
        evidence: {
          tier: 'commune',
          agencies: ['H13.5.2'],
          levels: { 'H13.5.2': 2 },
          counts: { 2: 1, 4: 2 },
        },
      },
    ]);
  });

  test('is for the office of law where law alone is what units of that tier name', () => {
    const portal = at({ 'H13.5.1': 4, 'H13.5.2': 2 });
    const owner = (technical: Ground, legal: Ground, agency = 'H13.5.2') => {
      const target: Target = { agency, level: null, why: 'review', technical, legal, sources: [] };
      const reviewed = { procedure: '1.000001', targets: [target], conflicts: [] };
      return findingsOf(unevenLevel, city, { ...group(city, '1.000001', { portal }), reviewed })[0]!.owner;
    };
    expect(owner(inOrder, blocked('legislation'))).toBe('regulatory');
    expect(owner(blocked('payment'), blocked('legislation'))).toBe('technical');
    expect(owner(blocked('payment'), inOrder)).toBe('technical');
    // What a department names says nothing of the communes.
    expect(owner(inOrder, blocked('legislation'), 'H13.1')).toBe('technical');
  });

  test('in a tie the lower level is the minority, and no level is the lowest', () => {
    expect(uneven(at({ 'H13.5': 2, 'H13.6': 3 }))).toMatchObject([
      { expected: 3, evidence: { agencies: ['H13.5'] } },
    ]);
    expect(uneven(at({ 'H13.5': 1, 'H13.6': null }))).toMatchObject([
      { expected: 1, evidence: { agencies: ['H13.6'], counts: { 1: 1, none: 1 } } },
    ]);
  });

  test('is one finding a tier', () => {
    const levels = { 'H13.1': 4, 'H13.2': 3, 'H13.5': 4, 'H13.6': 3 } as const;
    expect(uneven(at(levels)).map(({ key }) => key)).toEqual(['province', 'district']);
  });

  test('tiers may differ from each other, and a level nobody could tell counts for nothing', () => {
    expect(uneven(at({ 'H13.1': 4, 'H13.5': 3, 'H13.5.1': 2, 'H13.6': undefined }))).toEqual([]);
  });

  test('says nothing of withdrawn or switched-off procedures', () => {
    const levels = { 'H13.5': 2, 'H13.6': 3 } as const;
    expect(uneven(at(levels), withdrawn)).toEqual([]);
    expect(uneven(at(levels, { active: false }))).toEqual([]);
  });
});

describe('exposed-above-level', () => {
  const exposed = (portal: SnapshotProcedure, national?: SnapshotProcedure) =>
    findingsOf(exposedAboveLevel, city, group(city, '1.000001', { portal, ...(national && { national }) }));

  test('names each agency where people can file although its own level does not allow it', () => {
    const levels = { 'H13.1': 2, 'H13.2': 3, 'H13.5': null, 'H13.6': undefined } as const;
    expect(exposed(at(levels, { shownLevel: 4 }))).toMatchObject([
      {
        severity: 'critical',
        agency: 'H13.1',
        system: 'portal',
        expected: 2,
        actual: 4,
        message:
          'Thủ tục 1.000001 «Đăng ký khai sinh» tại Sở Y tế (H13.1): đơn vị mức độ 2 nhưng Cổng DVC thành phố cho người dân nộp trực tuyến theo mức độ 4.',
        evidence: { offeringLevel: 2, shownLevel: 4 },
      },
      { agency: 'H13.5', expected: 'không có mức độ', actual: 4 },
    ]);
  });

  test('says nothing where people meet a level below 3, none, or one nobody could tell', () => {
    for (const shownLevel of [2, 1, null, undefined] as const)
      expect(exposed(at({ 'H13.1': null }, { shownLevel }))).toEqual([]);
  });

  test('says nothing of withdrawn or switched-off procedures', () => {
    const facts: ProcedureFacts = { shownLevel: 4 };
    expect(exposed(at({ 'H13.1': 2 }, facts), withdrawn)).toEqual([]);
    expect(exposed(at({ 'H13.1': 2 }, { ...facts, active: false }))).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import type { ProcedureFacts } from '../../../src/domain/procedure.ts';
import { rule as duplicateOffering } from '../../../src/reconcile/rules/duplicate-offering.ts';
import { rule as missingOffering } from '../../../src/reconcile/rules/missing-offering.ts';
import { rule as offeredOutsideScope } from '../../../src/reconcile/rules/offered-outside-scope.ts';
import type { SnapshotProcedure } from '../../../src/snapshot/model.ts';
import { city as cityOf, context, findingsOf, group, offering, record } from '../support.ts';

const city = context();
const communes = ['H13.5.1', 'H13.5.2', 'H13.6.1'];

function national(facts: ProcedureFacts = { tiers: ['commune'] }, detailed = true): SnapshotProcedure {
  return record('1.000001', { detailed, facts });
}

function at(...agencies: string[]): SnapshotProcedure {
  return record('1.000001', { offerings: agencies.map(agency => offering(agency)) });
}

describe('missing-offering', () => {
  const missing = (records: Partial<Record<string, SnapshotProcedure>>, of = city) =>
    findingsOf(missingOffering, of, group(of, '1.000001', records)).map(f => `${f.system} ${f.agency}`);

  test('names each agency a system leaves out', () => {
    const records = { national: national(), portal: at(...communes), oneStop: at('H13.5.1', 'H13.6.1') };
    expect(findingsOf(missingOffering, city, group(city, '1.000001', records))).toMatchObject([
      {
        severity: 'major',
        owner: 'technical',
        procedure: '1.000001',
        agency: 'H13.5.2',
        system: 'oneStop',
        actual: 'đơn vị không có dịch vụ đang hoạt động',
        message:
          'Thủ tục 1.000001 «Đăng ký khai sinh» áp dụng cho UBND phường An Hòa (H13.5.2) nhưng Hệ thống một cửa điện tử không có dịch vụ đang hoạt động: đơn vị không có dịch vụ đang hoạt động.',
        systems: ['national', 'oneStop'],
      },
    ]);
  });

  test('speaks of every agency where the system lacks the procedure or switched it off', () => {
    const off = record('1.000001', { ...at(...communes), facts: { active: false } });
    expect(missing({ national: national(), portal: off })).toEqual([
      ...communes.map(code => `portal ${code}`),
      ...communes.map(code => `oneStop ${code}`),
    ]);
  });

  test('an offering elsewhere does not hide a missing one', () => {
    const portal = at('H13.1', 'H13.5', 'H13.5.2', 'H13.6');
    expect(missing({ national: national(), portal, oneStop: at(...communes) })).toEqual([
      'portal H13.5.1',
      'portal H13.6.1',
    ]);
  });

  test('says nothing where the procedure is withdrawn or its details could not be read', () => {
    expect(missing({ national: national({ active: false, tiers: ['commune'] }) })).toEqual([]);
    expect(missing({ national: national({ tiers: ['commune'] }, false) })).toEqual([]);
  });

  test('says nothing of a system that lists the procedure but could not show its details', () => {
    const unread = record('1.000001', { detailed: false, facts: { active: undefined } });
    expect(missing({ national: national(), portal: unread, oneStop: at(...communes) })).toEqual([]);
  });

  test('cannot tell where a row that could not be read may be the very one', () => {
    const of = (agencies: string[], procedures: string[]) =>
      context({ snapshots: { portal: { indeterminateOfferings: { agencies, procedures } } } });
    const records = { national: national(), portal: at('H13.5.1'), oneStop: at('H13.5.1', 'H13.5.2') };
    expect(missing(records, of(['H13.6.1', 'H13.1'], ['1.000002']))).toEqual([
      'portal H13.5.2',
      'oneStop H13.6.1',
    ]);
    expect(missing(records, of([], ['1.000001']))).toEqual(['oneStop H13.6.1']);
    expect(missing({ national: national(), oneStop: at(...communes) }, of([], ['1.000001']))).toEqual([]);
  });

  test('says nothing of a system that was cut short, and still speaks of the other', () => {
    const cut = context({ snapshots: { portal: { status: 'partial' } } });
    expect(missing({ national: national(), portal: at('H13.5.1') }, cut)).toEqual(
      communes.map(code => `oneStop ${code}`),
    );
  });

  test('asks a system only for what it covers, and other participants only when they say what that is', () => {
    const covers = (portal: string[] | null, other: string[] | null) =>
      context({
        city: {
          systems: [
            { name: 'national', role: 'national', hosts: [], covers: null },
            { name: 'portal', role: 'portal', hosts: [], covers: portal },
            { name: 'other', role: 'archive', hosts: [], covers: other },
          ],
        },
      });
    const both: ProcedureFacts = { tiers: ['commune', 'district'] };
    expect(missing({ national: national(both) }, covers(['district', 'H13.5.2'], null))).toEqual([
      'portal H13.5',
      'portal H13.5.2',
      'portal H13.6',
    ]);
    expect(missing({ national: national(both) }, covers([], ['district']))).toEqual([
      'other H13.5',
      'other H13.6',
    ]);
  });

  test('shows the reason a person gave for an added agency', () => {
    const applies = [{ procedure: '1.000001', add: ['H13.1'], reason: 'QĐ ủy quyền 12' }];
    const added = context({ city: { applies } });
    const records = { national: national(), portal: at(...communes), oneStop: at('H13.1', ...communes) };
    const [found] = findingsOf(missingOffering, added, group(added, '1.000001', records));
    expect(found).toMatchObject({ agency: 'H13.1', evidence: { override: 'QĐ ủy quyền 12' } });
    expect(found?.message).toContain('QĐ ủy quyền 12');
  });
});

describe('offered-outside-scope', () => {
  const outside = (records: Partial<Record<string, SnapshotProcedure>>, of = city) =>
    findingsOf(offeredOutsideScope, of, group(of, '1.000001', records)).map(f => `${f.system} ${f.agency}`);

  test('names each agency to which the procedure does not apply', () => {
    const records = {
      national: national(),
      portal: at('H13.1', ...communes, 'H13.6'),
      oneStop: at(...communes),
    };
    expect(outside(records)).toEqual(['portal H13.1', 'portal H13.6']);
    expect(findingsOf(offeredOutsideScope, city, group(city, '1.000001', records))[0]).toMatchObject({
      severity: 'minor',
      owner: 'regulatory',
      message: expect.stringContaining('thực hiện ở cấp xã'),
      systems: ['national', 'portal'],
    });
  });

  test('says nothing of tiers that could not be decided', () => {
    const open = national({ tiers: ['province', 'commune'], bodies: null });
    expect(outside({ national: open, portal: at('H13.1', 'H13.5') })).toEqual(['portal H13.5']);
    expect(outside({ national: national({ tiers: null }), portal: at('H13.1', 'H13.5') })).toEqual([]);
  });

  test('an agency a person took out is outside even where its tier is undecided; one put in is not', () => {
    const applies = [{ procedure: '1.000001', remove: ['H13.1'], add: ['H13.5'], reason: 'đã chuyển' }];
    const said = context({ city: { applies } });
    const open = national({ tiers: ['province', 'commune'], bodies: null });
    expect(outside({ national: open, portal: at('H13.1', 'H13.2', 'H13.5') }, said)).toEqual([
      'portal H13.1',
    ]);
  });

  test('says nothing of withdrawn, unknown, undetailed or switched-off procedures', () => {
    const portal = at('H13.1');
    expect(outside({ national: national({ active: false, tiers: ['commune'] }), portal })).toEqual([]);
    expect(outside({ portal })).toEqual([]);
    expect(outside({ national: national({ tiers: ['commune'] }, false), portal })).toEqual([]);
    const off = record('1.000001', { offerings: [offering('H13.1')], facts: { active: false } });
    expect(outside({ national: national(), portal: off })).toEqual([]);
  });

  test('says nothing where a city without districts meets a record that still names them', () => {
    const agencies = cityOf().agencies.filter(agency => agency.tier !== 'district');
    const merged = context({ city: { agencies } });
    expect(outside({ national: national({ tiers: ['district'] }), portal: at('H13.5.1') }, merged)).toEqual(
      [],
    );
  });
});

describe('duplicate-offering', () => {
  const twice = offering('H13.1', 3, { rows: ['17', '18'] });

  test('names the agency with more than one active row, and the forms of the code', () => {
    const portal = record('1.000001', {
      offerings: [twice, offering('H13.2')],
      forms: ['1.000001', '1.000001.000.00.00.H13'],
    });
    expect(findingsOf(duplicateOffering, city, group(city, '1.000001', { portal }))).toMatchObject([
      {
        severity: 'minor',
        agency: 'H13.1',
        system: 'portal',
        expected: 1,
        actual: 2,
        evidence: {
          ...{ rows: ['17', '18'], level: 3, source: 'portal' },
          forms: ['1.000001', '1.000001.000.00.00.H13'],
        },
        message: expect.stringContaining('1.000001.000.00.00.H13'),
      },
    ]);
  });

  test('names the levels of rows that differ in it', () => {
    const of = (rowLevels?: (3 | 4 | null | 'unknown')[]) => {
      const doubled = { ...twice, ...(rowLevels && { rowLevels }) };
      const portal = record('1.000001', { offerings: [doubled] });
      return findingsOf(duplicateOffering, city, group(city, '1.000001', { portal }))[0]!;
    };
    expect(of([4, 3]).message).toContain('2 dòng đang hoạt động, không cùng mức: mức độ 4; mức độ 3.');
    expect(of([4, 3]).evidence).toMatchObject({ rowLevels: [4, 3] });
    expect(of(['unknown', null]).message).toContain('không cùng mức: ');
    expect(of().message).toMatch(/2 dòng đang hoạt động\.$/);
    expect(of([4, 3]).fingerprint).toBe(of().fingerprint);
  });

  test('speaks of withdrawn procedures too', () => {
    const records = {
      national: national({ active: false }),
      portal: record('1.000001', { offerings: [twice] }),
    };
    expect(findingsOf(duplicateOffering, city, group(city, '1.000001', records))).toHaveLength(1);
  });

  test('says nothing of one row an agency, nor of rows of a procedure switched off', () => {
    expect(findingsOf(duplicateOffering, city, group(city, '1.000001', { portal: at('H13.1') }))).toEqual([]);
    const portal = record('1.000001', { offerings: [twice], facts: { active: false } });
    expect(findingsOf(duplicateOffering, city, group(city, '1.000001', { portal }))).toEqual([]);
  });
});

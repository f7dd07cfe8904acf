import { describe, expect, test } from 'vitest';
import { rule as unknownProcedure } from '../../../src/reconcile/rules/unknown-procedure.ts';
import { rule as unmappedProcedure } from '../../../src/reconcile/rules/unmapped-procedure.ts';
import { rule as withdrawnStillOffered } from '../../../src/reconcile/rules/withdrawn-still-offered.ts';
import type { SnapshotProcedure } from '../../../src/snapshot/model.ts';
import { context, findingsOf, group, offering, record } from '../support.ts';

const city = context();
const offered = { offerings: [offering('H13.1'), offering('H13.2')] };

/** All the ways in which a record is there without being offered, or without our knowing that it is. */
const notOffered: [string, Partial<SnapshotProcedure>][] = [
  ['without an offering', {}],
  ['switched off', { ...offered, facts: { active: false } }],
  ['listed without details', { ...offered, detailed: false, facts: { active: undefined } }],
];

describe('unmapped-procedure', () => {
  const local = (change: Partial<SnapshotProcedure> = {}) =>
    record('TTHC-77', { mapped: false, facts: { name: 'Cấp thẻ' }, ...change });

  test('names a code nobody can place, with suggestions', () => {
    const suggestions = [{ code: '1.000009', name: 'Cấp thẻ thư viện', score: 0.8 }];
    const known = context({ suggestions: { portal: { 'TTHC-77': suggestions } } });
    const found = findingsOf(unmappedProcedure, known, group(known, 'TTHC-77', { portal: local(offered) }));
    expect(found).toMatchObject([
      {
        severity: 'major',
        owner: 'technical',
        procedure: 'TTHC-77',
        agency: null,
        system: 'portal',
        key: 'TTHC-77',
        message: expect.stringContaining('Gợi ý: 1.000009 «Cấp thẻ thư viện».'),
        evidence: { agencies: ['H13.1', 'H13.2'], agencyCount: 2, suggestions },
        systems: ['national', 'portal'],
      },
    ]);
  });

  test('speaks when its only rows are at agencies nobody can place either', () => {
    const found = findingsOf(
      unmappedProcedure,
      city,
      group(city, 'TTHC-77', { portal: local({ unmappedOfferings: 2 }) }),
    );
    expect(found).toMatchObject([{ evidence: { agencyCount: 0, unmappedOfferings: 2 } }]);
  });

  test.each(notOffered)('says nothing of a code %s', (_, change) => {
    expect(findingsOf(unmappedProcedure, city, group(city, 'TTHC-77', { portal: local(change) }))).toEqual(
      [],
    );
  });

  test('takes a code that the national list has as mapped, whatever its shape', () => {
    const national = record('TTHC-77', { facts: { tiers: ['ministry'] } });
    const known = group(city, 'TTHC-77', { national, portal: local(offered) });
    expect(findingsOf(unmappedProcedure, city, known)).toEqual([]);
  });

  test('says once, of the national list, that nobody was found for a procedure, with the reason', () => {
    const facts = { tiers: ['province' as const], bodies: null, fields: [{ name: 'Đất đai' }] };
    const open = group(city, '1.000001', { national: record('1.000001', { facts }) });
    expect(findingsOf(unmappedProcedure, city, open)).toMatchObject([
      {
        severity: 'major',
        procedure: '1.000001',
        system: 'national',
        actual: expect.stringContaining('Đất đai'),
        systems: ['national'],
      },
    ]);
    const bodies = [{ name: 'Cơ quan không ai biết' }];
    const told = record('1.000003', { facts: { ...facts, bodies } });
    expect(findingsOf(unmappedProcedure, city, group(city, '1.000003', { national: told }))).toMatchObject([
      { evidence: { ...facts, bodies, source: 'national' } },
    ]);
    const odd = group(city, '1.000002', { national: record('1.000002', { facts: { tiers: [] } }) });
    expect(findingsOf(unmappedProcedure, city, odd)).toMatchObject([{ severity: 'info' }]);
  });
});

describe('unknown-procedure', () => {
  test('names the agencies that offer what the national list lacks', () => {
    const found = findingsOf(
      unknownProcedure,
      city,
      group(city, '1.000001', { oneStop: record('1.000001', offered) }),
    );
    expect(found).toMatchObject([
      {
        severity: 'major',
        owner: 'regulatory',
        procedure: '1.000001',
        agency: null,
        system: 'oneStop',
        message:
          'Thủ tục 1.000001 «Đăng ký khai sinh» đang được cung cấp tại 2 đơn vị trên Hệ thống một cửa điện tử nhưng không có trong danh mục quốc gia.',
        evidence: { agencies: ['H13.1', 'H13.2'], agencyCount: 2 },
      },
    ]);
  });

  test('lists at most 200 agencies, says how many there are, and is about all of them', () => {
    const many = Array.from({ length: 250 }, (_, at) => offering(`H13.${at + 100}`));
    const wide = group(city, '1.000001', { portal: record('1.000001', { offerings: many }) });
    const [found] = findingsOf(unknownProcedure, city, wide);
    expect(found?.evidence).toMatchObject({ agencyCount: 250 });
    expect(found?.evidence.agencies).toHaveLength(200);
    expect(found?.units).toHaveLength(250);
  });

  test.each(notOffered)('says nothing of a procedure %s', (_, change) => {
    const quiet = group(city, '1.000001', { portal: record('1.000001', change) });
    expect(findingsOf(unknownProcedure, city, quiet)).toEqual([]);
  });

  test('says nothing of what the national list has, withdrawn or not, nor of a code nobody mapped', () => {
    const portal = record('1.000001', offered);
    const withdrawn = record('1.000001', { facts: { active: false } });
    expect(
      findingsOf(unknownProcedure, city, group(city, '1.000001', { national: withdrawn, portal })),
    ).toEqual([]);
    const unmapped = record('X-1', { ...offered, mapped: false });
    expect(findingsOf(unknownProcedure, city, group(city, 'X-1', { portal: unmapped }))).toEqual([]);
  });

  test('says nothing while the national list was not read whole', () => {
    const cut = context({ snapshots: { national: { status: 'partial' } } });
    const portal = record('1.000001', offered);
    expect(findingsOf(unknownProcedure, cut, group(cut, '1.000001', { portal }))).toEqual([]);
  });
});

describe('withdrawn-still-offered', () => {
  const national = record('1.000001', { facts: { active: false } });

  test('names the system that still offers what was withdrawn', () => {
    const both = { national, portal: record('1.000001', offered), oneStop: record('1.000001') };
    expect(findingsOf(withdrawnStillOffered, city, group(city, '1.000001', both))).toMatchObject([
      {
        severity: 'critical',
        owner: 'regulatory',
        system: 'portal',
        expected: 'ngừng cung cấp',
        evidence: { agencies: ['H13.1', 'H13.2'], agencyCount: 2, national: { active: false } },
        systems: ['national', 'portal'],
      },
    ]);
  });

  test.each(notOffered)('is content with a withdrawn procedure %s', (_, change) => {
    const quiet = group(city, '1.000001', { national, portal: record('1.000001', change) });
    expect(findingsOf(withdrawnStillOffered, city, quiet)).toEqual([]);
  });

  test('says nothing of a public procedure, nor of one whose state could not be told', () => {
    for (const active of [true, undefined]) {
      const open = {
        national: record('1.000001', { facts: { active } }),
        portal: record('1.000001', offered),
      };
      expect(findingsOf(withdrawnStillOffered, city, group(city, '1.000001', open))).toEqual([]);
    }
  });
});

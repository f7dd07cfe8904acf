import { describe, expect, test } from 'vitest';
import { rule as recordsQuarantined } from '../../../src/reconcile/rules/records-quarantined.ts';
import { rule as sourceShrunk } from '../../../src/reconcile/rules/source-shrunk.ts';
import { rule as sourceUnreadable } from '../../../src/reconcile/rules/source-unreadable.ts';
import { rule as unmappedAgency } from '../../../src/reconcile/rules/unmapped-agency.ts';
import { context, findingsOf } from '../support.ts';

const shrunk = { part: 'offerings' as const, before: 1500, after: 900, share: 0.4 };

describe('source-unreadable', () => {
  test('names the system that could not be read, and why', () => {
    const down = context({ snapshots: { portal: { status: 'unreadable', error: 'Máy chủ không trả lời' } } });
    expect(findingsOf(sourceUnreadable, down)).toMatchObject([
      {
        severity: 'critical',
        owner: 'technical',
        system: 'portal',
        actual: 'không đọc được: Máy chủ không trả lời',
        message: 'Cổng DVC thành phố cần được đọc toàn bộ nhưng không đọc được: Máy chủ không trả lời.',
        evidence: {
          ...{ status: 'unreadable', error: 'Máy chủ không trả lời' },
          takenAt: down.systems[1]!.snapshot.takenAt,
        },
        systems: ['portal'],
      },
    ]);
  });

  test('speaks of a system read only in part', () => {
    const cut = context({ snapshots: { oneStop: { status: 'partial', error: 'Thiếu trang 3.' } } });
    expect(findingsOf(sourceUnreadable, cut)).toMatchObject([
      { system: 'oneStop', actual: 'đọc được một phần: Thiếu trang 3.' },
    ]);
  });

  test('says nothing of a system read whole, and leaves a shrunk one to its own rule', () => {
    const shrunken = context({ snapshots: { portal: { status: 'partial', shrunk } } });
    expect(findingsOf(sourceUnreadable, shrunken)).toEqual([]);
  });
});

describe('source-shrunk', () => {
  test('says what was lost since the last whole reading', () => {
    const shrunken = context({ snapshots: { portal: { status: 'partial', shrunk } } });
    expect(findingsOf(sourceShrunk, shrunken)).toMatchObject([
      {
        severity: 'critical',
        system: 'portal',
        expected: 1500,
        actual: 900,
        systems: ['portal'],
        message:
          'Cổng DVC thành phố chỉ còn 900 dịch vụ tại đơn vị, lần đọc đầy đủ gần nhất có 1.500 (giảm 40%).',
      },
    ]);
  });

  test('says nothing when nothing shrank', () => {
    expect(findingsOf(sourceShrunk, context({ snapshots: { portal: { status: 'partial' } } }))).toEqual([]);
  });
});

describe('records-quarantined', () => {
  test('is one finding a system, with the number', () => {
    const odd = context({ snapshots: { national: { quarantined: 1200 }, portal: { quarantined: 3 } } });
    expect(findingsOf(recordsQuarantined, odd)).toMatchObject([
      { system: 'national', actual: 1200, message: expect.stringContaining('1.200 bản ghi') },
      { system: 'portal', actual: 3, severity: 'minor', systems: ['portal'] },
    ]);
  });

  test('names some of the records: key, place and reason', () => {
    const quarantineExamples = ['1.000001', '1.000002', '', '1.000004'].map(key => ({
      part: 'fee',
      key,
      path: 'PHILEPHI[0]',
      reason: 'cần danh sách, gặp số 5',
    }));
    const odd = context({ snapshots: { national: { quarantined: 7, quarantineExamples } } });
    expect(findingsOf(recordsQuarantined, odd)).toMatchObject([
      {
        message:
          'CSDL quốc gia về TTHC có 7 bản ghi không đọc hiểu được: 1.000001 PHILEPHI[0] (cần danh sách, gặp số 5); 1.000002 PHILEPHI[0] (cần danh sách, gặp số 5); fee PHILEPHI[0] (cần danh sách, gặp số 5) và 4 bản ghi khác.',
        evidence: { examples: quarantineExamples },
      },
    ]);
  });

  test('says nothing of a system without quarantined records', () => {
    expect(findingsOf(recordsQuarantined, context())).toEqual([]);
  });
});

describe('unmapped-agency', () => {
  const unknown = {
    id: '7f',
    identification: 'H13.77',
    name: 'Phòng Văn thư',
    offerings: 12,
    suggestions: [{ code: 'H13.1', name: 'Sở Y tế', score: 0.4 }],
  };

  test('is one finding an agency, with the best suggestion', () => {
    const odd = context({
      snapshots: { portal: { unmappedAgencies: [unknown, { ...unknown, id: '8a', suggestions: [] }] } },
    });
    const findings = findingsOf(unmappedAgency, odd);
    expect(findings).toMatchObject([
      {
        severity: 'major',
        system: 'portal',
        key: '7f',
        actual: '7f',
        message:
          'Đơn vị «Phòng Văn thư» (7f, mã định danh H13.77) của Cổng DVC thành phố có 12 dịch vụ nhưng chưa được ánh xạ với đơn vị nào của thành phố. Gợi ý: Sở Y tế (H13.1).',
        evidence: unknown,
        systems: ['portal'],
      },
      { key: '8a', message: expect.not.stringContaining('Gợi ý') },
    ]);
  });

  test('says nothing when every agency is known', () => {
    expect(findingsOf(unmappedAgency, context())).toEqual([]);
  });
});

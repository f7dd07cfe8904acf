import { describe, expect, it } from 'vitest';
import { availabilityFrom, availabilityTable } from '../../../src/report/documents/availability.ts';
import { paperColumns, rowWords } from '../../../src/report/documents/paper.ts';

const end = '2021-10-31T17:00:00.000Z';
const read = (at: string, status: 'complete' | 'partial' | 'unreadable', durationMs = 1_000) => ({
  ...{ at: `2021-10-${at}:00.000Z`, status, durationMs },
});

describe('availability of a system in a month', () => {
  it('counts reads answered whole, slow, in part and not at all, and the longest outage', () => {
    const reads = [
      ...[read('01T00:00', 'complete'), read('02T00:00', 'complete', 2_500), read('03T00:00', 'unreadable')],
      ...[read('03T06:00', 'unreadable'), read('03T12:00', 'partial'), read('04T00:00', 'unreadable')],
      ...[read('04T03:00', 'complete'), read('05T00:00', 'complete')],
    ];
    expect(availabilityFrom('portal', reads, end)).toEqual({
      ...{ system: 'portal', reads: 8, answered: 4, slow: 1, partly: 1, down: 3 },
      longestOutage: { from: '2021-10-03T00:00:00.000Z', until: '2021-10-03T12:00:00.000Z', hours: 12 },
    });
  });

  it('says that a system has not answered again before the month ended', () => {
    const row = availabilityFrom(
      'portal',
      [read('01T00:00', 'complete'), read('31T05:00', 'unreadable')],
      end,
    );
    expect(row.longestOutage).toEqual({ from: '2021-10-31T05:00:00.000Z', until: null, hours: 12 });
    const table = availabilityTable([row], () => 'Cổng dịch vụ công');
    expect(rowWords(table.rows[0]!, paperColumns(table))).toEqual([
      ...['Cổng dịch vụ công', '2', '1', '0', '0', '1'],
      'từ 31/10/2021 12:00, đến hết tháng chưa trả lời lại (12 giờ)',
    ]);
  });

  it('knows no outage where every read was answered, if only in part', () => {
    const reads = [read('01T00:00', 'complete'), read('02T00:00', 'partial')];
    expect(availabilityFrom('portal', reads, end)).toMatchObject({ down: 0, longestOutage: null });
  });
});

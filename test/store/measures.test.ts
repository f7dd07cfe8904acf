import { expect, it } from 'vitest';
import type { Demand, Indicator } from '../../src/domain/measure.ts';
import {
  demandKnown,
  demandOf,
  indicatorsOf,
  keepMeasures,
  lastMeasured,
} from '../../src/store/runs/measures.ts';
import { minute, onEveryDatabase } from './support.ts';

const period = '2026-10';
const demand = (procedure: string | null, online: number | null): Demand => ({
  ...{ procedure, agency: 'H13.1', period, online, direct: 3, postal: 0, total: online, quality: null },
});
const indicator = (score: number | null): Indicator => ({
  ...{ group: 'transparency', code: 'DOSSIER_SYNC', name: 'Đồng bộ hồ sơ', agency: 'H13', period },
  ...{ numerator: 12, denominator: 40, score, maxScore: 6 },
  quality: score === null ? { status: 'NO_NATIONAL_REPORT_DATA', message: 'Chưa có dữ liệu' } : null,
});

onEveryDatabase('measures', ({ open }) => {
  it('are kept as published, and replaced by what is published later', async () => {
    const store = await open();
    expect(await lastMeasured(store)).toBeUndefined();
    const first = { demand: [demand(null, 7), demand('1.000001', null)], indicators: [indicator(null)] };
    await keepMeasures(store, 'people', minute(1), first);
    expect(await demandOf(store, period)).toEqual([
      { ...demand(null, 7), source: 'people' },
      { ...demand('1.000001', null), source: 'people' },
    ]);
    expect(await indicatorsOf(store, period)).toEqual([{ ...indicator(null), source: 'people' }]);
    await keepMeasures(store, 'people', minute(2), {
      demand: [demand('1.000001', 0)],
      indicators: [indicator(1.25)],
    });
    expect((await demandOf(store, period)).map(({ online }) => online)).toEqual([7, 0]);
    expect((await demandOf(store, period, { together: true })).map(({ procedure }) => procedure)).toEqual([
      null,
    ]);
    expect(await indicatorsOf(store, period)).toMatchObject([{ score: 1.25, quality: null }]);
    expect([...(await demandKnown(store, 'people', period))].sort()).toEqual(['', '1.000001']);
    expect(await demandKnown(store, 'people', '2026-09')).toEqual(new Set());
    expect(await lastMeasured(store)).toBe(period);
  });
});

import { expect, it } from 'vitest';
import type { RuleSummary, RunSummary } from '../../src/domain/run.ts';
import type { SystemPart } from '../../src/report/model.ts';
import { peopleMet, peopleSentence } from '../../src/report/people.ts';
import { emptyTally } from '../../src/report/tally.ts';
import { levelTerms } from '../../src/words/level-names.ts';

const portal = {
  name: 'nationalPortal',
  role: 'nationalPortal',
  title: 'Cổng Dịch vụ công quốc gia',
  status: 'complete',
} as SystemPart;

/** A run with a national portal of 2,000 services with a level, and what was found of them. */
function met(
  toDo: number,
  critical: number,
  outcome?: Partial<RuleSummary>,
  systems: SystemPart[] = [portal],
  status: RunSummary['status'] = 'discrepancies',
) {
  const tally = emptyTally();
  Object.assign(tally, { toDo, bySeverity: { ...tally.bySeverity, critical, major: toDo - critical } });
  const summary = {
    status,
    levels: { nationalPortal: { '1': 0, '2': 300, '3': 700, '4': 1_000, none: 40 } },
    rules: { 'people-land-elsewhere': { status: 'evaluated', skipped: [], reason: null, ...outcome } },
  } as unknown as RunSummary;
  return peopleMet(summary, systems, tally);
}
const sentence = (...of: Parameters<typeof met>) => peopleSentence(met(...of)!, levelTerms());

it('says of how many services people meet how many are not what the city runs, and why', () => {
  expect(sentence(27, 12)).toBe(
    'Trong 2.000 dịch vụ người dân gặp trên Cổng Dịch vụ công quốc gia, 27 khác với dịch vụ thành phố đang vận hành, vì 12 dịch vụ cho nộp hồ sơ trong khi hệ thống của thành phố chưa cho nộp trực tuyến hoặc không có dịch vụ và 15 dịch vụ ghi mức độ khác nhau.',
  );
  expect(sentence(0, 0)).toContain('không có dịch vụ nào khác');
});

it('says that it is not known, and why, where one side was not read whole', () => {
  const reason = 'Không đọc được đầy đủ dữ liệu của: Cổng DVC thành phố.';
  for (const status of ['partly', 'not-evaluated'] as const) {
    expect(met(3, 1, { status, reason })).toMatchObject({ met: 2_000, differing: null });
    expect(sentence(3, 1, { status, reason })).toBe(
      `Chưa biết trong 2.000 dịch vụ người dân gặp trên Cổng Dịch vụ công quốc gia có bao nhiêu khác với dịch vụ thành phố đang vận hành. ${reason}`,
    );
  }
  const cut: SystemPart = { ...portal, status: 'partial' };
  expect(sentence(0, 0, { status: 'not-evaluated', reason }, [cut])).toMatch(
    /^Chưa biết dịch vụ người dân gặp/,
  );
  expect(sentence(0, 0, {}, [cut])).not.toContain('không có dịch vụ nào khác');
});

it('says nothing without such a portal, where nobody wants the comparison, and of a run that failed', () => {
  expect(met(0, 0, {}, [])).toBeUndefined();
  expect(met(0, 0, {}, [portal], 'failed')).toBeUndefined();
  const unasked = { status: 'clean', levels: {}, rules: {} } as unknown as RunSummary;
  expect(peopleMet(unasked, [portal], emptyTally())).toBeUndefined();
});

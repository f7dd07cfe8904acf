import { expect, it } from 'vitest';
import type { RuleSummary } from '../../src/domain/run.ts';
import type { ReportModel } from '../../src/report/model.ts';
import { peopleSentence } from '../../src/report/sentences.ts';
import { emptyTally } from '../../src/report/tally.ts';
import { levelTerms } from '../../src/words/level-names.ts';

/** A run with a national portal of 2,000 services with a level, and what was found of them. */
function run(toDo: number, critical: number, status: RuleSummary['status'] = 'evaluated', filter = {}) {
  const tally = emptyTally();
  Object.assign(tally, { toDo, bySeverity: { ...tally.bySeverity, critical, major: toDo - critical } });
  const title = 'Cổng Dịch vụ công quốc gia';
  return {
    summary: { levels: { nationalPortal: { '1': 0, '2': 300, '3': 700, '4': 1_000, none: 40 } } },
    systems: [{ name: 'nationalPortal', role: 'nationalPortal', title }],
    rules: [{ text: { id: 'people-land-elsewhere' }, outcome: { status }, tally }],
    ...{ filter, levels: levelTerms() },
  } as unknown as ReportModel;
}

it('says of how many services people meet how many are not what the city runs, and why', () => {
  expect(peopleSentence(run(27, 12))).toBe(
    'Trong 2.000 dịch vụ người dân gặp trên Cổng Dịch vụ công quốc gia, 27 khác với dịch vụ thành phố đang vận hành, vì 12 dịch vụ cho nộp hồ sơ trong khi hệ thống của thành phố chưa cho nộp trực tuyến hoặc không có dịch vụ và 15 dịch vụ ghi mức độ khác nhau.',
  );
  expect(peopleSentence(run(0, 0))).toContain('không có dịch vụ nào khác');
});

it('says nothing where it could not be told, of a slice, or without such a portal', () => {
  expect(peopleSentence(run(0, 0, 'not-evaluated'))).toBeUndefined();
  expect(peopleSentence(run(3, 0, 'partly'))).toBeUndefined();
  expect(peopleSentence(run(3, 0, 'evaluated', { owner: 'technical' }))).toBeUndefined();
  expect(peopleSentence({ ...run(3, 0), systems: [] })).toBeUndefined();
});

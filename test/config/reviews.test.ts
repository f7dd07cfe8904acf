import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { reviewsSection } from '../../src/config/sections/reviews.ts';
import { load, problemsOf, wholeText } from './plain-adapter.ts';

const withReviews = (reviews: string) => ({ 'dvc-sync.yaml': `${wholeText}reviews:\n${reviews}` });

it('takes milestones with their agencies as the city writes them', async () => {
  const { reviews } = await load(
    withReviews(
      '  milestones:\n    - { id: so, name: Sở báo cáo, due: 30/06/2021, what: review, agencies: [h13.1.2] }\n  holidays: [02/09/2021, "2021-09-03"]\n',
    ),
  );
  expect(reviews.milestones).toEqual([
    {
      id: 'so',
      name: 'Sở báo cáo',
      due: '2021-06-30',
      what: 'review',
      tiers: [],
      agencies: ['H13.1.2'],
      remindDaysBefore: [7, 3, 1],
      remindEveryDaysAfter: 3,
    },
  ]);
  expect(reviews.holidays).toEqual(['2021-09-02', '2021-09-03']);
});

it.each([
  {
    entry: '{ id: a, name: A, due: "2021-06-30", what: other }',
    says: 'cần ít nhất một trong tiers, agencies, owner',
  },
  {
    entry: '{ id: a, name: A, due: "2021-06-31", what: other, owner: technical }',
    says: 'không có ngày 2021-06-31',
  },
  {
    entry: '{ id: a, name: A, from: "2021-07-01", due: "2021-06-30", what: other, owner: technical }',
    says: 'ngày bắt đầu 2021-07-01 sau ngày cuối cùng 2021-06-30',
  },
  {
    entry: '{ id: a, name: A, due: "2021-06-30", what: other, agencies: [H13.1.22] }',
    says: 'không có đơn vị mã H13.1.22 trong danh sách đơn vị; có phải là "H13.1.2"?',
  },
])('refuses $entry', async ({ entry, says }) => {
  const problems = await problemsOf(withReviews(`  milestones:\n    - ${entry}\n`));
  expect(problems).toEqual([expect.stringContaining(says)]);
});

it('refuses two milestones of one name, and holidays that do not exist', async () => {
  const entry = '    - { id: a, name: A, due: "2021-06-30", what: other, owner: technical }\n';
  const problems = await problemsOf(
    withReviews(`  holidays: ["2021-02-30"]\n  milestones:\n${entry}${entry}`),
  );
  expect(problems).toEqual([
    expect.stringContaining('không có ngày 2021-02-30'),
    expect.stringContaining('đã có một mốc khác tên "a"'),
  ]);
});

it('takes the example of Cần Thơ', async () => {
  const text = await readFile(new URL('../../config/can-tho/reviews.yaml', import.meta.url), 'utf8');
  const { milestones, decision } = reviewsSection.parse(parse(text).reviews);
  expect(milestones.map(({ id, due, owner }) => [id, due, owner])).toEqual([
    ['xa', '2021-06-15', undefined],
    ['huyen', '2021-06-20', undefined],
    ['so', '2021-06-30', undefined],
    ['dang-ky', '2021-07-30', 'regulatory'],
    ['khac-phuc', '2021-10-31', 'technical'],
    ['cau-hinh', '2021-10-31', 'technical'],
  ]);
  expect(decision).toContain('2974/QĐ-UBND');
});

import { afterAll, describe, expect, test } from 'vitest';
import type { Configuration } from '../../../src/config/configuration.ts';
import { paperForms } from '../../../src/report/documents/paper-forms.ts';
import { reviewPapers } from '../../../src/report/documents/review-paper.ts';
import { inMemory } from '../../../src/report/forms.ts';
import { openFile } from '../../../src/review/open-file.ts';
import { importReview, prepareImport } from '../../../src/runs/import-review.ts';
import { rolledUpReviews } from '../../../src/runs/reviewed.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import { openStore } from '../../../src/store/core/open.ts';
import { row, whole, xlsx } from '../../review/corpus/make.ts';
import { starterConfiguration } from '../../server/running.ts';
import { type MadeFile, storeFile } from '../../store/support.ts';

const at = '2021-06-10T03:00:00.000Z';
const by = { who: 'Trần Thị B', origin: 'test', at };
const configuration: Configuration = await starterConfiguration('');
const unit = configuration.city.agencies.at(-1)!.code;
const files: MadeFile[] = [];
afterAll(() => Promise.all(files.map(file => file.drop())));

describe('a consolidated list that is taken in again', () => {
  test.each([
    ['XLSX', 'danh-muc.xlsx', 'xlsx'],
    ['DOCX', 'danh-muc.docx', 'docx'],
  ] as const)('gives the same targets as %s', async (_, name, form) => {
    const first = await freshStore();
    await take(
      first,
      'goc.xlsx',
      await xlsx(
        { name: 'Phụ lục I', rows: whole('I', [row(1, '1.004194'), row(2, '1.000894'), row(3, '2.000806')]) },
        {
          name: 'Phụ lục II',
          rows: whole('II', [
            row(1, '1.004873', 'Chưa có chữ ký số', ''),
            row(2, '1.004884', '', 'Luật Hộ tịch yêu cầu có mặt'),
            row(3, '1.004746', 'X', 'X'),
            row(4, '1.004827', 'Đạt', 'X'),
          ]),
        },
      ),
    );
    const reviews = rolledUpReviews(first, configuration.city);
    const [paper] = await Array.fromAsync(reviewPapers(configuration, [unit], reviews, at));
    const second = await freshStore();
    const answer = await take(second, name, new Uint8Array(await inMemory(paperForms(paper!)[form])));
    expect(answer).toMatchObject({ state: 'imported', accepted: 7, problems: [], corrections: [] });
    expect(await targets(second)).toEqual(await targets(first));
    await Promise.all([first.close(), second.close()]);
  });
});

test.each([
  ['none', '', { accepted: 1, questioned: 0 }],
  ['the last in 2021', 'due: "2021-10-31"', { accepted: 0, questioned: 1 }],
  ['the last in 2022', 'due: "2022-01-31"', { accepted: 1, questioned: 0 }],
])('of milestones %s: what a year says of a row', async (_, due, counts) => {
  const milestone = `{ id: xong, name: Xong, what: other, owner: technical, ${due} }`;
  const planned = await starterConfiguration(due && `reviews: { milestones: [${milestone}] }`);
  const store = await freshStore();
  const rows = whole('I', [row(1, '1.004194', 'Đủ điều kiện từ tháng 3/2022')]);
  const answer = await take(store, 'ke-hoach.xlsx', await xlsx({ rows }), planned);
  expect(answer).toMatchObject(counts);
  await store.close();
});

async function freshStore(): Promise<Store> {
  const file = await storeFile();
  files.push(file);
  return openStore(file.settings);
}

async function take(store: Store, name: string, bytes: Uint8Array, of = configuration) {
  const context = await prepareImport(store, of);
  return (await importReview(store, context, await openFile({ name, bytes }, true), { unit, by })).answer;
}

/** What came of the lists, without the places they stand at. */
async function targets(store: Store) {
  const found = [];
  for await (const batch of rolledUpReviews(store, configuration.city)) found.push(...batch);
  return found.map(({ procedure, targets: all }) => ({
    procedure,
    targets: all.map(({ sources: _, ...target }) => target),
  }));
}

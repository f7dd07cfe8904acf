import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { inMemory } from '../../src/report/forms.ts';
import { guidedForm } from '../../src/report/reviews/guided-form.ts';
import { answers, conditionsAsked } from '../../src/review/form.ts';
import { openFile } from '../../src/review/open-file.ts';
import { defaultReasonWords } from '../../src/review/reason-words.ts';
import { unitFinder } from '../../src/review/units.ts';
import { type ImportGround, importReview } from '../../src/runs/import-review.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { entriesOfUnit } from '../../src/store/reviews/review-rows.ts';
import { keepReview } from '../../src/store/reviews/reviews.ts';
import { levelTerms } from '../../src/words/level-names.ts';
import { blocked, city, inOrder } from '../review/support.ts';
import { minute, onEveryDatabase } from '../store/support.ts';

const agency = 'H13.21.1';
const codes = ['1.000000', '1.000001', '1.000002', '1.000003', '1.000004'];
const words = defaultReasonWords();
const conditions = conditionsAsked(words);
const against: ImportGround = {
  ...{ locality: 'H13', units: unitFinder(city.agencies), words, levels: levelTerms(undefined) },
  ...{ national: undefined, mapped: new Map() },
};

/** Two rows of its Phụ lục I, one of its Phụ lục II. */
async function withLists(store: Store): Promise<void> {
  const lists = [
    { list: 'eligible' as const, procedures: codes.slice(0, 2), technical: inOrder },
    { list: 'not-eligible' as const, procedures: codes.slice(2, 3), technical: blocked('e-form') },
  ];
  for (const { list, procedures, technical } of lists)
    await keepReview(
      store,
      {
        file: { name: `${list}.xlsx`, sha256: list, bytes: 1 },
        ...{ options: '', importedAt: minute(1), by: 'B', origin: 'cli', answer: null },
        parts: [{ agency, list }],
      },
      procedures.map((procedure, at) => ({
        ...{ agency, list, procedure, name: procedure, technical, legal: inOrder },
        source: { sheet: 'PL', row: at + 7 },
      })),
    );
}

/** Only one condition is answered: the unit will be asked about the row. */
const begun = 'begun';

/** The unit's form with these rows answered: all in order, this condition not, or only begun. */
async function filledIn(said: Readonly<Record<string, string | null>>): Promise<Uint8Array> {
  const rows = codes.map(procedure => ({ procedure, name: procedure, known: [] }));
  const book = new ExcelJS.Workbook();
  const made = await inMemory(guidedForm({ agency, words, rows }, city, '2021-06-01'));
  await book.xlsx.load(made as unknown as ArrayBuffer);
  book.worksheets[0]!.eachRow(row => {
    const lacking = said[String(row.getCell(2).value ?? '')];
    if (lacking === undefined) return;
    const given = lacking === begun ? conditions.slice(0, 1) : conditions;
    given.forEach((condition, at) => {
      row.getCell(5 + at).value = condition === lacking ? answers[1] : answers[0];
    });
  });
  return new Uint8Array(await book.xlsx.writeBuffer());
}

onEveryDatabase('a guided form that comes back', database => {
  const imported = async (store: Store, bytes: Uint8Array, at: number, dryRun = false) => {
    const file = await openFile({ name: 'phieu.xlsx', bytes }, true);
    const { answer } = await importReview(store, against, file, {
      ...{ by: { who: 'B', at: minute(at), origin: 'cli' }, dryRun },
    });
    return answer;
  };
  const counting = async (store: Store) =>
    (await entriesOfUnit(store, agency)).map(({ procedure, list }) => `${procedure} ${list}`);

  it('changes the rows that were answered, and leaves what the unit has handed in of the others', async () => {
    const store = await database.open();
    await withLists(store);
    // Once: a workbook has in it when it was made.
    const said = await filledIn({ [codes[1]!]: 'payment', [codes[3]!]: null });
    const answer = await imported(store, said, 2);
    expect(answer).toMatchObject({ state: 'imported', accepted: 2 });
    expect(answer.superseded.map(({ list, dropped }) => [list, dropped])).toEqual([
      // It moved to the other list.
      ['eligible', [codes[1]]],
      ['not-eligible', []],
    ]);
    const now = [
      `${codes[0]} eligible`,
      `${codes[1]} not-eligible`,
      `${codes[2]} not-eligible`,
      `${codes[3]} eligible`,
    ];
    expect(await counting(store)).toEqual(now);
    expect(await imported(store, said, 3)).toMatchObject({ state: 'unchanged' });
    expect(await counting(store)).toEqual(now);
  });

  it('does not let an earlier word stand of a row that it is asked about', async () => {
    const store = await database.open();
    await withLists(store);
    const said = await filledIn({ [codes[1]!]: begun, [codes[3]!]: null });
    const answer = await imported(store, said, 2);
    expect(answer).toMatchObject({ state: 'imported', accepted: 1, questioned: 1 });
    expect(answer.superseded.map(({ list, dropped }) => [list, dropped])).toEqual([['eligible', [codes[1]]]]);
    expect(await counting(store)).toEqual([
      `${codes[0]} eligible`,
      `${codes[2]} not-eligible`,
      `${codes[3]} eligible`,
    ]);
  });

  it('takes the place of both lists once every row is answered', async () => {
    const store = await database.open();
    await withLists(store);
    const before = await counting(store);
    const whole = await filledIn(Object.fromEntries(codes.map(code => [code, null])));
    // Tried out first, it says what it will replace, and replaces nothing.
    const tried = await imported(store, whole, 2, true);
    expect([tried.state, tried.superseded.map(({ list, dropped }) => [list, dropped])]).toEqual([
      'dry-run',
      [
        ['eligible', []],
        ['not-eligible', [codes[2]]],
      ],
    ]);
    expect(await counting(store)).toEqual(before);
    expect((await imported(store, whole, 3)).superseded).toEqual(tried.superseded);
    expect(await counting(store)).toEqual(codes.map(code => `${code} eligible`));
    // Tried out once more it replaces nothing, least of all itself.
    const again = await imported(store, whole, 4, true);
    expect([again.state, again.superseded]).toEqual(['dry-run', []]);
    expect(again.notes[0]!.text).toBe('tệp này đã nhập trước đây; không có gì thay đổi');
  });

  it('loses no row of another one that comes at the same moment', async () => {
    const store = await database.open();
    await withLists(store);
    const forms = [await filledIn({ [codes[3]!]: null }), await filledIn({ [codes[4]!]: null })];
    const answers = await Promise.all(forms.map((form, at) => imported(store, form, at + 2)));
    expect(answers.map(({ state }) => state)).toEqual(['imported', 'imported']);
    expect((await counting(store)).toSorted()).toEqual(
      codes.map((code, at) => `${code} ${at === 2 ? 'not-eligible' : 'eligible'}`),
    );
  });
});

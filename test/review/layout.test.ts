import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readReview } from '../../src/review/read-review.ts';
import { csv, type Rows, utf8 } from './corpus/make.ts';
import { context, procedures, rowTexts } from './corpus/sample.ts';

const known = Object.keys(procedures).filter(code => code !== '2.000986');
const reasons = ['X', 'x', '', 'chưa có chữ ký số', 'phải nộp bản chính', '-'];

interface Line {
  code: string;
  technical: string;
  legal: string;
}

const lines = fc.uniqueArray(
  fc.record({
    code: fc.constantFrom(...known),
    technical: fc.constantFrom(...reasons),
    legal: fc.constantFrom(...reasons),
  }),
  { selector: ({ code }) => code, minLength: 1 },
);
const columns = [
  ['STT', (_line: Line, at: number) => String(at + 1)],
  ['Mã TTHC/DVC', ({ code }: Line) => code],
  ['Tên thủ tục hành chính', ({ code }: Line) => procedures[code]!],
  ['Về kỹ thuật, điều kiện của đơn vị', ({ technical }: Line) => technical],
  ['Về quy định của pháp luật', ({ legal }: Line) => legal],
  ['Lĩnh vực', () => 'Hộ tịch'],
  ['Ghi chú', () => ''],
] as const;

/** What came of a CSV with these rows, as texts; every way of writing one list must come to the same. */
async function read(rows: Rows): Promise<{ rows: string[]; problems: number }> {
  const reading = await readReview({ name: 'cai-khe.csv', bytes: utf8(csv(rows)) }, context);
  return { rows: rowTexts(reading).sort(), problems: reading.answer.problems.length };
}

function table(given: readonly Line[], order: readonly number[]): Rows {
  return [
    order.map(at => columns[at]![0]),
    ...given.map((line, at) => order.map(column => columns[column]![1](line, at))),
  ];
}

const plainOrder = [0, 1, 2, 3, 4];
const title: Rows = [['PHỤ LỤC II']];

describe('a list means the same', () => {
  test('wherever it stands and whatever columns stand between', async () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 });
    await fc.assert(
      fc.asyncProperty(lines, order, fc.nat(6), fc.nat(9), async (given, shuffled, right, down) => {
        const moved = table(given, shuffled).map(cells => [...Array<null>(right).fill(null), ...cells]);
        const blank = Array<[]>(down).fill([]);
        const straight = await read([...title, ...table(given, plainOrder)]);
        expect(straight.rows.length + straight.problems).toBe(given.length);
        expect(await read([...blank, ...title, ...blank, ...moved])).toEqual(straight);
      }),
      { numRuns: 60 },
    );
  });

  test('with blank lines, fields of work, page headers and notes among its rows', async () => {
    const between = fc.array(fc.constantFrom('blank', 'field', 'page', 'note'), {
      minLength: 8,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(lines, between, async (given, interruptions) => {
        const [head, ...rest] = table(given, plainOrder);
        const parts: Record<string, Rows> = {
          blank: [[]],
          field: [['', 'II. Lĩnh vực hộ tịch']],
          page: [['Trang 2'], head!],
          note: [['Ghi chú: còn tiếp trang sau']],
        };
        const broken = rest.flatMap((cells, at) => [
          cells,
          ...parts[interruptions[at % interruptions.length]!]!,
        ]);
        expect(await read([...title, head!, ...broken])).toEqual(await read([...title, head!, ...rest]));
      }),
      { numRuns: 60 },
    );
  });

  test('and no row with a code is ever lost without a word', async () => {
    const cell = fc.oneof(
      fc.constantFrom(
        ...known,
        ...columns.map(([name]) => name),
        'PHỤ LỤC I',
        'PHỤ LỤC II',
        'X',
        '1',
        '2',
        '',
      ),
      // What separates the cells of some CSV would make it another file.
      fc.string({ maxLength: 8 }).map(text => text.replace(/[|;\t"]/g, '')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 }), async rows => {
        const { answer } = await readReview({ name: 'cai-khe.csv', bytes: utf8(csv(rows)) }, context);
        if (answer.state === 'unreadable') return;
        const written = rows.filter(cells => cells.some(text => known.includes(text))).length;
        const told = answer.accepted + answer.questioned + answer.rejected + answer.notes.length;
        expect(told).toBeGreaterThanOrEqual(written);
      }),
      {
        numRuns: 300,
        examples: [
          [
            [
              ['STT', '', '', '', 'Mã TTHC/DVC', 'Mã TTHC/DVC'],
              ['1.004194', '1.004194', '1.004194', '1.004194', '2'],
            ],
          ],
        ],
      },
    );
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReviewEntry, ReviewList } from '../../src/domain/review.ts';
import type { ImportContext } from '../../src/review/intake.ts';
import { type ReviewReading, readReview } from '../../src/review/read-review.ts';
import { stanceOf } from '../../src/review/stance.ts';
import { suggester } from '../../src/snapshot/suggest.ts';
import { csv, otherForm, type Rows, utf8, xlsx } from './corpus/make.ts';
import { context } from './corpus/sample.ts';

interface Procedure {
  code: string;
  name: string;
}

/** A row as it is written, and what may come of it. */
interface Planted {
  kind: string;
  code: string;
  name: string;
  technical: string;
  legal: string;
  remark: string;
  /** The code that may be taken from it; null = none. */
  means: string | null;
  /** Must it be taken in? */
  taken: boolean;
  /** May it say that the procedure can go to level 4? `told` = only with a word to the sender. */
  levelFour: boolean | 'told';
}

/** What is written of a procedure; `other` is another one of the list. */
type Kind = (of: Procedure, other: Procedure, pick: number) => Partial<Planted>;

const one = (choices: readonly string[], pick: number): string => choices[pick % choices.length]!;
const never = { means: null, taken: false, levelFour: false } as const;
const doubtful = { taken: false, levelFour: 'told' } as const;
const wrong: Record<string, string> = { 0: 'O', 1: 'l', 5: 'S' };

const kinds: Record<string, Kind> = {
  good: () => ({}),
  'good in other words': (_of, _other, pick) => ({
    technical: one(['X', '✓', 'Đạt', 'có', '1', 'x (đủ điều kiện)', 'Đã có chữ ký số', 'Sẵn sàng'], pick),
    legal: one(['x', 'đủ', 'Đáp ứng', 'không vướng mắc gì', 'Đạt - theo Luật'], pick),
  }),
  'not met': (_of, _other, pick) => ({
    [pick % 2 ? 'technical' : 'legal']: one(
      ['chưa đạt', 'Không', 'Chưa có máy quét', 'x (chưa có chữ ký số)', '☐', '( )', 'không đầy đủ', '0'],
      pick >> 1,
    ),
    levelFour: false,
  }),
  'says nothing clear': (_of, _other, pick) => ({
    [pick % 2 ? 'technical' : 'legal']: one(
      [
        'Đang hoàn thiện',
        'Sẽ trang bị',
        'N/A',
        '#',
        '?',
        'Không có',
        'Bình thường',
        '✗',
        '7',
        'x (đang chờ)',
        'Đang xem xét',
      ],
      pick >> 1,
    ),
    ...doubtful,
  }),
  'only one column marked': (_of, _other, pick) => ({
    [pick % 2 ? 'technical' : 'legal']: '',
    levelFour: false,
  }),
  'a code written badly': ({ code }, _other, pick) => ({
    code: one(
      [
        ` ${code.slice(0, 3)} ${code.slice(3)}`,
        code.replace('.', ','),
        [...code].map(digit => wrong[digit] ?? digit).join(''),
        [...code]
          .map(digit => (digit === '.' ? digit : String.fromCharCode(digit.charCodeAt(0) + 0xfee0)))
          .join(''),
        `${code}.000.00.00.H13`,
        `\u200e${code}\u200e`,
        `\u202a${code.slice(0, 4)}\u2060${code.slice(4)}\u202c`,
        `Mã: ${code}`,
      ],
      pick,
    ),
  }),
  'a code with more in its cell': ({ code, name }, _other, pick) => ({
    code: one(
      [
        `${code} - ${name}`,
        `${code} (sửa đổi, bổ sung)`,
        `${code}/BTP`,
        `BTP-${code}`,
        `https://dichvucong.example.vn/chi-tiet?ma=${code}`,
      ],
      pick,
    ),
    ...doubtful,
  }),
  'two codes': ({ code }, other, pick) => ({
    code: `${code}${one(['; ', ' ', '/', ', ', ' và '], pick)}${other.code}`,
    ...never,
  }),
  'another procedure’s name in the cell of the code': ({ code }, other) => ({
    code: `${code} - ${other.name}`,
    ...never,
  }),
  'another procedure’s name': ({ code }, other) => ({ code, name: other.name, ...doubtful }),
  'another place’s tail': ({ code }, _other, pick) => ({
    code: `${code}${one(['.H56', '.000.00.00.H01', '.H13.DVC01'], pick)}`,
    ...never,
  }),
  'no code': (_of, _other, pick) => ({
    code: one(['', '0.000000', '9.999999', '1.0', 'chưa có'], pick),
    ...never,
  }),
  'taken back': (_of, _other, pick) => ({
    remark: one(
      [
        'Đã bãi bỏ',
        'Đề nghị đưa ra khỏi danh mục',
        'Hết hiệu lực',
        'Đã được thay thế',
        'Không còn thực hiện',
      ],
      pick,
    ),
    ...doubtful,
  }),
  'a harmless remark': (_of, _other, pick) => ({ remark: one(['Cấp xã', 'Liên thông', 'Mới'], pick) }),
};

function planted(of: Procedure, other: Procedure, kind: string, pick: number): Planted {
  return {
    kind,
    ...of,
    ...{ technical: 'x', legal: 'x', remark: '' },
    ...{ means: of.code, taken: true, levelFour: true },
    ...kinds[kind]!(of, other, pick),
  };
}

/** Columns of a list in any order; some of them only sound like a ground. */
const columns: Record<string, (row: Planted, at: number) => string> = {
  STT: (_row, at) => String(at + 1),
  'Mã TTHC/DVC': ({ code }) => code,
  'Tên thủ tục hành chính': ({ name }) => name,
  'Về kỹ thuật, điều kiện của đơn vị': ({ technical }) => technical,
  'Về quy định của pháp luật': ({ legal }) => legal,
  'Ghi chú': ({ remark }) => remark,
  'Căn cứ pháp lý': () => 'Luật Hộ tịch 2014',
  'Thời hạn giải quyết theo quy định': (_row, at) => `${(at % 9) + 1} ngày làm việc`,
  'Lĩnh vực': () => 'Hộ tịch',
  'Tên lĩnh vực kỹ thuật': () => 'Hạ tầng',
};
const needed = Object.keys(columns).slice(0, 6);

function tableOf(rows: readonly Planted[], order: readonly string[]): Rows {
  return [
    ['PHỤ LỤC I'],
    [...order],
    ...rows.map((row, at) => order.map(heading => columns[heading]!(row, at))),
  ];
}

const forms: ((rows: Rows) => Uint8Array | Promise<Uint8Array>)[] = [
  rows => utf8(csv(rows)),
  rows => utf8(csv(rows, ';')),
  rows => xlsx({ rows }),
  rows => otherForm('biff8', rows),
  rows => otherForm('ods', rows),
  rows => otherForm('html', rows),
];
/** What is read of a file follows from what is in it; the name only names. */
const names = ['a.csv', 'a.csv', 'a.xlsx', 'a.xls', 'a.ods', 'a.html'];

/** Holds the answer to a list against what was planted in it. */
function judge(rows: readonly Planted[], { answer, entries }: ReviewReading): void {
  const first = 3;
  rows.forEach((row, index) => {
    const at = index + first;
    const where = `${at}: ${JSON.stringify(row)}`;
    const entry = entries.find(({ source }) => source.row === at);
    const problem = answer.problems.some(each => each.row === at);
    const told =
      problem ||
      [...answer.notes, ...answer.corrections, ...answer.unknownReasons].some(each => each.row === at);
    // Nothing is lost, nothing is both.
    expect(Number(entry !== undefined) + Number(problem), where).toBe(1);
    const why = answer.problems.find(each => each.row === at)?.reason;
    if (row.taken) expect(why, where).toBeUndefined();
    if (!entry) return;
    expect(entry.procedure, where).toBe(row.means);
    const levelFour = vouches(entry);
    if (row.levelFour === false) expect(levelFour, where).toBe(false);
    if (row.levelFour === true) expect(levelFour, where).toBe(true);
    if (row.levelFour === 'told' && levelFour) expect(told, where).toBe(true);
  });
  expect(answer.accepted + answer.questioned + answer.rejected).toBe(rows.length);
}

function vouches(entry: ReviewReading['entries'][number]): boolean {
  const kept: ReviewEntry = {
    ...entry,
    source: { ...entry.source, file: 1, name: 'a' },
    importedAt: '2021-06-10T02:00:00.000Z',
  };
  return stanceOf([kept], code => code)?.eligible === true;
}

function contextOf(known: readonly Procedure[]): ImportContext {
  const procedures = new Map(known.map(({ code, name }) => [code, { name, active: true }]));
  return { ...context, national: { procedures, suggest: suggester([...known]) } };
}

/** Sixty procedures with names as alike as real ones. */
const actions = ['Cấp', 'Cấp lại', 'Gia hạn', 'Thu hồi', 'Điều chỉnh'];
const things = [
  'giấy phép khai thác nước mặt',
  'giấy chứng nhận đủ điều kiện kinh doanh thuốc',
  'chứng chỉ hành nghề luật sư',
  'giấy phép xây dựng nhà ở riêng lẻ',
  'thẻ hướng dẫn viên du lịch',
  'giấy phép hoạt động tư vấn du học',
  'phù hiệu xe vận tải',
  'giấy phép bán lẻ rượu',
  'bằng thuyền trưởng',
  'chứng nhận an toàn thực phẩm',
  'giấy phép quảng cáo ngoài trời',
  'quyết định công nhận làng nghề',
];
const made: Procedure[] = things.flatMap((thing, at) =>
  actions.map((action, of) => ({
    code: `${(of % 3) + 1}.${String(100_000 + at * 5_131 + of * 701).padStart(6, '0')}`,
    name: `${action} ${thing}`,
  })),
);

const list: ReviewList = 'eligible';
const options = { unit: 'H13.3', list };

describe('rows with something wrong planted in them', () => {
  test('are taken in rightly, asked about or told, and never lost, in any order of columns and any form', async () => {
    const own = contextOf(made);
    const row = fc.record({
      of: fc.nat(made.length - 1),
      other: fc.nat(made.length - 1),
      kind: fc.constantFrom(...Object.keys(kinds)),
      pick: fc.nat(1_000),
    });
    const rows = fc.uniqueArray(row, { selector: ({ of }) => of, minLength: 1, maxLength: 12 });
    const order = fc
      .shuffledSubarray(Object.keys(columns), { minLength: needed.length })
      .map(chosen => [...chosen, ...needed.filter(heading => !chosen.includes(heading))]);
    await fc.assert(
      fc.asyncProperty(rows, order, fc.nat(forms.length - 1), async (given, headings, form) => {
        const written = given.map(({ of, other, kind, pick }) =>
          planted(made[of]!, made[other === of ? (of + 7) % made.length : other]!, kind, pick),
        );
        const bytes = await forms[form]!(tableOf(written, headings));
        judge(written, await readReview({ name: names[form]!, bytes }, own, options));
      }),
      { numRuns: 150 },
    );
  });

  const data = new URL('../../../shared/data/national-procedures.ndjson.gz', import.meta.url);
  test.runIf(existsSync(data))('of the real national list, each procedure twice', async () => {
    const known = gunzipSync(readFileSync(data))
      .toString('utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { MATTHC: string; TENTTHC: string })
      .map(({ MATTHC, TENTTHC }) => ({ code: MATTHC, name: TENTTHC }));
    const real = contextOf(known);
    const every = Object.keys(kinds);
    const headings = ['Căn cứ pháp lý', ...needed, 'Thời hạn giải quyết theo quy định'];
    for (const round of [0, 7]) {
      const written = known.map((of, at) =>
        planted(of, known[(at + 409) % known.length]!, every[(at + round) % every.length]!, at + round),
      );
      const bytes = utf8(csv(tableOf(written, headings)));
      judge(written, await readReview({ name: 'a.csv', bytes }, real, options));
    }
  });
});
